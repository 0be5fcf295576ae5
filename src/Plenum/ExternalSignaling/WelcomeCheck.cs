using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Plenum.Common;
using Plenum.Settings;

namespace Plenum.ExternalSignaling;

/// <summary>Knocks at a signaling server on behalf of an administrator (calls §B.5).</summary>
internal sealed class WelcomeCheck(IHttpClientFactory clients, TalkConfigStore configs, ServerPulse pulse, TimeProvider time)
{
    /// <summary>Checks the server's certificate, and notes one that has run out.</summary>
    public const string Verified = "signaling-welcome";

    private static readonly HttpRequestOptionsKey<bool> HasExpired = new("certificate has expired");

    /// <param name="serverId">The place in the list of servers, from 0.</param>
    /// <param name="ct">Cancels the wait.</param>
    /// <returns>404 null for a place that is empty; 500 with what is wrong.</returns>
    public async Task<Result<WelcomeView>> KnockAsync(long serverId, CancellationToken ct)
    {
        var servers = (await configs.GetAsync(ct)).SignalingServers.Servers;
        if (serverId < 0 || serverId >= servers.Count) return new Refusal(RefusalKind.NotFound, Body: default(Nothing));

        var server = servers[(int)serverId];
        if (SignalingRequest.AddressOf(server.Server, "api/v1/welcome") is not { } address) return WelcomeRules.NoAnswer;

        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        try
        {
            using var answer = await clients.CreateClient(server.Verify ? Verified : Courier.Unverified).SendAsync(request, ct);
            pulse.Answered(server.Server, answer);
            var welcome = new Welcome((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(ct), ServerPulse.Features(answer), answer.Headers.Date);
            return WelcomeRules.Judge(welcome, time.GetUtcNow());
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return request.Options.TryGetValue(HasExpired, out var expired) && expired ? WelcomeRules.Expired : WelcomeRules.NoAnswer;
        }
    }

    /// <summary>The framework's own judgement; why it was a no is kept with the request.</summary>
    public static HttpClientHandler NotesExpiry(TimeProvider time) => new()
    {
#pragma warning disable MA0039 // Nothing is let through that the framework does not.
        ServerCertificateCustomValidationCallback = (request, certificate, _, errors) =>
        {
            if (IsPast(certificate, time)) request.Options.Set(HasExpired, true);
            return errors == SslPolicyErrors.None;
        },
#pragma warning restore MA0039
    };

    private static bool IsPast(X509Certificate2? certificate, TimeProvider time) => certificate is not null && certificate.NotAfter.ToUniversalTime() < time.GetUtcNow().UtcDateTime;
}
