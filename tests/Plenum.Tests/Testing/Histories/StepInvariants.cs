using Plenum.Common;
using Plenum.Meetings;
using Plenum.Realtime;

namespace Plenum.Tests.Testing;

/// <summary>What can be told of one deed that nothing else happened beside: I8, I10, I11, I13, I19, I20.</summary>
internal static class StepInvariants
{
    public static IEnumerable<string> Of(Deed deed, Reply reply, MeetingSnapshot before, MeetingSnapshot after, IReadOnlyList<Announcement> announced)
    {
        var (done, path) = (reply.Status < 300, deed.Kind);
        if (done && path == "POST v1/breakout-rooms/*" && AfterConfigure(deed, after) is { } wrong) yield return wrong;
        if (path is "POST v1/breakout-rooms/*/attendees" or "POST v1/breakout-rooms/*/switch")
        {
            if (!People(before).SetEquals(People(after))) yield return "I10: the people of the parent changed";
            if (!Moderators(before).SequenceEqual(Moderators(after), StringComparer.Ordinal)) yield return "I10: the moderators of a room changed";
        }

        var repeats = done && ((path == "POST v1/breakout-rooms/*/rooms" && before.IsStarted) || (path == "DELETE v1/breakout-rooms/*/rooms" && !before.IsStarted));
        if (repeats && Describe(before) != Describe(after)) yield return "I20: a repetition changed something";
        if (done && path is "POST v1/chat/*" && before.Conversations.All(conversation => conversation.LobbyState != LobbyState.None) && reply.Data.GetProperty("actorType").GetString() == ActorTypes.Guests
            && before.Attendees.TrueForAll(attendee => attendee.ActorType != ActorTypes.Guests || attendee is { IsModerator: false, Permissions: Permissions.Inherit })) yield return "I13: a guest wrote while every lobby was closed";
        foreach (var order in announced.OfType<SwitchTo>())
        {
            if (Misdirected(order, before) is { } misdirected) yield return misdirected;
        }
    }

    private static string? AfterConfigure(Deed deed, MeetingSnapshot after)
    {
        var sizes = after.Rooms.ConvertAll(room => after.Attendees.Count(attendee => attendee.ConversationId == room.Id && !attendee.IsModerator));
        var others = after.Attendees.Count(attendee => attendee.ConversationId == after.Parent!.Id && !attendee.IsModerator && IsPlaced(attendee, after));
        if (after.Parent!.BreakoutRoomMode == BreakoutMode.Automatic && (sizes.Max() - sizes.Min() > 1 || sizes.Sum() > others)) return $"I8: rooms of {string.Join(", ", sizes)} for {others} people";
        if (after.Parent.BreakoutRoomMode == BreakoutMode.Free && sizes.Sum() > 0) return "I8: somebody was placed in the free mode";
        return after.Parent.BreakoutRoomMode == BreakoutMode.Manual && sizes.Sum() > 0 && !deed.Body!.Contains("{map:", StringComparison.Ordinal) ? "I8: somebody was placed without a map" : null;
    }

    private static bool IsPlaced(Attendee attendee, MeetingSnapshot after) =>
        attendee.ActorType == ActorTypes.Users || (after.Parent!.Type == ConversationType.Public && attendee.ActorType is ActorTypes.Guests or ActorTypes.Emails);

    private static string? Misdirected(SwitchTo order, MeetingSnapshot before)
    {
        var there = before.Sessions.Where(session => session.ConversationId == order.ConversationId).ToDictionary(session => session.SessionId, StringComparer.Ordinal);
        if (order.SessionIds.Count == 0 || order.SessionIds.Distinct(StringComparer.Ordinal).Count() != order.SessionIds.Count || !order.SessionIds.All(there.ContainsKey)) return "I19: an order for sessions that are not there, or twice";

        var moderators = before.Attendees.Where(attendee => attendee.IsModerator).Select(attendee => attendee.Id).ToHashSet();
        return order.ConversationId == before.Parent?.Id && order.SessionIds.Any(id => moderators.Contains(there[id].AttendeeId)) ? "I19: a moderator is sent into a room" : null;
    }

    private static HashSet<(string, string, ParticipantType)> People(MeetingSnapshot snapshot) =>
        [.. snapshot.Attendees.Where(attendee => attendee.ConversationId == snapshot.Parent?.Id).Select(attendee => (attendee.ActorType, attendee.ActorId, attendee.ParticipantType))];

    private static IEnumerable<string> Moderators(MeetingSnapshot snapshot) =>
        snapshot.Rooms.Select(room => $"{room.Id}:{snapshot.Attendees.Count(attendee => attendee.ConversationId == room.Id && attendee.IsModerator)}");

    private static string Describe(MeetingSnapshot snapshot) => string.Join(
        '\n',
        snapshot.Conversations.Select(room => $"{room.Id} {room.LobbyState} {room.BreakoutRoomMode} {room.BreakoutRoomStatus} {room.CallGraceEndsAt} {room.LastMessageId} {room.LastActivity}")
            .Concat(snapshot.Attendees.Select(attendee => $"{attendee.Id} {attendee.ParticipantType}"))
            .Concat(snapshot.Sessions.Select(session => $"{session.Id} {session.InCall}")));
}
