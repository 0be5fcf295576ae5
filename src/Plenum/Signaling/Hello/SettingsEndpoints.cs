using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Webinars;

namespace Plenum.Signaling;

/// <summary>How to connect (calls §B.1): for accounts, guests, the SIP bridge and recording servers.</summary>
internal static class SettingsEndpoints
{
    private const string RecordingRandom = "Talk-Recording-Random";
    private const string RecordingChecksum = "Talk-Recording-Checksum";

    /// <summary>Somebody claims to be a recording server and cannot prove it.</summary>
    private static readonly Refusal NotRecording = new(RefusalKind.NotLoggedIn, Body: default(Nothing)) { Code = 401 };

    public static void MapSignalingSettings(this IEndpointRouteBuilder api) =>
        api.MapGet("v3/signaling/settings", Get).Needs(Guard.OrSipBridge).SipSigns("token")
            .Protects(Meetings.Protects.RoomToken, Meetings.Protects.SipBridgeSecret, Meetings.Protects.RecordingSecret).WithTags("Signaling")
            .WithName("signaling-get-settings").WithSummary("Get how to reach the signaling server");

    /// <returns>200; 401 null for a server that cannot prove itself; 404 for an unknown conversation, or a guest without one.</returns>
    private static async Task<OcsResult<SignalingSettingsView>> Get(
        HttpContext http, Meetings.Access access, SettingsRequest request, SignalingSettings settings, BruteForce bruteForce, CancellationToken ct)
    {
        var recording = RecordingSignature(http.Request.Headers, access.Config.RecordingServers.Secret);
        if (recording == SipSignature.Wrong)
        {
            await bruteForce.RegisterAsync(Meetings.Protects.RecordingSecret, access.Caller.Network, subject: "", ct);
            return OcsResult.Refuse<SignalingSettingsView>(NotRecording);
        }

        var isServer = access.IsSipBridge || recording == SipSignature.Valid;
        return OcsResult.From(await settings.OfAsync(new SettingsWish(access.Caller, request.Token, isServer, PublicUrl.Of(http.Request)), ct));
    }

    /// <summary>Recording servers sign like the bridge, over the random text alone.</summary>
    private static SipSignature RecordingSignature(IHeaderDictionary headers, string secret) =>
        SipSignatureRules.Judge(headers[RecordingRandom].ToString(), headers[RecordingChecksum].ToString(), secret, data: "");

    /// <param name="Token">The conversation; accounts may leave it out.</param>
    internal sealed record SettingsRequest(string Token = "") : OcsRequest<SettingsRequest>;
}
