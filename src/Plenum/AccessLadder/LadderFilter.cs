using Plenum.Accounts;
using Plenum.Calls;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Roster;
using Plenum.Settings;
using Plenum.Storage;
using Plenum.Webinars;

namespace Plenum.AccessLadder;

/// <summary>
/// Stands before every endpoint: brute-force gate, ladder, range of parameters, in this order. A route that writes runs
/// in one unit of work, in which the ladder is climbed again: what it decided on cannot have changed meanwhile.
/// </summary>
internal sealed class LadderFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        // Thousands wait in here for news: nothing that the climb used is kept while they do.
        var (refusal, heard) = await ArriveAsync(context.HttpContext);
        if (refusal is not null) return Refuse(refusal);

        using (heard) return Writes(context.HttpContext) ? await WriteAsync(context, next) : await next(context);
    }

    /// <returns>What stands in the way; or the caller's session, heard of until it is disposed of.</returns>
    private static async Task<(Refusal? Refusal, IDisposable? Heard)> ArriveAsync(HttpContext http)
    {
        var climb = http.RequestServices.GetRequiredService<LadderClimb>();
        var ct = http.RequestAborted;
        if (await climb.AdmitAsync(http, ct) is { } closed) return (closed, null);

        if (await climb.TryAsync(http, tracked: false, ct) is { } refusal) return (refusal, null);
        if (OcsBinding.MisfitOf(http) is { } misfit) return (Refusal.Invalid(misfit), null);
        return (null, climb.Hear());
    }

    private static async ValueTask<object?> WriteAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var ct = http.RequestAborted;
        var climb = http.RequestServices.GetRequiredService<LadderClimb>();
        var unit = http.RequestServices.GetRequiredService<UnitOfWork>();
        return await unit.RunAsync(
            async () =>
            {
                if (await climb.TryAsync(http, tracked: true, ct) is { } late) return Refuse(late);

                await climb.FillAsync(http, ct);
                return await next(context);
            },
            result => result is not IOcsResult { Succeeded: false },
            ct);
    }

    private static bool Writes(HttpContext http) =>
        !HttpMethods.IsGet(http.Request.Method) && http.GetEndpoint()!.Metadata.GetMetadata<OwnsUnitOfWork>() is null;

    private static OcsResult<Nothing> Refuse(Refusal refusal) => OcsResult.Refuse<Nothing>(refusal);
}

/// <summary>One request on the ladder.</summary>
internal sealed class LadderClimb(AccessReader reader, AdministratorLock administrators, BanList bans, Meetings.Access access, TalkConfigStore configs, LobbyTimer lobbyTimer, OneToOnePeers peers, SessionPings pings, BruteForce bruteForce, TimeProvider time)
{
    public async Task<Refusal?> AdmitAsync(HttpContext http, CancellationToken ct)
    {
        var refusal = await bruteForce.AdmitAsync(Caller.Of(http).Network, ProtectedActions(http), ct);
        if (bruteForce.HeldBack > TimeSpan.Zero) http.Response.Headers[BruteForce.ThrottledHeader] = $"{(long)bruteForce.HeldBack.TotalMilliseconds}";
        return refusal;
    }

    /// <summary>Fills <see cref="Meetings.Access"/>, or says which rung failed.</summary>
    public async Task<Refusal?> TryAsync(HttpContext http, bool tracked, CancellationToken ct)
    {
        var caller = Caller.Of(http);
        var guards = http.GetEndpoint()!.Metadata.GetMetadata<Needs>()?.Guards ?? Guard.None;
        var isTalk = http.GetEndpoint()!.Metadata.GetMetadata<TalkRoute>() is not null;
        var token = http.GetRouteValue("token") as string;
        if (tracked && (guards & Guard.Administrator) == Guard.Administrator && !await administrators.TakeAsync(caller, ct)) return DirectoryLock.Gone;

        var config = await configs.GetAsync(ct);
        var signature = await SignatureAsync(http, guards, config);
        var (facts, session) = await reader.ReadAsync(caller, guards, isTalk, token, tracked, ct, signature);
        if (!tracked && facts.Conversation is { } found && found.IsDue(time.Now()))
        {
            await lobbyTimer.OpenAsync(found.Id, ct);
            (facts, session) = await reader.ReadAsync(caller, guards, isTalk, token, tracked, ct, signature);
        }

        if (Ladder.Check(facts) is { } refusal)
        {
            if (!tracked && signature != SipSignature.Valid) await CountAsync(http, caller, guards, token, refusal, ct);
            if (!tracked && facts is { IsBanned: true, Conversation: { } closed }) await bans.FollowAsync(closed, caller, ct);
            return refusal;
        }

        if (!tracked && signature == SipSignature.Valid) await bruteForce.ForgetAsync(caller.Network, [Protects.SipBridgeSecret], subject: "", ct);
        access.Enter(caller, config, facts.Conversation, facts.Attendee, session, isBridge: signature == SipSignature.Valid);
        return null;
    }

    /// <summary>The caller's session is there for as long as it waits for the answer.</summary>
    public IDisposable? Hear() => pings.During(access.Session);

    /// <summary>For routes that reach both sides of a one-to-one. A refusal that follows takes it back.</summary>
    public Task FillAsync(HttpContext http, CancellationToken ct) =>
        http.GetEndpoint()!.Metadata.GetMetadata<FillsOneToOne>() is null ? Task.CompletedTask : peers.FillAsync(access.Conversation, ct);

    /// <summary>
    /// An unknown token counts as a guess at tokens. A missing or wrong signature counts as a guess at the bridge's
    /// secret, also where the token was unknown: nobody tries tokens there for nothing. A bridge that proves itself
    /// guesses nothing: people at telephones mistype.
    /// </summary>
    private async Task CountAsync(HttpContext http, Caller caller, Guard guards, string? token, Refusal refusal, CancellationToken ct)
    {
        var isBridgeOnly = (guards & Guard.SipBridge) != 0;
        var (action, subject) = refusal switch
        {
            _ when refusal == Ladder.NotTheBridge => (Protects.SipBridgeSecret, ""),
            { Kind: RefusalKind.NotFound } => isBridgeOnly ? (Protects.SipBridgeSecret, "") : (Protects.RoomToken, token ?? ""),
            _ => ("", ""),
        };
        if (ProtectedActions(http).Contains(action)) await bruteForce.RegisterAsync(action, caller.Network, subject, ct);
    }

    /// <summary>Only routes for the bridge look at its headers.</summary>
    private static ValueTask<SipSignature> SignatureAsync(HttpContext http, Guard guards, TalkConfig config) =>
        (guards & (Guard.SipBridge | Guard.OrSipBridge)) == 0 ? ValueTask.FromResult(SipSignature.Absent) : SipBridgeRequest.SignatureOfAsync(http, config.SipSharedSecret);

    private static string[] ProtectedActions(HttpContext http) => http.GetEndpoint()!.Metadata.GetMetadata<Protects>()?.Actions ?? [];
}
