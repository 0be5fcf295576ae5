using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.BreakoutRooms;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Roster;
using Plenum.Storage;

namespace Plenum.CommandLine;

/// <summary>Takes accounts out of all their rooms, or puts one in the place of another. Runs inside the caller's unit of work.</summary>
internal sealed class Moving(PlenumDb db, UnitOfWork unit, MeetingLock meetings, DirectoryLock directory, AccountBook accounts, RosterBook roster, BreakoutCascade breakoutRooms, ChatLog log)
{
    /// <summary>Out of all group and public rooms; where nobody is left the room goes as any empty one does.</summary>
    /// <returns>How many memberships ended; refused for an unknown account, which is named.</returns>
    public async Task<Result<int>> RemoveAsync(IReadOnlyList<string> users, bool privateOnly, CancellationToken ct)
    {
        var removed = 0;
        foreach (var user in users)
        {
            if (await accounts.FindAsync(user, ct) is not { } account) return Unknown(user);

            var rows = await TakeAsync(account, ct);
            removed += await RemoveAsync(rows.FindAll(row => !privateOnly || row.Conversation!.Type == ConversationType.Group), ct);
            await unit.FlushAsync(ct);
        }

        return removed;
    }

    /// <summary>Gives one account what another is in its rooms, moderators' rooms only unless all are asked for.</summary>
    /// <returns>How many rooms changed hands.</returns>
    public async Task<Result<int>> TransferAsync(string source, string destination, bool includePlain, bool removeSource, CancellationToken ct)
    {
        if (await accounts.FindAsync(source, ct) is not { } from) return Unknown(source);
        if (await accounts.FindAsync(destination, ct) is not { } to) return Unknown(destination);
        if (from.Id == to.Id) return Refusal.Invalid("user", "Source and destination are the same user.");

        var rows = (await TakeAsync(from, ct)).FindAll(row => includePlain || row.IsAccountModerator);
        var heir = Actor.User(to.Id);
        await roster.AddAsync([.. rows.Select(row => new Addition(row.Conversation!, [new NewAttendee(heir, to.DisplayName)]))], Actor.CommandLine, ct);
        await unit.FlushAsync(ct);

        var ids = rows.ConvertAll(row => row.ConversationId);
        var heirs = await db.Attendees
            .Where(attendee => ids.Contains(attendee.ConversationId) && attendee.ActorType == ActorTypes.Users && attendee.ActorId == heir.Id)
            .ToDictionaryAsync(attendee => attendee.ConversationId, ct);
        if (heirs.Count < rows.Count) return Unknown(destination);

        foreach (var row in rows) await RaiseAsync(row.Conversation!, heirs[row.ConversationId], row.ParticipantType, ct);

        if (removeSource) await RemoveAsync(rows, ct);
        return rows.Count;
    }

    private async Task RaiseAsync(Conversation conversation, Attendee heir, ParticipantType type, CancellationToken ct)
    {
        if (heir.ParticipantType != ParticipantType.SelfJoinedUser && heir.ParticipantType <= type) return;

        await breakoutRooms.OnTypeChangeAsync(conversation, heir, type, Actor.CommandLine, ct);
        var key = RoleMessages.KeyOf(heir.ParticipantType, type);
        heir.ParticipantType = type;
        if (type.IsAccountModerator()) heir.Permissions = Permissions.Inherit;
        if (key is not null) log.PostSystem(conversation, Actor.CommandLine, key, RoleMessages.ParametersOf(heir.Actor));
        unit.Announce(new ParticipantsChanged(conversation.Id, conversation.Token) { AttendeeIds = [heir.Id], AreTypesChanged = true });
    }

    private async Task<int> RemoveAsync(List<Attendee> rows, CancellationToken ct)
    {
        foreach (var row in rows) await breakoutRooms.OnRemovalAsync(row.Conversation!, [row], Actor.CommandLine, ct);

        await roster.RemoveAsync(rows.ConvertAll(row => new Removal(row.Conversation!, [row])), Actor.CommandLine, ct);
        return rows.Count;
    }

    /// <summary>What an account is in its group and public rooms, each of them taken before it is read; breakout rooms follow their parents.</summary>
    private async Task<List<Attendee>> TakeAsync(Account account, CancellationToken ct)
    {
        var rows = db.Attendees.Where(attendee => attendee.ActorType == ActorTypes.Users && attendee.ActorId == account.Id
            && attendee.Conversation!.ParentId == null
            && (attendee.Conversation.Type == ConversationType.Group || attendee.Conversation.Type == ConversationType.Public));
        await meetings.TakeAsync(rows.Select(row => row.ConversationId), () => directory.TakeAccountAsync(account.Id, ct), ct);
        return await rows.Include(row => row.Conversation).OrderBy(row => row.ConversationId).ToListAsync(ct);
    }

    private static Refusal Unknown(string user) => Refusal.NotFound("user") with { Message = $"User '{user}' could not be found." };
}
