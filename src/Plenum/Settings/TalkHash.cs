using System.Text;
using Plenum.Common;

namespace Plenum.Settings;

/// <summary>
/// A digest of everything that clients keep about this server (platform §6.3). When it changes they read capabilities
/// and signaling settings again, so it depends on versions and settings only: never on the request, the time or the node.
/// </summary>
internal static class TalkHash
{
    public const string Header = "X-Nextcloud-Talk-Hash";

    private static readonly string[] Keys =
    [
        "stun_servers", "turn_servers",
        "signaling_servers", "signaling_mode", "signaling_internal_secret", "signaling_ticket_secret", "signaling_token_alg",
        "signaling_token_privkey_es256", "signaling_token_privkey_es384", "signaling_token_privkey_rs256",
        "signaling_token_privkey_rs384", "signaling_token_privkey_rs512", "signaling_token_privkey_eddsa",
        "signaling_token_pubkey_es256", "signaling_token_pubkey_es384", "signaling_token_pubkey_rs256",
        "signaling_token_pubkey_rs384", "signaling_token_pubkey_rs512", "signaling_token_pubkey_eddsa",
        "allowed_groups", "start_conversations", "start_calls", "start_calls_groups",
        "default_permissions", "breakout_rooms",
        "federation_enabled", "federation_incoming_enabled", "federation_outgoing_enabled",
        "federation_only_trusted_servers", "federation_allowed_groups",
        "sip_bridge_groups", "sip_bridge_dialin_info", "sip_bridge_shared_secret", "sip_dialout",
        "recording_servers", "call_recording", "recording_consent", "call_recording_transcription", "call_recording_summary",
        "feature_hints_hidden", "experiments_users", "experiments_guests", "default_attachment_folder",
    ];

    /// <returns>40 hexadecimal digits.</returns>
    public static string Of(TalkConfig config)
    {
        var text = new StringBuilder().Append(ServerVersion.Full).Append('\n').Append(ServerVersion.Talk).Append('\n');
        foreach (var key in Keys)
        {
            // The length keeps two values from reading like one.
            var value = config.Text(key);
            text.Append(value.Length).Append(':').Append(value).Append('\n');
        }

        return Secret.Sha1(text.ToString());
    }
}
