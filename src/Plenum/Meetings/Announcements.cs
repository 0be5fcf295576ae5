using Plenum.Common;
using Plenum.Realtime;

namespace Plenum.Meetings;

/// <summary>Settings of the conversation changed: clients read it again.</summary>
internal sealed record RoomUpdated(long ConversationId, string Token) : Announcement(ConversationId, Token)
{
    /// <summary>The lobby was switched: others than before have to wait.</summary>
    public bool IsLobbySwitched { get; init; }
}

/// <summary>The chat has something new.</summary>
internal sealed record ChatChanged(long ConversationId, string Token, long MessageId) : Announcement(ConversationId, Token)
{
    /// <summary>Somebody said it, and not silently: others may want to be told.</summary>
    public bool IsToBeTold { get; init; }
}

/// <summary>The call flags of these sessions changed. Sessions may be gone by the time somebody looks: whose they are is said beside them.</summary>
internal sealed record InCallChanged(long ConversationId, string Token, IReadOnlyList<string> SessionIds) : Announcement(ConversationId, Token)
{
    /// <summary>Whose the sessions are, in the same order; empty when they are sure to be there still.</summary>
    public IReadOnlyList<Actor> Actors { get; init; } = [];
}

/// <summary>A call began. Those in <paramref name="SilentFor"/> (user ids), or everybody when it began silently, are not to be called.</summary>
internal sealed record CallStarted(long ConversationId, string Token, Actor By, bool Silent, IReadOnlyList<string> SilentFor) : Announcement(ConversationId, Token);

/// <summary>These people (user ids) are called to the call: it began, or somebody in it rings them.</summary>
internal sealed record Called(long ConversationId, string Token, Actor By, IReadOnlyList<string> UserIds) : Announcement(ConversationId, Token);

/// <summary>A moderator ended the call for everybody.</summary>
internal sealed record CallEndedForAll(long ConversationId, string Token) : Announcement(ConversationId, Token);

/// <summary>Names, types or permissions of attendees changed.</summary>
internal sealed record ParticipantsChanged(long ConversationId, string Token) : Announcement(ConversationId, Token)
{
    /// <summary>The attendees concerned; null for everybody.</summary>
    public IReadOnlyList<long>? AttendeeIds { get; init; }

    /// <summary>Somebody is something else than before, not just called or permitted something else.</summary>
    public bool AreTypesChanged { get; init; }
}

/// <summary>These people now belong to the conversation.</summary>
internal sealed record Invited(long ConversationId, string Token, IReadOnlyList<Actor> Actors) : Announcement(ConversationId, Token);

/// <summary>Somebody has raised a hand, or a hand went down.</summary>
internal sealed record HandsChanged(long ConversationId, string Token) : Announcement(ConversationId, Token);

/// <summary>Somebody has joined with this session.</summary>
internal sealed record SessionJoined(long ConversationId, string Token, string SessionId) : Announcement(ConversationId, Token);

/// <summary>These sessions of the conversation are over.</summary>
internal sealed record SessionsDisinvited(long ConversationId, string Token, IReadOnlyList<string> SessionIds) : Announcement(ConversationId, Token)
{
    /// <summary>Those among them whose people stay members and just left: nobody sends them away.</summary>
    public IReadOnlyList<string> OfMembers { get; init; } = [];
}

/// <summary>These people no longer belong to the conversation.</summary>
internal sealed record Disinvited(long ConversationId, string Token, IReadOnlyList<Actor> Actors) : Announcement(ConversationId, Token);

/// <summary>The conversation is gone; the people who belonged to it.</summary>
internal sealed record RoomDeleted(long ConversationId, string Token, IReadOnlyList<Actor> Actors) : Announcement(ConversationId, Token);

/// <summary>Of those who were told to go to another conversation of this meeting, somebody has arrived or is not waited for any more, or somebody new was told.</summary>
/// <param name="ConversationId">The parent.</param>
/// <param name="Token">Of the parent.</param>
/// <param name="RoomIds">Its breakout rooms.</param>
internal sealed record MovesChanged(long ConversationId, string Token, IReadOnlyList<long> RoomIds) : Announcement(ConversationId, Token);

/// <summary>The breakout rooms of this parent have another time limit, or none any more.</summary>
/// <param name="ConversationId">The parent.</param>
/// <param name="Token">Of the parent.</param>
/// <param name="RoomIds">Its breakout rooms.</param>
/// <param name="EndsAt">When they stop by themselves; null when they do not.</param>
internal sealed record BreakoutTimerChanged(long ConversationId, string Token, IReadOnlyList<long> RoomIds, DateTimeOffset? EndsAt) : Announcement(ConversationId, Token);

/// <summary>A breakout room of this parent has been deleted alone.</summary>
internal sealed record BoardChanged(long ConversationId, string Token) : Announcement(ConversationId, Token);

/// <summary>These sessions of the conversation are to go to another one.</summary>
internal sealed record SwitchTo(long ConversationId, string Token, string Target, IReadOnlyList<string> SessionIds) : Announcement(ConversationId, Token);
