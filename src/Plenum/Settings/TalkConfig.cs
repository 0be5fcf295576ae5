using System.Collections.Concurrent;
using System.Text.Json;

namespace Plenum.Settings;

/// <summary>Talk's runtime settings as they were when the request came: a snapshot of the app config <c>spreed</c> (platform §8).</summary>
internal sealed class TalkConfig(IReadOnlyDictionary<string, string> values)
{
    public const string App = "spreed";

    // One configuration serves many requests at once: what is worked out twice at the same time is the same.
    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> lists = new(StringComparer.Ordinal);
    private ServerList? signalingServers;
    private ServerList? recordingServers;
    private string? hash;

    public IReadOnlyDictionary<string, string> Values => values;

    /// <inheritdoc cref="TalkHash"/>
    public string Hash => hash ??= TalkHash.Of(this);

    public IReadOnlyList<string> AllowedGroups => List("allowed_groups");

    public IReadOnlyList<string> StartConversationsGroups => List("start_conversations");

    /// <summary>0 everyone, 1 accounts, 2 moderators, 3 nobody.</summary>
    public int StartCalls => Integer("start_calls") ?? 0;

    public IReadOnlyList<string> StartCallsGroups => List("start_calls_groups");

    public bool BreakoutRoomsEnabled => Flag("breakout_rooms", fallback: true);

    public bool ForcePasswords => Flag("force_passwords", fallback: false);

    public bool DeleteOneToOneConversations => Flag("delete_one_to_one_conversations", fallback: false);

    public int TokenEntropy => Math.Max(8, Integer("token_entropy") ?? 8);

    public int DefaultGroupNotification => Integer("default_group_notification") is > 0 and var level ? level : 1;

    /// <summary>What people have who have nothing of their own: everything but "ignore lobby", unless an admin chose otherwise.</summary>
    public int DefaultPermissions => Integer("default_permissions") is >= 0 and var chosen ? Math.Min(chosen, 510) : 502;

    public string DialInInfo => Text("sip_bridge_dialin_info");

    public string SipSharedSecret => Text("sip_bridge_shared_secret");

    public bool SipConfigured => DialInInfo.Length > 0 && SipSharedSecret.Length > 0;

    public IReadOnlyList<string> SipGroups => List("sip_bridge_groups");

    public bool SipDialOutEnabled => Text("sip_dialout") is not ("" or "no");

    /// <summary>ISO country code for telephone numbers written without a country; empty when only international ones are understood.</summary>
    public string DefaultPhoneRegion => Text("default_phone_region");

    /// <summary>Seconds; 0 is without limit.</summary>
    public int MaxCallDuration => Integer("max_call_duration") ?? 0;

    /// <summary>0 off, 1 always required, 2 decided per conversation. Without a recording server nothing is recorded and no consent is asked.</summary>
    public int RecordingConsent => RecordingAvailable ? Integer("recording_consent") ?? 0 : 0;

    public bool RecordingAvailable =>
        UsesExternalSignaling && Text("call_recording") is ("" or "yes") && RecordingServers.IsUsable;

    /// <summary>A separate signaling server is set up; otherwise Plenum does the signaling itself.</summary>
    public bool UsesExternalSignaling => SignalingServers.Servers.Count > 0;

    /// <summary>Who does the signaling: separate servers where some are set up, else this server by WebSocket unless <c>signaling_mode</c> has clients poll.</summary>
    public SignalingMode SignalingMode => SignalingModeRules.Choose(UsesExternalSignaling, Text("signaling_mode"));

    /// <summary>How hello tokens are signed (calls §B.4).</summary>
    public HelloAlgorithm HelloAlgorithm => HelloAlgorithm.Of(Text("signaling_token_alg"));

    public ServerList SignalingServers => signalingServers ??= ServerList.Parse(Text("signaling_servers"));

    public ServerList RecordingServers => recordingServers ??= ServerList.Parse(Text("recording_servers"));

    /// <summary>Media that no server can hear: only a separate signaling server passes the keys on.</summary>
    public bool EndToEndEncryption => UsesExternalSignaling && Flag("call_end_to_end_encryption", fallback: false);

    /// <summary>A value that the administrator forces on all conversations, by Talk's snake-case name.</summary>
    public int? Forced(string name) => Integer($"force_{name}");

    public int? Default(string name) => Integer($"default_{name}");

    public string Text(string key, string fallback = "") => values.GetValueOrDefault(key, fallback);

    public int? Integer(string key) => int.TryParse(values.GetValueOrDefault(key), out var number) ? number : null;

    public bool Flag(string key, bool fallback) => values.GetValueOrDefault(key) switch
    {
        null or "" => fallback,
        "1" or "true" or "yes" => true,
        _ => false,
    };

    /// <summary>A JSON list; what cannot be read counts as empty.</summary>
    public IReadOnlyList<string> List(string key) =>
        values.TryGetValue(key, out var json) && json.Length > 0 ? lists.GetOrAdd(key, static (_, text) => Parse(text), json) : [];

    private static string[] Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<string[]>(json) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
