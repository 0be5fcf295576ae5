using Plenum.Meetings;
using Plenum.Realtime;
using Plenum.Settings;
using Plenum.Telemetry;

namespace Plenum.ExternalSignaling;

/// <summary>
/// Tells signaling servers what this node has committed (calls §D.4), after the commit and never in its way: a lane for
/// each room, in order, one message at a time. Messages are written at once, while things stand as they were committed,
/// unless many wait already. What belongs together across rooms, the start of breakout rooms, keeps its order as well.
/// Owner of the lock: this class; it guards the lanes and the numbers. Nothing waits inside it.
/// </summary>
internal sealed partial class Outbox(
    IServiceScopeFactory scopes, IBackplane backplane, ParsedSettings settings, IHttpContextAccessor requests, Courier courier, ServerPulse pulse, BackendAddress address, ILogger<Outbox> log)
    : IHostedService, IDisposable
{
    /// <summary>So many pieces of news wait at most: more than a server takes in a minute is better lost than kept.</summary>
    public const int MostWaiting = 10_000;

    /// <summary>So many of them are messages already, which take memory.</summary>
    private const int MostWrittenAhead = 128;

    private static readonly TimeSpan DrainsWithin = TimeSpan.FromSeconds(3);

    private readonly Lock gate = new();
    private readonly Dictionary<long, OutboxLane> lanes = [];
    private readonly CancellationTokenSource stop = new();
    private int waiting;
    private int ahead;
    private TaskCompletionSource? empty;
    private IDisposable? hears;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        hears = backplane.SubscribeToOwn(Take);
        return Task.CompletedTask;
    }

    /// <summary>What was committed is still delivered, as far as the server takes it quickly.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        hears?.Dispose();
        await stop.CancelAsync();
        await Task.WhenAny(EmptyAsync(), Task.Delay(DrainsWithin, cancellationToken));
    }

    public void Dispose()
    {
        hears?.Dispose();
        stop.Dispose();
    }

    /// <summary>Completes when nothing waits and nothing is on its way.</summary>
    public Task EmptyAsync()
    {
        lock (gate) return empty?.Task ?? Task.CompletedTask;
    }

    /// <summary>Every request has read the settings before it writes; what commits without one reads them later.</summary>
    private bool MayConcernServers => requests.HttpContext is null || settings.Latest is null or { SignalingMode: SignalingMode.External };

    private void Take(IReadOnlyList<Announcement> committed)
    {
        if (!MayConcernServers) return;

        var parcels = Pack(committed);
        if (parcels.Count == 0) return;

        address.Note();
        lock (gate)
        {
            if (waiting + parcels.Count <= MostWaiting)
            {
                parcels.ForEach(Post);
                return;
            }
        }

        parcels.ForEach(_ => PlenumMetrics.RoomMessage("dropped"));
        Dropped(log, parcels.Count);
    }

    /// <summary>News of one room in a row travel together. Clients that are sent elsewhere find the door there as it was said before.</summary>
    private static List<Parcel> Pack(IReadOnlyList<Announcement> committed)
    {
        var (parcels, keepsOrder) = (new List<Parcel>(), committed.Any(announcement => announcement is SwitchTo));
        foreach (var announcement in committed.Where(RoomMessageRules.Concerns))
        {
            if (parcels is [.., var last] && last.ConversationId == announcement.ConversationId) last.News.Add(announcement);
            else parcels.Add(new Parcel(announcement, keepsOrder ? parcels.LastOrDefault()?.Delivered : null));
        }

        return parcels;
    }

    /// <summary>Inside the lock.</summary>
    private void Post(Parcel parcel)
    {
        if (waiting++ == 0) empty = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        PlenumMetrics.RoomMessagesWaiting.Add(1);
        var isOpen = lanes.TryGetValue(parcel.ConversationId, out var lane);
        if (lane is null) lane = lanes[parcel.ConversationId] = new OutboxLane();

        parcel.IsWrittenAhead = ahead < MostWrittenAhead && lane.IsWrittenUp;
        if (parcel.IsWrittenAhead)
        {
            ahead++;
            var before = lane.Written;
            Start(() => parcel.WriteAsync(before, WriteAsync));
        }

        lane.Enqueue(parcel);
        if (!isOpen) Start(() => EmptyLaneAsync(parcel.ConversationId, lane));
    }

    /// <summary>Not in the name of the request, which may be over by then.</summary>
    private static void Start(Func<Task> work) => ThreadPool.UnsafeQueueUserWorkItem(static work => _ = work(), work, preferLocal: false);

    private async Task EmptyLaneAsync(long conversationId, OutboxLane lane)
    {
        while (NextIn(conversationId, lane) is { } parcel)
        {
            await DeliverAsync(parcel);
            Remove(parcel, lane);
            PlenumMetrics.RoomMessagesWaiting.Add(-1);
        }
    }

    private Parcel? NextIn(long conversationId, OutboxLane lane)
    {
        lock (gate)
        {
            var parcel = lane.Next();
            if (parcel is null) lanes.Remove(conversationId);
            return parcel;
        }
    }

    private void Remove(Parcel parcel, OutboxLane lane)
    {
        lock (gate)
        {
            lane.Dequeue();
            if (parcel.IsWrittenAhead) ahead--;
            if (--waiting == 0) empty!.SetResult();
        }
    }

    private async Task DeliverAsync(Parcel parcel)
    {
        try
        {
            if (!parcel.IsWrittenAhead) await parcel.WriteAsync(Task.CompletedTask, WriteAsync);
            if (parcel.After is { } before) await before;
            if (await parcel.Written is not { } letters) return;

            foreach (var body in letters.Bodies) await courier.DeliverAsync(letters.Servers, parcel.Token, body, stop.Token);
        }
        catch (Exception exception)
        {
            PlenumMetrics.RoomMessage("failed");
            Failed(log, exception, parcel.ConversationId);
        }
        finally
        {
            parcel.Done();
        }
    }

    private async Task<Letters?> WriteAsync(Parcel parcel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var config = await scope.ServiceProvider.GetRequiredService<TalkConfigStore>().GetAsync(CancellationToken.None);
        if (config.SignalingMode != SignalingMode.External) return null;

        var servers = config.SignalingServers;
        var listsAll = !pulse.KnowsChangedUsers(servers.Servers[0].Server);
        return new Letters(servers, await scope.ServiceProvider.GetRequiredService<RoomMessages>().WriteAsync(parcel.News, listsAll, CancellationToken.None));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What signaling servers should hear of conversation {ConversationId} could not be written")]
    private static partial void Failed(ILogger logger, Exception exception, long conversationId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Too much waits for the signaling server: {Count} changes of rooms were dropped")]
    private static partial void Dropped(ILogger logger, int count);
}
