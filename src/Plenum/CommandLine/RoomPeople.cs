using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.BreakoutRooms;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Participants;
using Plenum.Roster;
using Plenum.Storage;

namespace Plenum.CommandLine;

/// <summary>
/// The people of conversations as an administrator at the command line manages them. The conversation has been entered
/// with <see cref="RoomOffice"/>; runs inside the caller's unit of work.
/// </summary>
internal sealed class RoomPeople(PlenumDb db, UnitOfWork unit, Access access, Adding adding, Roles roles, RosterBook roster, BreakoutCascade breakoutRooms)
{
    private const int ToOwner = 1;
    private const int ToModerator = 2;
    private const int ToUser = 3;

    /// <summary>Puts everybody of a plan into a new conversation; nobody of them may be unknown.</summary>
    public async Task<Refusal?> FillAsync(Conversation conversation, RoomPlan plan, CancellationToken ct)
    {
        string[] owners = plan.Owner is { } owner ? [owner] : [];
        string[] users = [.. owners, .. plan.Moderators, .. plan.Users];
        return await AddAsync(conversation, [.. users.Distinct(StringComparer.Ordinal)], plan.Groups, ct)
            ?? await ChangeAsync(conversation, plan.Moderators, promote: true, ToModerator, ct)
            ?? await ChangeAsync(conversation, owners, promote: true, ToOwner, ct);
    }

    public async Task<Refusal?> AddAsync(Conversation conversation, IReadOnlyList<string> users, IReadOnlyList<string> groups, CancellationToken ct)
    {
        var wanted = users.Select(id => (Source: ActorTypes.Users, Id: id, Word: "user")).Concat(groups.Select(id => (Source: ActorTypes.Groups, Id: id, Word: "group")));
        foreach (var (source, id, word) in wanted)
        {
            var added = await adding.AddAsync(conversation, Actor.CommandLine, source, id, ct);
            if (added.Refusal is { } refusal) return refusal with { Message = $"The {word} '{id}' could not be added: {refusal.Error}" };
        }

        await unit.FlushAsync(ct);
        return null;
    }

    public async Task<Refusal?> RemoveAsync(Conversation conversation, IReadOnlyList<string> participants, CancellationToken ct)
    {
        if (!(await FindAsync(conversation, participants, ct)).TryGet(out var attendees, out var refusal)) return refusal;
        if (attendees.Find(attendee => BreakoutRules.RemoveFrom(conversation, attendee) is not null) is { } bound) return CannotBeChanged(bound, "moderator");

        await breakoutRooms.OnRemovalAsync(conversation, attendees, Actor.CommandLine, ct);
        await roster.RemoveAsync(conversation, attendees, Actor.CommandLine, ct);
        return null;
    }

    public Task<Refusal?> PromoteAsync(Conversation conversation, IReadOnlyList<string> participants, bool toOwner, CancellationToken ct) =>
        ChangeAsync(conversation, participants, promote: true, toOwner ? ToOwner : ToModerator, ct);

    public Task<Refusal?> DemoteAsync(Conversation conversation, IReadOnlyList<string> participants, bool toModerator, CancellationToken ct) =>
        ChangeAsync(conversation, participants, promote: false, toModerator ? ToModerator : ToUser, ct);

    /// <summary>One owner instead of those there are, who become moderators; an empty name is nobody.</summary>
    public async Task<Refusal?> SetOwnerAsync(Conversation conversation, string owner, CancellationToken ct)
    {
        var former = await db.Attendees.AsNoTracking()
            .Where(attendee => attendee.ConversationId == conversation.Id && attendee.ActorType == ActorTypes.Users
                && attendee.ParticipantType == ParticipantType.Owner && attendee.ActorId != owner)
            .Select(attendee => attendee.ActorId)
            .ToListAsync(ct);
        return (owner.Length > 0 ? await ChangeAsync(conversation, [owner], promote: true, ToOwner, ct) : null)
            ?? await ChangeAsync(conversation, former, promote: false, ToModerator, ct);
    }

    /// <summary>Who is what was asked for already is left alone.</summary>
    private async Task<Refusal?> ChangeAsync(Conversation conversation, IReadOnlyList<string> participants, bool promote, int type, CancellationToken ct)
    {
        if (!(await FindAsync(conversation, participants, ct)).TryGet(out var attendees, out var unknown)) return unknown;

        foreach (var attendee in attendees.Where(attendee => !Is(attendee, promote, type)))
        {
            var changed = await roles.ChangeAsync(access, attendee.Id, promote, type, ct);
            if (changed.Refusal is { } refusal) return CannotBeChanged(attendee, refusal.Error);
        }

        return null;
    }

    private static bool Is(Attendee attendee, bool promote, int type) => (promote, attendee.ParticipantType) switch
    {
        (true, ParticipantType.Owner) => true,
        (true, ParticipantType.Moderator) => type == ToModerator,
        (false, ParticipantType.User) => true,
        (false, ParticipantType.Moderator) => type == ToModerator,
        _ => false,
    };

    /// <summary>Tracked attendees of these accounts, whatever the case of their letters; the first that is none is named.</summary>
    private async Task<Result<List<Attendee>>> FindAsync(Conversation conversation, IReadOnlyList<string> participants, CancellationToken ct)
    {
        var keys = participants.Select(Account.KeyOf).Distinct(StringComparer.Ordinal).ToArray();
        var accounts = db.Accounts;
        var found = await db.Attendees
            .Where(attendee => attendee.ConversationId == conversation.Id && attendee.ActorType == ActorTypes.Users
                && accounts.Any(account => account.Id == attendee.ActorId && keys.Contains(account.Key)))
            .ToListAsync(ct);
        var known = found.Select(attendee => Account.KeyOf(attendee.ActorId)).ToHashSet(StringComparer.Ordinal);
        return participants.FirstOrDefault(participant => !known.Contains(Account.KeyOf(participant))) is { } stranger
            ? Refusal.NotFound("participant") with { Message = $"'{stranger}' is no participant." }
            : found;
    }

    private static Refusal CannotBeChanged(Attendee attendee, string? why) =>
        Refusal.Invalid("participant", $"'{attendee.ActorId}' cannot be changed: {why}");
}
