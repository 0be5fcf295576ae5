using System.Text.Json;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Settings;

namespace Plenum.Signaling;

/// <summary>
/// Checks the hello of internal clients (calls §E.3): they know the secret in the setting <c>signaling_internal_secret</c>.
/// Without one there are none.
/// </summary>
internal sealed class InternalHello(TalkConfigStore configs, BruteForce bruteForce)
{
    public const string SecretKey = "signaling_internal_secret";

    /// <summary>Wrong proofs count under this brute-force action.</summary>
    public const string Action = "talkSignalingInternal";

    private const int ShortestRandom = 32;

    /// <param name="shown">The parameters of the hello: <c>random</c> and <c>token</c>.</param>
    /// <param name="network">Where it comes from.</param>
    /// <param name="ct">Cancels the reading.</param>
    /// <returns>Null, or <c>invalid_client_type</c>, <c>auth_failed</c>, <c>too_many_requests</c>.</returns>
    public async Task<string?> CheckAsync(JsonElement shown, string network, CancellationToken ct)
    {
        if ((await configs.GetAsync(ct)).Text(SecretKey) is not { Length: > 0 } secret) return HelloErrors.InvalidClientType;
        if (await bruteForce.AdmitAsync(network, [Action], ct) is not null) return HelloErrors.TooManyRequests;

        var (random, token) = (shown.Text("random"), shown.Text("token"));
        if (random.Length >= ShortestRandom && Secret.AreEqual(token, Proof(secret, random))) return null;

        await bruteForce.RegisterAsync(Action, network, subject: "", ct);
        return HelloErrors.AuthFailed;
    }

    /// <summary>What a client shows that knows the secret: HMAC-SHA256 of what it chose at random, in lower-case hex.</summary>
    public static string Proof(string secret, string random) => Secret.Hmac(secret, random);
}
