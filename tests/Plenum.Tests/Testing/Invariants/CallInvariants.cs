using Plenum.Meetings;

namespace Plenum.Tests.Testing;

/// <summary>Sessions and calls: whose they are, and that a call goes on for as long as somebody is in it.</summary>
internal static class CallInvariants
{
    public static IEnumerable<string> Of(MeetingSnapshot meeting)
    {
        var attendees = meeting.Attendees.ToDictionary(attendee => attendee.Id);
        foreach (var session in meeting.Sessions.Where(session => !attendees.TryGetValue(session.AttendeeId, out var attendee) || attendee.ConversationId != session.ConversationId))
        {
            yield return $"session {session.Id} belongs to nobody of its conversation";
        }

        var inCall = meeting.Sessions.Where(session => session.InCall != CallFlags.Disconnected).Select(session => session.ConversationId).ToHashSet();
        foreach (var conversation in meeting.Conversations)
        {
            var isRunning = conversation.ActiveSince is not null;
            if (isRunning != inCall.Contains(conversation.Id)) yield return $"the call of {conversation.Name} is {(isRunning ? "running without anybody" : "over with people in it")}";
        }
    }
}
