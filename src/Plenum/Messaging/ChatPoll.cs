using Microsoft.AspNetCore.Http.Features;
using Plenum.AccessLadder;
using Plenum.Common;
using Plenum.Ocs;

namespace Plenum.Messaging;

/// <summary>
/// Waits with a client for newer messages (chat §4.1). While it waits it holds neither a connection to the database nor
/// anything else that the request has used so far: what is kept is one <see cref="ChatWaiter"/>. Before anything is
/// handed over, the whole ladder is asked again: whoever was removed meanwhile gets 404, whoever has to wait in the
/// lobby 412.
/// </summary>
internal sealed class ChatPoll(ChatWaiters waiters, TimeProvider time)
{
    /// <returns>What there is; a success without it when nothing came in time; or the rung that no longer holds.</returns>
    public async Task<Result<Received?>> ReceiveAsync(HttpContext http, Reading reading, CancellationToken ct)
    {
        var until = time.Now() + reading.Wait;
        await NoteAsync(http, reading, ct);
        while (true)
        {
            var end = await WaitAsync(http, reading, until, ct);
            switch (end.Outcome)
            {
                case WaitOutcome.Answered:
                    return end.Answer;
                case WaitOutcome.LookAgain:
                    if (await ClimbAsync(http, ct) is { } refusal) return refusal;
                    break;
                case WaitOutcome.TimedOut when reading.KnownCommonRead > 0:
                    return await LookLastAsync(http, reading, ct);
                case WaitOutcome.TimedOut or WaitOutcome.Stopping:
                    return default(Received);
                default:
                    throw new InvalidOperationException($"Unknown end of a wait: {end.Outcome}");
            }
        }
    }

    private async Task<WaitEnd> WaitAsync(HttpContext http, Reading reading, DateTimeOffset until, CancellationToken ct)
    {
        using var waiter = Enter(http, reading);
        if (await LookAsync(http, reading, ct) is var found && (found.Refusal is not null || found.Value is not null)) return new WaitEnd(WaitOutcome.Answered, found);

        await ForgetServicesAsync(http);
        return await waiter.WaitAsync(until - time.Now(), time, ct);
    }

    private ChatWaiter Enter(HttpContext http, Reading reading)
    {
        var access = http.RequestServices.GetRequiredService<Meetings.Access>();
        return waiters.Enter(access.Conversation.Id, new Entrant(access.Caller, access.Attendee.Actor), reading, PublicUrl.Of(http.Request));
    }

    private static Task NoteAsync(HttpContext http, Reading reading, CancellationToken ct) =>
        http.RequestServices.GetRequiredService<Receiving>().NoteAsync(http.RequestServices.GetRequiredService<Meetings.Access>(), reading, ct);

    /// <summary>
    /// What there is to read now, for somebody who has passed the ladder. What is found was perhaps written after that:
    /// the ladder is asked once more, so that a lobby closed before the message holds back everybody it should.
    /// </summary>
    private static async Task<Result<Received?>> LookAsync(HttpContext http, Reading reading, CancellationToken ct)
    {
        var services = http.RequestServices;
        var access = services.GetRequiredService<Meetings.Access>();
        if (await services.GetRequiredService<Receiving>().NewerAsync(access, reading, ct) is not { } found) return default(Received);
        if (await services.GetRequiredService<LadderClimb>().TryAsync(http, tracked: false, ct) is { } refusal) return refusal;
        return found;
    }

    private static async Task<Result<Received?>> LookLastAsync(HttpContext http, Reading reading, CancellationToken ct)
    {
        if (await ClimbAsync(http, ct) is { } refusal) return refusal;
        if (await LookAsync(http, reading, ct) is var found && (found.Refusal is not null || found.Value is not null)) return found;
        return await CommonReadAsync(http, reading, ct);
    }

    private static async Task<Result<Received?>> CommonReadAsync(HttpContext http, Reading reading, CancellationToken ct) =>
        await http.RequestServices.GetRequiredService<Receiving>().CommonReadAsync(http.RequestServices.GetRequiredService<Meetings.Access>(), reading, ct);

    private static Task<Refusal?> ClimbAsync(HttpContext http, CancellationToken ct) =>
        http.RequestServices.GetRequiredService<LadderClimb>().TryAsync(http, tracked: false, ct);

    /// <summary>Ends the scope of the request: its database, its caches. Whoever asks for services later gets new ones.</summary>
    private static async ValueTask ForgetServicesAsync(HttpContext http)
    {
        var spent = http.Features.Get<IServiceProvidersFeature>();
        http.Features.Set<IServiceProvidersFeature>(instance: null);
        if (spent is IAsyncDisposable disposable) await disposable.DisposeAsync();
    }
}
