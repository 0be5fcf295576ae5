using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Roster;

/// <summary>
/// Brings the other side of a one-to-one back when something is going to reach it (conversations §1.1, calls §A.2): it
/// may have left, or never have been there. Routes ask for it with <see cref="GuardedRoutes.FillsOneToOne"/>.
/// </summary>
internal sealed class OneToOnePeers(PlenumDb db, RosterBook roster)
{
    /// <summary>Adds whoever of the two is missing as an owner, without a word; other conversations stay as they are.</summary>
    public async Task FillAsync(Conversation conversation, CancellationToken ct)
    {
        if (conversation.Type != ConversationType.OneToOne) return;

        var pair = JsonSerializer.Deserialize<string[]>(conversation.Name)!;
        var attendees = db.Attendees;
        var missing = await db.Accounts.AsNoTracking()
            .Where(account => pair.Contains(account.Id) && !attendees.Any(attendee =>
                attendee.ConversationId == conversation.Id && attendee.ActorType == ActorTypes.Users && attendee.ActorId == account.Id))
            .Select(account => new NewAttendee(Actor.User(account.Id), account.DisplayName, ParticipantType.Owner))
            .ToListAsync(ct);
        await roster.AddAsync(conversation, missing, Actor.System, ct);
    }
}
