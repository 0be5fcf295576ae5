using System.Text.RegularExpressions;
using Plenum.Meetings;

namespace Plenum.Tests.Testing;

/// <summary>Dial-in: I15, I16.</summary>
internal static partial class SipInvariants
{
    public static IEnumerable<string> Of(MeetingSnapshot meeting)
    {
        foreach (var conversation in meeting.Conversations)
        {
            if (conversation.SipEnabled != SipState.Disabled
                && (!conversation.IsGroupOrPublic || conversation.IsBreakoutRoom || !ConversationToken.IsDialable(conversation.Token)))
            {
                yield return $"I16: {conversation.Name} is a {conversation.Type} that cannot be dialled";
            }

            var pins = meeting.Attendees.Where(attendee => attendee.ConversationId == conversation.Id && attendee.Pin is not null).ToList();
            foreach (var attendee in pins.Where(attendee => !Pin().IsMatch(attendee.Pin!) || !SipRules.HasPin(attendee.ActorType)))
            {
                yield return $"I15: {attendee.ActorType}/{attendee.ActorId} has the PIN {attendee.Pin}";
            }

            if (pins.DistinctBy(attendee => attendee.Pin, StringComparer.Ordinal).Count() != pins.Count) yield return $"I15: two of {conversation.Name} share a PIN";
        }
    }

    /// <summary>I15: once issued a PIN stays.</summary>
    public static IEnumerable<string> Changed(MeetingSnapshot before, MeetingSnapshot after)
    {
        var then = before.Attendees.Where(attendee => attendee.Pin is not null).ToDictionary(attendee => attendee.Id, attendee => attendee.Pin);
        return after.Attendees.Where(attendee => then.TryGetValue(attendee.Id, out var pin) && pin != attendee.Pin).Select(attendee => $"I15: the PIN of {attendee.ActorId} was another one");
    }

    [GeneratedRegex("^(?!.*(?<digit>.)\\k<digit>)[1-9][0-9]{6}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pin();
}
