using Plenum.Accounts;
using Plenum.Conversations;
using Plenum.Settings;
using Plenum.Signaling;
using static Plenum.Administration.RuntimeSetting;

namespace Plenum.Administration;

/// <summary>All settings that this server understands and an administrator may change, by what they are about (platform §8). What the server keeps for itself, such as its keys, is not among them.</summary>
internal static class RuntimeSettings
{
    private static readonly RuntimeSetting[] Access =
    [
        Groups("allowed_groups"),
        Groups("start_conversations"),
        Choice("start_calls", config => config.StartCalls, "0", "1", "2", "3"),
        Groups("start_calls_groups"),
        Boolean("force_passwords", config => config.ForcePasswords),
        Boolean("delete_one_to_one_conversations", config => config.DeleteOneToOneConversations),
        Integer("token_entropy", config => config.TokenEntropy),
    ];

    private static readonly RuntimeSetting[] Rooms =
    [
        Boolean("breakout_rooms", config => config.BreakoutRoomsEnabled),
        Integer("default_permissions", config => config.DefaultPermissions),
        Choice("default_group_notification", config => config.DefaultGroupNotification, "1", "2", "3"),
        Integer("inactivity_lock_after_days", 0),
        Boolean("inactivity_enable_lobby", fallback: false),
        Integer("retention_event_rooms", 28),
        Integer("retention_phone_rooms", 7),
        Integer("retention_instant_meetings", 1),
        Integer("retention_classified_rooms", 3600),
        Choice("conversations_list_style", "two-lines", "compact"),
        Choice("chat_style", "split", "unified"),
        Integer("summary_threshold", 100),
        Integer("max-gif-size", 3_145_728),
    ];

    private static readonly RuntimeSetting[] Calls =
    [
        Integer("max_call_duration", config => config.MaxCallDuration),
        Integer("grid_videos_limit", 19),
        Boolean("grid_videos_limit_enforced", fallback: false),
        Boolean("calls_start_without_media", fallback: false),
        Boolean("guests_play_sounds", fallback: true),
        Boolean("call_end_to_end_encryption", fallback: false),
        Boolean("call_recording", config => config.Text("call_recording") is "" or "yes"),
        Choice("recording_consent", config => config.Integer("recording_consent") ?? 0, "0", "1", "2"),
        Servers("recording_servers"),
    ];

    private static readonly RuntimeSetting[] Connections =
    [
        Choice("signaling_mode", "embedded", "internal"),
        Servers("signaling_servers"),
        Secret(InternalHello.SecretKey),
        Choice("signaling_token_alg", "ES256", "ES384", "RS256", "RS384", "RS512"),
        Boolean("hide_signaling_warning", fallback: false),
        Integer("session-ping-limit", 200),
        Stun(RelayServers.StunKey),
        Turn(RelayServers.TurnKey),
    ];

    private static readonly RuntimeSetting[] Telephone =
    [
        Groups("sip_bridge_groups"),
        Text("sip_bridge_dialin_info"),
        Secret("sip_bridge_shared_secret"),
        Boolean("sip_dialout", config => config.SipDialOutEnabled),
        Boolean("sip_bridge_dialout_anonymous", fallback: false),
        Text("sip_bridge_dialout_number"),
        Text("sip_bridge_dialout_prefix", "+"),
        Text("default_phone_region"),
    ];

    private static readonly RuntimeSetting[] Clients =
    [
        Text("minimum.supported.android.version"),
        Text("minimum.supported.ios.version"),
        Text("minimum.supported.desktop.version"),
        Integer("experiments_users", 0),
        Integer("experiments_guests", 0),
        Integer("feature_hints_hidden", 0),
    ];

    private static readonly RuntimeSetting[] Server =
    [
        Boolean("maintenance", fallback: false) with { App = TalkConfigStore.Server },
        Boolean("has_internet_connection", fallback: true) with { App = TalkConfigStore.Server },
        Boolean("shareapi_allow_share_dialog_user_enumeration", config => config.Text("shareapi_allow_share_dialog_user_enumeration") != "no") with { App = TalkConfigStore.Server },
        Boolean("shareapi_restrict_user_enumeration_full_match", config => config.Text("shareapi_restrict_user_enumeration_full_match") != "no") with { App = TalkConfigStore.Server },
        Boolean("shareapi_restrict_user_enumeration_to_group", config => config.Text("shareapi_restrict_user_enumeration_to_group") == "yes") with { App = TalkConfigStore.Server },
        Integer(PasswordPolicy.MinLength, config => PasswordPolicy.MinLengthOf(config.Text(PasswordPolicy.MinLength))) with { App = PasswordPolicy.App },
    ];

    /// <summary>What new conversations begin with, and what they must be; what all people may do is among <see cref="Rooms"/>.</summary>
    private static IEnumerable<RuntimeSetting> Steered =>
    [
        .. RoomPresets.Steered.Where(steered => steered.Setting != "permissions").Select(steered => Integer($"default_{steered.Setting}", config => config.Default(steered.Setting) ?? steered.Default)),
        .. RoomPresets.Steered.Where(steered => steered.Forceable).Select(steered => Integer($"force_{steered.Setting}", config => config.Forced(steered.Setting))),
    ];

    public static IReadOnlyList<RuntimeSetting> All { get; } = [.. Access, .. Rooms, .. Steered, .. Calls, .. Connections, .. Telephone, .. Clients, .. Server];
}
