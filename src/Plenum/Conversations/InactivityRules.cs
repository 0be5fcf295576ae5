using Plenum.Meetings;

namespace Plenum.Conversations;

/// <summary>Which conversations are asleep (conversations §6, quirk Q42).</summary>
internal static class InactivityRules
{
    /// <summary>A call is activity, however quiet the chat.</summary>
    public static bool IsIdle(Conversation conversation, DateTimeOffset since) =>
        conversation is { IsGroupOrPublic: true, ReadOnly: false, ActiveSince: null } && conversation.LastActivity < since;

    /// <summary>Where moderators could close the lobby themselves; one that is closed stays as it is.</summary>
    public static bool GetsLobby(Conversation conversation) =>
        conversation.LobbyState == LobbyState.None && CreationRules.AllowsLobby(conversation.ObjectType);
}
