using Plenum.Meetings;
using Plenum.Settings;

namespace Plenum.Conversations;

/// <summary>A set of parameters for a new conversation that people choose by its name (conversations §1.9).</summary>
/// <param name="Identifier">What clients send back.</param>
/// <param name="Name">For people.</param>
/// <param name="Description">For people.</param>
/// <param name="Parameters">By the names of the parameters of <c>POST /room</c>.</param>
/// <param name="Attributes">What a conversation made with it is from then on.</param>
internal sealed record RoomPreset(string Identifier, string Name, string Description, IReadOnlyDictionary<string, int> Parameters, ConversationAttributes Attributes = ConversationAttributes.None)
{
    public int? Find(string parameter) => Parameters.TryGetValue(parameter, out var value) ? value : null;
}

/// <summary>The presets that this server offers (conversations §3.7).</summary>
internal static class RoomPresets
{
    public const string Announcement = "announcement";
    public const string VoiceRoom = "voiceroom";

    private const int Nobody = 3;

    private const int JoinChatReact = (int)(Permissions.Custom | Permissions.JoinCall | Permissions.Chat | Permissions.React);
    private const int OnlyReact = (int)(Permissions.Custom | Permissions.React);

    /// <summary>What the administrator may choose defaults for, and which of it may be forced.</summary>
    public static readonly (string Parameter, string Setting, int Default, bool Forceable)[] Steered =
    [
        ("roomType", "room_type", 2, false),
        ("readOnly", "read_only", 0, false),
        ("listable", "listable", 0, true),
        ("messageExpiration", "message_expiration", 0, true),
        ("lobbyState", "lobby_state", 0, true),
        ("sipEnabled", "sip_enabled", 0, true),
        ("permissions", "permissions", 0, true),
        ("recordingConsent", "recording_consent", 0, false),
        ("mentionPermissions", "mention_permissions", 0, true),
    ];

    private static readonly RoomPreset Webinar = new("webinar", "Webinar", "A public conversation with a lobby, in which only moderators present", Of(
        ("lobbyState", 1), ("mentionPermissions", 1), ("permissions", JoinChatReact), ("recordingConsent", 1), ("roomType", 3)));

    private static readonly RoomPreset Presentation = new("presentation", "Presentation", "Only moderators present, everybody discusses", Of(
        ("mentionPermissions", 1), ("permissions", JoinChatReact), ("recordingConsent", 1)));

    private static readonly RoomPreset Classified = new("classified", "Classified conversation", "Only for accounts of this server, deleted soon after the call", Of(
        ("roomType", 2), ("listable", 0), ("sipEnabled", 0), ("messageExpiration", 3600)), ConversationAttributes.Classified);

    private static readonly RoomPreset Channel = new("channel", "Channel", "Moderators write, everybody else reads and reacts", Of(
        ("listable", 1), ("permissions", OnlyReact)), ConversationAttributes.Channel);

    private static readonly RoomPreset Announcements = new(Announcement, "Announcement", "A channel that nobody can leave", Of(
        ("listable", 0), ("permissions", OnlyReact)), ConversationAttributes.Channel | ConversationAttributes.Announcement);

    private static readonly RoomPreset Voice = new(VoiceRoom, "Voice room", "A call that people drop into and that never rings", Of(
        ("listable", 1), ("messageExpiration", 3600)), ConversationAttributes.VoiceRoom);

    /// <summary>In the documented order.</summary>
    public static IEnumerable<RoomPreset> OfferedTo(TalkConfig config, bool isAdmin)
    {
        yield return Default(config);
        yield return new RoomPreset("forced", "forced", "What the administrator forces on all conversations", Forced(config));
        yield return Webinar;
        yield return Presentation;
        yield return Classified;
        yield return Channel;
        if (isAdmin) yield return Announcements;
        if (config.StartCalls != Nobody) yield return Voice;
    }

    private static RoomPreset Default(TalkConfig config) => new("default", "Default", "A conversation as the administrator suggests it", Of(
        [.. Steered.Select(steered => (steered.Parameter, config.Default(steered.Setting) ?? steered.Default))]));

    private static Dictionary<string, int> Forced(TalkConfig config) => Of(
        [.. Steered.Where(steered => steered.Forceable && config.Forced(steered.Setting) is not null).Select(steered => (steered.Parameter, config.Forced(steered.Setting)!.Value))]);

    private static Dictionary<string, int> Of(params (string Parameter, int Value)[] parameters) =>
        parameters.ToDictionary(entry => entry.Parameter, entry => entry.Value, StringComparer.Ordinal);
}
