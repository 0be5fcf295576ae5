using System.Text.Json;
using Plenum.Common;
using Plenum.Ocs;
using Plenum.Settings;

namespace Plenum.Webinars;

/// <summary>Has numbers called: the bridge listens at the signaling server (calls §D.5).</summary>
internal interface IDialOutLine
{
    /// <summary>Who does the signaling when this line is the one to ask.</summary>
    SignalingMode Mode { get; }

    /// <param name="token">The conversation that the number is called into.</param>
    /// <param name="order">Whom to call.</param>
    /// <param name="backendUrl">This server's own address: the signaling server chooses the secret by it.</param>
    /// <param name="ct">Cancels the wait.</param>
    /// <returns>The call's id; 501 <c>backend</c> or with the signaling server's own code.</returns>
    Task<Result<string>> AskAsync(string token, DialOutRequest order, string backendUrl, CancellationToken ct);
}

/// <summary>Asks a separate signaling server to have a number called (calls §D.1, §D.5).</summary>
internal sealed partial class DialOutLine(IHttpClientFactory clients, TalkConfigStore configs, ILogger<DialOutLine> log) : IDialOutLine
{
    public SignalingMode Mode => SignalingMode.External;

    /// <summary>Checks the signaling server's certificate.</summary>
    public const string Verified = "signaling";

    /// <summary>For signaling servers that the administrator entered without "verify".</summary>
    public const string Unverified = "signaling-unverified";

    public async Task<Result<string>> AskAsync(string token, DialOutRequest order, string backendUrl, CancellationToken ct)
    {
        var servers = (await configs.GetAsync(ct)).SignalingServers;
        if (!servers.IsUsable || SignalingRequest.RoomOf(servers.Servers[0].Server, token) is not { } address) return DialOutRules.NoBackend;

        try
        {
            using var request = SignalingRequest.Signed(address, JsonSerializer.SerializeToUtf8Bytes(order, OcsJson.Options), servers.Secret, backendUrl);
            using var response = await clients.CreateClient(servers.Servers[0].Verify ? Verified : Unverified).SendAsync(request, ct);
            return DialOutRules.CallIdOf(await response.Content.ReadAsStringAsync(ct));
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !ct.IsCancellationRequested))
        {
            Unreachable(log, exception, address.Host);
            return DialOutRules.NoBackend;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The signaling server {Host} did not take an order to call a number")]
    private static partial void Unreachable(ILogger logger, Exception exception, string host);
}
