using Plenum.Media;
using Plenum.Realtime;

namespace Plenum.Signaling;

/// <summary>A stream of a session at this node flows; whoever watches it elsewhere goes to the same engine.</summary>
/// <param name="ConversationId">The room.</param>
/// <param name="Token">Of the room.</param>
/// <param name="Node">Where its publisher is connected.</param>
/// <param name="Stream">Which.</param>
/// <param name="Feed">Where it can be watched; null when it is over.</param>
internal sealed record StreamElsewhere(long ConversationId, string Token, string Node, StreamKey Stream, Feed? Feed) : Announcement(ConversationId, Token);

/// <summary>Somebody at this node waits for a stream: who has it says so, once more.</summary>
internal sealed record StreamAsked(long ConversationId, string Token, string Node, StreamKey Stream) : Announcement(ConversationId, Token);

/// <summary>Somebody publishes a stream at this node and wants somebody elsewhere to see it.</summary>
internal sealed record StreamShown(long ConversationId, string Token, string Node, StreamKey Stream, string Viewer) : Announcement(ConversationId, Token);
