using Plenum.AccessLadder;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Storage;

namespace Plenum.Messaging;

/// <summary>
/// Waits with a client for newer messages (chat §4.1). While it waits it holds no database: the context of the request
/// is given back, and every look after an announcement takes a fresh one. Before anything is handed over, the whole
/// ladder is climbed again: whoever was removed meanwhile gets 404, whoever has to wait in the lobby 412.
/// </summary>
internal sealed class ChatPoll(ChatWaiters waiters, IServiceScopeFactory scopes, TimeProvider time)
{
    /// <returns>What there is; a success without it when nothing came in time; or the rung that no longer holds.</returns>
    public async Task<Result<Received?>> ReceiveAsync(HttpContext http, Reading reading, CancellationToken ct)
    {
        var access = http.RequestServices.GetRequiredService<Meetings.Access>();
        var receiving = http.RequestServices.GetRequiredService<Receiving>();
        await receiving.NoteAsync(access, reading, ct);

        var until = time.Now() + reading.Wait;
        using var waiter = waiters.Enter(access.Conversation.Id);
        if (await receiving.NewerAsync(access, reading, ct) is { } there) return there;
        if (reading.Wait <= TimeSpan.Zero) return await receiving.CommonReadAsync(access, reading, ct);

        // The objects of the request live until it ends; the connection and the caches of its context need not.
        await http.RequestServices.GetRequiredService<PlenumDb>().DisposeAsync();
        return await WaitAsync(http, reading, waiter, until, ct);
    }

    private async Task<Result<Received?>> WaitAsync(HttpContext http, Reading reading, ChatWaiter waiter, DateTimeOffset until, CancellationToken ct)
    {
        while (true)
        {
            var end = await waiter.WaitAsync(until - time.Now(), ct);
            if (end == WaitEnd.Stopping || (end == WaitEnd.TimedOut && reading.KnownCommonRead == 0)) return default(Received);

            waiter.LookAgain();
            await using var scope = scopes.CreateAsyncScope();
            if (await scope.ServiceProvider.GetRequiredService<LadderClimb>().TryAsync(http, tracked: false, ct) is { } refusal) return refusal;

            var access = scope.ServiceProvider.GetRequiredService<Meetings.Access>();
            var receiving = scope.ServiceProvider.GetRequiredService<Receiving>();
            if (await receiving.NewerAsync(access, reading, ct) is { } news) return news;
            if (end == WaitEnd.TimedOut) return await receiving.CommonReadAsync(access, reading, ct);
        }
    }
}
