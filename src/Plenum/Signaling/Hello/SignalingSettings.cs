using System.Text.Json.Serialization;
using Plenum.AccessLadder;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Settings;

namespace Plenum.Signaling;

/// <summary>Who asks how to connect.</summary>
/// <param name="Caller">The account or guest; nobody for a server.</param>
/// <param name="Token">The conversation; empty for settings that hold for all of an account's.</param>
/// <param name="IsServer">The SIP bridge or a recording server, and has proven it.</param>
/// <param name="BaseUrl">The address under which the caller reaches this server.</param>
internal sealed record SettingsWish(Caller Caller, string Token, bool IsServer, string BaseUrl);

/// <summary>How clients reach each other: the signaling server, what they prove themselves with there, and who helps their media (calls §B.1).</summary>
internal sealed class SignalingSettings(
    TalkConfigStore configs, AccessReader reader, BruteForce bruteForce, TicketBook tickets, HelloKeys keys, TimeProvider time)
{
    private static readonly Refusal NoRoom = Refusal.NotFound();

    /// <returns>404 for an unknown conversation, and for guests who name none.</returns>
    public async Task<Result<SignalingSettingsView>> OfAsync(SettingsWish wish, CancellationToken ct)
    {
        if (await EnterAsync(wish, ct) is { } refusal) return refusal;

        var config = await configs.GetAsync(ct);
        var mode = config.SignalingMode;
        var view = new SignalingSettingsView
        {
            SignalingMode = mode == SignalingMode.Internal ? "internal" : "external",
            UserId = wish.Caller.Account?.Id,
            HideWarning = mode != SignalingMode.Internal || config.Flag("hide_signaling_warning", fallback: false),
            Server = ServerOf(config, wish.BaseUrl),
            Stunservers = RelayRules.Stun(RelayServers.Stun(config.Text(RelayServers.StunKey)), await configs.HasInternetAsync(ct)),
            Turnservers = RelayRules.Turn(RelayServers.Turn(config.Text(RelayServers.TurnKey)), Secret.Create(RelayRules.NameLength), time.Now()),
            SipDialinInfo = config.SipConfigured ? config.DialInInfo : "",
        };
        return mode != SignalingMode.Internal ? await ProvenAsync(view, wish, config, ct) : view;
    }

    /// <summary>The first of the separate servers, this one as the client knows it, or none.</summary>
    private static string ServerOf(TalkConfig config, string baseUrl) => config.SignalingMode switch
    {
        SignalingMode.External => config.SignalingServers.Servers[0].Server,
        SignalingMode.Embedded => baseUrl + SocketEndpoint.Path,
        SignalingMode.Internal => "",
        _ => throw new ArgumentOutOfRangeException(nameof(config), config.SignalingMode, message: null),
    };

    /// <summary>With what the caller shows to the signaling server.</summary>
    private async Task<SignalingSettingsView> ProvenAsync(SignalingSettingsView view, SettingsWish wish, TalkConfig config, CancellationToken ct)
    {
        var account = wish.Caller.Account;
        var ticket = await tickets.IssueAsync(account?.Id, ct);
        var key = await keys.PrivateKeyAsync(config.HelloAlgorithm, ct);
        var claims = HelloClaims.Of(wish.BaseUrl, account is null ? null : new HelloUser(account.DisplayName), account?.Id, time.Now());
        return view with
        {
            Ticket = ticket,
            HelloAuthParams = new HelloAuthParams(
                new HelloTicket(account?.Id ?? "", ticket), new HelloToken(HelloTokenRules.Sign(config.HelloAlgorithm, key, claims))),
        };
    }

    private async Task<Refusal?> EnterAsync(SettingsWish wish, CancellationToken ct)
    {
        if (wish.Token.Length == 0 && (wish.IsServer || wish.Caller.HasAccount)) return null;

        var guard = wish.IsServer ? Guard.Existing : Guard.Visible;
        var (facts, _) = await reader.ReadAsync(wish.Caller, guard, isTalk: true, wish.Token, tracked: false, ct);
        if (wish.Token.Length > 0 && Ladder.Check(facts) is null && facts.Conversation is not null) return null;

        await bruteForce.RegisterAsync(Protects.RoomToken, wish.Caller.Network, wish.Token, ct);
        return NoRoom;
    }
}

/// <summary>The answer, field by field as calls §B.1 lists them.</summary>
internal sealed record SignalingSettingsView
{
    /// <summary><c>internal</c> or <c>external</c>.</summary>
    public required string SignalingMode { get; init; }

    public required string? UserId { get; init; }

    public required bool HideWarning { get; init; }

    /// <summary>The signaling server's address; empty in internal mode.</summary>
    public required string Server { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Ticket { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HelloAuthParams? HelloAuthParams { get; init; }

    /// <summary>Always null: conversations of other servers are not to be had here.</summary>
    public object? Federation { get; init; }

    public required IReadOnlyList<StunView> Stunservers { get; init; }

    public required IReadOnlyList<TurnView> Turnservers { get; init; }

    /// <summary>How to call in by telephone; empty where one cannot.</summary>
    public required string SipDialinInfo { get; init; }
}

/// <summary>One entry for each version of hello.</summary>
internal sealed record HelloAuthParams([property: JsonPropertyName("1.0")] HelloTicket V1, [property: JsonPropertyName("2.0")] HelloToken V2);

internal sealed record HelloTicket([property: JsonPropertyName("userid")] string UserId, string Ticket);

internal sealed record HelloToken(string Token);
