using System.Globalization;
using Plenum.Meetings;

namespace Plenum.BreakoutRooms;

/// <summary>What a breakout room is like when it is new (webinars §5.1): a group of its own that inherits nothing but the consent to recordings.</summary>
internal static class BreakoutRoomDraft
{
    /// <param name="parent">The conversation that is split.</param>
    /// <param name="token">An unused token.</param>
    /// <param name="name">See <see cref="NameOf"/>; an additional room has the name its creator chose.</param>
    /// <param name="now">When it is created.</param>
    public static Conversation Of(Conversation parent, string token, string name, DateTimeOffset now) => new()
    {
        Token = token,
        Type = ConversationType.Group,
        Name = name,
        ObjectType = ObjectTypes.BreakoutRoom,
        ObjectId = parent.Token,
        ParentId = parent.Id,
        LobbyState = parent.BreakoutRoomStatus == BreakoutStatus.Started ? LobbyState.None : LobbyState.NonModerators,
        RecordingConsent = parent.RecordingConsent,
        CreatedAt = now,
        LastActivity = now,
    };

    /// <summary>"Room 1" for the first.</summary>
    public static string NameOf(int index) => string.Create(CultureInfo.InvariantCulture, $"Room {index + 1}");
}
