using Plenum.Common;

namespace Plenum.Signaling;

/// <summary>An entry of an answer to a poll: a message, or at its end who is there.</summary>
internal sealed record PollItem(string Type, object Data)
{
    public static PollItem Message(string payload) => new("message", payload);

    public static PollItem UsersInRoom(IReadOnlyList<SignalingSession> sessions) => new("usersInRoom", sessions);
}

/// <summary>The words of internal signaling for "no" (calls §C): a list like any answer, of nobody.</summary>
internal static class PollRefusals
{
    private static readonly PollItem[] Nobody = [PollItem.UsersInRoom([])];

    /// <summary>Signaling is done by an external server.</summary>
    public static readonly Refusal External = new(RefusalKind.Invalid, Body: "An external signaling server is in use");

    /// <summary>What is to be sent is no list of messages.</summary>
    public static readonly Refusal NoMessages = new(RefusalKind.Invalid, Body: "The messages cannot be read");

    public static Refusal Of(RefusalKind kind) => new(kind, Body: Nobody);
}

/// <summary>
/// Waits with a session until there is a message for it or somebody came, went or changed (calls §C). Announcements
/// end the wait, never a look at the database on a timer; while it waits it holds no connection.
/// </summary>
internal sealed class Polling(IServiceScopeFactory scopes, PollWaiters waiters, IHostApplicationLifetime lifetime, TimeProvider time)
{
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>The messages in their order, then who is there; 404 or 409 when the session ended meanwhile.</summary>
    public async Task<Result<List<PollItem>>> PullAsync(PollSeat seat, CancellationToken ct)
    {
        using var stops = CancellationTokenSource.CreateLinkedTokenSource(ct, lifetime.ApplicationStopping);
        var until = time.Now() + LongestWait;
        using var waiter = waiters.Enter(seat.ConversationId, seat.SessionId);
        while (true)
        {
            var (hasChanges, rung) = waiter.Look();
            var isLast = hasChanges || time.Now() >= until || lifetime.ApplicationStopping.IsCancellationRequested;
            var looked = await LookAsync(seat, isLast, ct);
            if (looked.Refusal is not null || looked.Value.Count > 0) return looked;

            await WaitAsync(rung, until - time.Now(), stops.Token, ct);
        }
    }

    /// <returns>Nothing when there is no message and it is not time yet to answer without one.</returns>
    private async Task<Result<List<PollItem>>> LookAsync(PollSeat seat, bool isLast, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var look = scope.ServiceProvider.GetRequiredService<PollLook>();
        if (!(await look.FindAsync(seat, ct)).TryGet(out var state, out var refusal)) return refusal;

        var messages = await look.TakeAsync(state, ct);
        if (messages.Count == 0 && !isLast) return new List<PollItem>();

        List<PollItem> items = [.. messages.Select(PollItem.Message), PollItem.UsersInRoom(await look.ListAsync(state, ct))];
        return items;
    }

    private async Task WaitAsync(Task rung, TimeSpan atMost, CancellationToken stops, CancellationToken ct)
    {
        try
        {
            if (atMost > TimeSpan.Zero) await rung.WaitAsync(atMost, time, stops);
        }
        catch (TimeoutException)
        {
            // Nothing happened: who is there is said all the same.
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The server stops and answers everybody.
        }
    }
}
