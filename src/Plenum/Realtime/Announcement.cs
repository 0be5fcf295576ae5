namespace Plenum.Realtime;

/// <summary>
/// Something that has happened to a conversation and is committed. Carries ids, never documents: whoever hears it
/// reads what it needs for those it serves.
/// </summary>
internal abstract record Announcement(long ConversationId, string Token);

/// <summary>A deadline was stored that may be the earliest of all: every node's due-work loop looks again.</summary>
internal sealed record DeadlineMoved() : Announcement(ConversationId: 0, Token: "");

/// <summary>
/// This node was cut off from the others for longer than announcements are kept, or could not read one: anything may
/// have happened. Whoever waits or remembers looks again.
/// </summary>
internal sealed record MayHaveMissed() : Announcement(ConversationId: 0, Token: "");
