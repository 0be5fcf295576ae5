using Plenum.BreakoutRooms;
using Plenum.Messaging;
using Plenum.Participants;
using Plenum.Realtime;

namespace Plenum.Signaling;

/// <summary>
/// Looks at the database for each room in which something happened, one look at a time for a room, and has the hub tell
/// what it found. A storm of joins is so a handful of looks and of frames for each. Ends REST sessions whose socket
/// never came back.
/// </summary>
internal sealed partial class RoomRounds(IServiceScopeFactory scopes, SocketHub hub, DialOuts dialOuts, IBackplane backplane, TimeProvider time, ILogger<RoomRounds> log) : IHostedService, IDisposable
{
    private const int MostRelayed = 50;

    private static readonly TimeSpan IntroducedWithin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource stop = new();
    private IDisposable? hears;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        (hub.Rung, hub.Abandoned) = (Ring, seat => _ = Task.Run(() => LeaveAsync(seat)));
        hub.SpreadStreams();
        hears = backplane.Subscribe(announcement =>
        {
            hub.Hear(announcement);
            dialOuts.Hear(announcement);
        });
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        hears?.Dispose();
        await stop.CancelAsync();
    }

    public void Dispose() => stop.Dispose();

    /// <summary>The client is in this room no more: call and session of the REST API end with it (calls §E.5).</summary>
    public async Task LeaveAsync(Seat seat)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<Leaving>().LeaveAsync(seat.TalkSessionId, stop.Token);
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            // Nothing is lost: a session that nothing is heard of ends by itself.
            Failed(log, exception, seat.Room.ConversationId);
        }
    }

    /// <summary>Inside the hub's lock.</summary>
    private void Ring(SocketRoom room)
    {
        if (room.IsLookedAt) return;

        room.IsLookedAt = true;
        _ = Task.Run(() => LookAsync(room));
    }

    private async Task LookAsync(SocketRoom room)
    {
        for (var news = await NextAsync(room); news is not null; news = await NextAsync(room))
        {
            while (!await TryTellAsync(room, news) && !stop.IsCancellationRequested) await Task.Delay(AfterFailure, time, CancellationToken.None);
        }
    }

    private async Task<RoomNews?> NextAsync(SocketRoom room)
    {
        if (hub.RestOf(room) is { } rest)
        {
            using var awake = new CancellationTokenSource();
            await Task.WhenAny(rest.Hurry, Task.Delay(rest.Until - time.GetUtcNow(), time, awake.Token));
            await awake.CancelAsync();
        }

        return hub.TakeNews(room);
    }

    /// <summary>Whoever is let in together with a crowd hears who is there when those before it have it in hand: lists for all of them at once would be gigabytes.</summary>
    private async Task IntroduceAsync(SocketRoom room)
    {
        for (var written = hub.Introduce(room, isFirst: true); written is not null; written = hub.Introduce(room, isFirst: false))
        {
            try
            {
                await Task.WhenAll(written).WaitAsync(IntroducedWithin, time, stop.Token);
            }
            catch (TimeoutException)
            {
                // Somebody reads slowly; nobody else waits for it.
            }
        }
    }

    private async Task<bool> TryTellAsync(SocketRoom room, RoomNews news)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var reader = scope.ServiceProvider.GetRequiredService<RoomReader>();

            // The chat before the door: what was written after the lobby was closed is handed to nobody it holds back.
            var chat = MayRelay(news) && hub.RelaysChat(room) ? await scope.ServiceProvider.GetRequiredService<ChatRelay>().ReadAsync(room.ConversationId, news.Messages, stop.Token) : null;
            if (news.IsChatAlone && hub.TryTellChat(room, await reader.LobbyOfAsync(room.ConversationId, stop.Token), chat)) return true;
            var moves = news.HasMoves ? await scope.ServiceProvider.GetRequiredService<MoveViews>().OfMeetingAsync(room.ConversationId, stop.Token) : null;
            if (await reader.ReadAsync(room.ConversationId, stop.Token) is { } reading) hub.Tell(room, reading, news, chat);
            if (room.HasStrangers) _ = Task.Run(() => IntroduceAsync(room));
            if (moves is not null) hub.TellMissing(room, moves);
            return true;
        }
        catch (Exception exception)
        {
            if (!stop.IsCancellationRequested) Failed(log, exception, room.ConversationId);
            return false;
        }
    }

    /// <summary>Whoever may have missed something, or would get a lot, reads the chat instead.</summary>
    private static bool MayRelay(RoomNews news) => news is { MayHaveMissedChat: false, Messages.Count: > 0 and <= MostRelayed };

    [LoggerMessage(Level = LogLevel.Error, Message = "Signaling of conversation {ConversationId} failed")]
    private static partial void Failed(ILogger logger, Exception exception, long conversationId);
}
