using Plenum.Meetings;

namespace Plenum.Tests.Testing;

/// <summary>Parents and their breakout rooms: I1–I4, I9.</summary>
internal static class BreakoutInvariants
{
    public static IEnumerable<string> Of(MeetingSnapshot meeting, Conversation parent) =>
        OfParent(meeting, parent).Concat(meeting.Rooms.SelectMany(room => OfRoom(meeting, room, parent)));

    private static IEnumerable<string> OfParent(MeetingSnapshot meeting, Conversation parent)
    {
        var isConfigured = parent.BreakoutRoomMode != BreakoutMode.NotConfigured;
        if (!isConfigured && (meeting.IsStarted || meeting.Rooms.Count > 0)) yield return $"I1: not configured, yet {parent.BreakoutRoomStatus} with {meeting.Rooms.Count} rooms";
        if (meeting.Rooms.Count > 20) yield return $"I1: {meeting.Rooms.Count} rooms";
        if (isConfigured && (!parent.IsGroupOrPublic || parent.IsBreakoutRoom)) yield return $"I1: a {parent.Type} is configured";
        if (meeting is { Timer: not null, IsStarted: false }) yield return "I1: stopped, yet with a time limit";
        if (parent.BreakoutRoomStatus == BreakoutStatus.AssistanceRequested) yield return "I1: a parent asks for help";
    }

    private static IEnumerable<string> OfRoom(MeetingSnapshot meeting, Conversation room, Conversation parent)
    {
        if (room.ParentId != parent.Id || parent.BreakoutRoomMode == BreakoutMode.NotConfigured) yield return $"I2: {room.Name} has no configured parent";
        if (room.Type != ConversationType.Group || room.BreakoutRoomMode != BreakoutMode.NotConfigured || room.BreakoutRoomStatus == BreakoutStatus.Started)
        {
            yield return $"I2: {room.Name} is a {room.Type} in mode {room.BreakoutRoomMode} and status {room.BreakoutRoomStatus}";
        }

        if ((room.LobbyState != LobbyState.None) == meeting.IsStarted || room.LobbyTimer is not null) yield return $"I3: {room.Name} has lobby {room.LobbyState} in a parent that is {parent.BreakoutRoomStatus}";
        if (room is { BreakoutRoomStatus: BreakoutStatus.AssistanceRequested, LobbyState: not LobbyState.None }) yield return $"I4: {room.Name} asks for help behind its lobby";
        if (room.SipEnabled != SipState.Disabled || room.Listable != Listable.ParticipantsOnly || room.PasswordHash is not null || room.MessageExpiration != 0
            || room.MentionPermissions != 0 || room.RecordingConsent != parent.RecordingConsent)
        {
            yield return $"I9: {room.Name} has settings of its own";
        }
    }
}
