namespace Plenum.Administration;

/// <summary>
/// What this server can do, in Talk's words (platform §6.1). Clients show a button as soon as its flag is there, so a
/// flag is listed only while its endpoints exist; a test compares the two.
/// </summary>
internal static class TalkFeatures
{
    /// <summary>A flag, why it may be there, and where that is so the route that proves it.</summary>
    internal sealed record Feature(string Name, string Why, string? Route = null);

    public static readonly IReadOnlyList<Feature> All =
    [
        // Conversations and the people in them.
        new("conversation-v4", "several sessions per person", "GET v4/room"),
        new("empty-group-room", "a group may begin without invitees", "POST v4/room"),
        new("guest-display-names", "guests' names are kept", "POST v1/guest/{token}/name"),
        new("session-state", "a session can be active or inactive", "PUT v4/room/{token}/participants/state"),
        new("favorites", "per person", "POST v4/room/{token}/favorite"),
        new("last-room-activity", "lastActivity in the Room object", "GET v4/room"),
        new("read-only-rooms", "a conversation can be locked", "PUT v4/room/{token}/read-only"),
        new("listable-rooms", "conversations can be found", "GET v4/listed-room"),
        new("room-description", "get and set", "PUT v4/room/{token}/description"),
        new("locked-one-to-one-rooms", "one-to-ones stay between two", "POST v4/room"),
        new("notification-levels", "per person", "POST v4/room/{token}/notify"),
        new("notification-calls", "per person", "POST v4/room/{token}/notify-calls"),
        new("invite-groups-and-mails", "groups and addresses as participants", "POST v4/room/{token}/participants"),
        new("email-csv-import", "addresses from a file", "POST v4/room/{token}/import-emails"),
        new("invitation-links", "moderators read the personal links of e-mail guests; Plenum's own"),
        new("publishing-permissions", "permissions of one participant", "PUT v4/room/{token}/attendees/permissions"),
        new("conversation-permissions", "default permissions of a conversation", "PUT v4/room/{token}/permissions/default"),
        new("chat-permission", "bit 128 is kept and enforced", "POST v1/chat/{token}"),
        new("react-permission", "bit 256 is kept", "PUT v4/room/{token}/permissions/default"),
        new("mention-permissions", "who may mention everybody", "PUT v4/room/{token}/mention-permissions"),
        new("archived-conversations-v2", "per person", "POST v4/room/{token}/archive"),
        new("important-conversations", "per person", "POST v4/room/{token}/important"),
        new("sensitive-conversations", "per person", "POST v4/room/{token}/sensitive"),
        new("conversation-creation-password", "a password from the beginning", "POST v4/room"),
        new("conversation-creation-all", "everything can be set at creation", "POST v4/room"),
        new("conversation-presets", "webinar among them", "GET v1/presets/room"),
        new("announcement-preset", "channels and announcements", "GET v1/presets/room"),
        new("classified-conversations", "locked down, and gone some time after the call", "GET v1/presets/room"),
        new("note-to-self", "everybody's own", "GET v4/room/note-to-self"),
        new("preserve-conversation", "owners protect against deletion", "POST v4/room/{token}/preserve"),
        new("unbind-conversation", "event, phone and instant meetings become permanent", "DELETE v4/room/{token}/object"),
        new("promote-demote-owner", "owners make and unmake owners", "POST v4/room/{token}/moderators"),
        new("ban-v1", "people and addresses", "POST v1/ban/{token}"),

        // Webinars and breakout rooms.
        new("webinary-lobby", "with timer", "PUT v4/room/{token}/webinar/lobby"),
        new("sip-support", "dial-in with a PIN", "PUT v4/room/{token}/webinar/sip"),
        new("sip-support-nopin", "dial-in without a PIN", "PUT v4/room/{token}/webinar/sip"),
        new("sip-support-dialout", "calling a telephone", "POST v4/call/{token}/dialout/{attendeeId}"),
        new("sip-direct-dialin", "calls to the number in somebody's profile", "POST v4/room/direct-dial-in"),
        new("breakout-rooms-v1", "the whole of it", "POST v1/breakout-rooms/{token}"),
        new("breakout-rooms-public", "public conversations as well, guests included; Plenum's own", "POST v1/breakout-rooms/{token}"),
        new("breakout-rooms-moves", "moderators see who was sent to another room and has not arrived; Plenum's own"),
        new("lobby-waiting", "moderators see who waits in a lobby and let people in one by one; Plenum's own"),
        new("breakout-rooms-board", "moderators see all breakout rooms with who is where in one answer; Plenum's own"),
        new("breakout-rooms-timer", "breakout rooms stop by themselves at a time that a moderator sets; Plenum's own"),
        new("breakout-rooms-choices", "whoever chooses a breakout room sees how many are there, guests as well; Plenum's own"),
        new("conversation-overview", "in which conversations something is going on; Plenum's own"),
        new("conversation-door", "what a page shows before one is in; Plenum's own"),
        new("hands-in-order", "whose hand is up since when; Plenum's own"),

        // Chat.
        new("chat-v2", "messages with parameters, paging, long polls", "GET v1/chat/{token}"),
        new("chat-keep-notifications", "reading may leave notifications alone", "GET v1/chat/{token}"),
        new("system-messages", "what happened is part of the chat", "GET v1/chat/{token}"),
        new("chat-replies", "replyTo", "POST v1/chat/{token}"),
        new("chat-reference-id", "echoed", "POST v1/chat/{token}"),
        new("chat-read-marker", "set", "POST v1/chat/{token}/read"),
        new("chat-read-last", "set without an id", "POST v1/chat/{token}/read"),
        new("chat-unread", "set back", "DELETE v1/chat/{token}/read"),
        new("chat-read-status", "what everybody has read", "GET v1/chat/{token}"),
        new("chat-get-context", "messages around an id", "GET v1/chat/{token}/{messageId}/context"),
        new("mention-flag", "unreadMention", "GET v4/room"),
        new("direct-mention-flag", "unreadMentionDirect", "GET v4/room"),
        new("delete-messages", "own and moderated ones", "DELETE v1/chat/{token}/{messageId}"),
        new("delete-messages-unlimited", "however old", "DELETE v1/chat/{token}/{messageId}"),
        new("edit-messages", "within a day", "PUT v1/chat/{token}/{messageId}"),
        new("edit-messages-note-to-self", "however old", "PUT v1/chat/{token}/{messageId}"),
        new("clear-history", "by moderators", "DELETE v1/chat/{token}"),
        new("silent-send", "without notification", "POST v1/chat/{token}"),
        new("silent-send-state", "and the message says so", "GET v1/chat/{token}"),
        new("markdown-messages", "and the message says so", "GET v1/chat/{token}"),
        new("message-expiration", "and expired messages are removed", "POST v4/room/{token}/message-expiration"),
        new("typing-privacy", "a preference", "POST v1/settings/user"),

        // Signaling: how clients reach each other.
        new("signaling-v3", "settings, and messages by polling", "GET v3/signaling/settings"),
        new("guest-signaling", "guests as well", "GET v3/signaling/{token}"),
        new("multi-room-users", "in several conversations at a time", "GET v3/signaling/{token}"),
        new("no-ping", "polling is the sign of life", "GET v3/signaling/{token}"),
        new("audio", "between clients", "POST v3/signaling/{token}"),
        new("video", "between clients", "POST v3/signaling/{token}"),
        new("raise-hand", "a message between clients", "POST v3/signaling/{token}"),
        new("force-mute", "a message of moderators", "POST v3/signaling/{token}"),

        // Calls: who is in them.
        new("start-call-flag", "canStartCall in the Room object", "POST v4/call/{token}"),
        new("in-call-flags", "bits instead of yes and no", "PUT v4/call/{token}"),
        new("conversation-call-flags", "callFlag in the Room object", "GET v4/room"),
        new("silent-call", "without ringing", "POST v4/call/{token}"),
        new("send-call-notification", "ringing one person again", "POST v4/call/{token}/ring/{attendeeId}"),
        new("call-notification-state-api", "whether to go on ringing", "GET v4/call/{token}/notification-state"),
        new("download-call-participants", "who was there, as CSV", "GET v4/call/{token}/download"),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(feature => feature.Name)];

    /// <summary>The flags that speak of the own server even inside a conversation of another one: a fixed list, whatever is advertised.</summary>
    public static IReadOnlyList<string> Local { get; } =
    [
        "favorites", "listable-rooms", "avatar", "archived-conversations-v2", "conversation-creation-all",
        "conversation-presets", "announcement-preset", "important-conversations", "sensitive-conversations",
        "classified-conversations", "conversation-tags", "note-to-self", "temp-user-avatar-api", "chat-read-status",
        "unified-search", "remind-me-later", "upcoming-reminders", "scheduled-messages", "chat-summary-api",
        "call-notification-state-api", "recording-chunked-upload", "sip-direct-dialin", "bot-features-api",
        "schedule-meeting", "dashboard-event-rooms", "mutual-calendar-events", "phonebook-search",
    ];
}
