using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Settings;

namespace Plenum.ExternalSignaling;

/// <summary>Where separate signaling servers ask about their clients (calls §D.3).</summary>
internal static class BackendEndpoints
{
    public static void MapSignalingBackend(this IEndpointRouteBuilder api)
    {
        // Servers begin with the old address, and take the new one when they have read the capabilities.
        api.MapPost("v1/signaling/backend", Answer).OwnsUnitOfWork().ExcludeFromDescription();
        api.MapPost("v3/signaling/backend", Answer).OwnsUnitOfWork().WithTags("Signaling")
            .WithName("signaling-backend").WithSummary("Ask about a client of a signaling server");
    }

    /// <returns>200 whatever happened: a request that is not signed is an <c>error</c> in the data. 429 after ten wrong tries.</returns>
    private static async Task<OcsResult<BackendReply>> Answer(
        HttpRequest request, Caller caller, TalkConfigStore configs, BackendDesk desk, BackendAddress address, BruteForce bruteForce, CancellationToken ct)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, ct);
        var body = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
        var servers = (await configs.GetAsync(ct)).SignalingServers;
        var secret = servers.IsUsable ? servers.Secret : "";
        if (SignatureRules.IsProven(request.Headers[SignatureRules.RandomHeader].ToString(), request.Headers[SignatureRules.ChecksumHeader].ToString(), secret, body.Span))
        {
            address.Learn(PublicUrl.Of(request));
            return OcsResult.Ok(await desk.AnswerAsync(body, ct));
        }

        // Only who proves nothing waits or is turned away: others behind the same address must not keep a server out.
        if (await bruteForce.AdmitAsync(caller.Network, [Protects.SignalingSecret], ct) is { } closed) return OcsResult.Refuse<BackendReply>(closed);

        await bruteForce.RegisterAsync(Protects.SignalingSecret, caller.Network, subject: "", ct);
        return OcsResult.Ok(BackendReply.Of(BackendError.InvalidRequest));
    }
}
