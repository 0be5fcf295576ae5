using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Roster;

/// <summary>
/// Gives dial-in PINs to those who may have one and have none (webinars §4.3): when dial-in is switched on and when
/// people are added while it is on, whether or not the server has SIP just then, so that reading never writes. A PIN is
/// unique in its conversation and never changes.
/// </summary>
internal sealed class Pins(PlenumDb db, Dice dice, TimeProvider time)
{
    /// <summary>For everybody in the conversation.</summary>
    public async Task IssueToAllAsync(Conversation conversation, CancellationToken ct)
    {
        var without = await db.Attendees
            .Where(attendee => attendee.ConversationId == conversation.Id && attendee.Pin == null
                && (attendee.ActorType == ActorTypes.Users || attendee.ActorType == ActorTypes.Emails))
            .ToListAsync(ct);
        await IssueAsync(conversation, without, ct);
    }

    public async Task IssueAsync(Conversation conversation, IReadOnlyCollection<Attendee> attendees, CancellationToken ct)
    {
        var without = attendees.Where(attendee => attendee.Pin is null && SipRules.HasPin(attendee.ActorType)).ToList();
        if (without.Count == 0) return;

        var taken = await db.Attendees.AsNoTracking()
            .Where(attendee => attendee.ConversationId == conversation.Id && attendee.Pin != null)
            .Select(attendee => attendee.Pin!)
            .ToHashSetAsync(StringComparer.Ordinal, ct);
        foreach (var attendee in without)
        {
            do attendee.Pin = SipRules.CreatePin(dice);
            while (!taken.Add(attendee.Pin));

            // Whoever asks for what changed in its conversations is told of its PIN.
            attendee.LastAttendeeActivity = time.Now();
        }
    }
}
