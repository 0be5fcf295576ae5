using Microsoft.EntityFrameworkCore;
using Plenum.Meetings;
using Plenum.Realtime;
using Plenum.Storage;

namespace Plenum.Signaling;

/// <summary>
/// Tells moderators in a meeting, at Plenum's own page, that the board of its breakout rooms is not as it was: people
/// came, went or moved, a room asks for help. The page asks the REST API for it, so it is told twice a second at most.
/// </summary>
internal sealed partial class BoardRounds(IServiceScopeFactory scopes, SocketHub hub, IBackplane backplane, TimeProvider time, ILogger<BoardRounds> log) : IHostedService, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource stop = new();

    // Owner of the lock: this class; it guards what follows. The set holds conversations in which something happened.
    private readonly Lock gate = new();
    private readonly HashSet<long> pending = [];
    private ITimer? rest;
    private bool isBusy;
    private IDisposable? hears;

    /// <summary>When the next look may be; null while one is under way or could begin at once.</summary>
    public DateTimeOffset? RestsUntil { get; private set; }

    /// <summary>Nobody looks or rests: the next change is told at once.</summary>
    public bool IsIdle
    {
        get
        {
            lock (gate) return !isBusy;
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        hears = backplane.Subscribe(Hear);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        hears?.Dispose();
        await stop.CancelAsync();
    }

    public void Dispose()
    {
        rest?.Dispose();
        stop.Dispose();
    }

    private void Hear(Announcement announcement)
    {
        if (!hub.HasOwnPages) return;

        switch (announcement)
        {
            case SessionJoined or SessionsDisinvited or InCallChanged or CallEndedForAll or ParticipantsChanged or Invited or Disinvited or RoomUpdated or MovesChanged or BoardChanged:
                Note([announcement.ConversationId]);
                break;
            case MayHaveMissed:
                Note(hub.Rooms());
                break;
        }
    }

    private void Note(IReadOnlyCollection<long> conversationIds)
    {
        lock (gate)
        {
            pending.UnionWith(conversationIds);
            Begin();
        }
    }

    /// <summary>Inside the lock.</summary>
    private void Begin()
    {
        if (isBusy || pending.Count == 0 || stop.IsCancellationRequested) return;

        long[] changed = [.. pending];
        pending.Clear();
        isBusy = true;
        _ = Task.Run(() => LookAsync(changed));
    }

    private async Task LookAsync(long[] changed)
    {
        await TellAsync(changed, stop.Token);
        lock (gate)
        {
            rest?.Dispose();
            RestsUntil = time.GetUtcNow() + Pause;
            rest = time.CreateTimer(_ => Awake(), state: null, Pause, Timeout.InfiniteTimeSpan);
        }
    }

    private void Awake()
    {
        lock (gate)
        {
            (isBusy, RestsUntil) = (false, null);
            Begin();
        }
    }

    /// <summary>What fails is noted again: it is told with the next look.</summary>
    private async Task TellAsync(long[] changed, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            foreach (var meeting in await MeetingsAsync(scope.ServiceProvider.GetRequiredService<PlenumDb>(), changed, ct)) hub.TellBoard(meeting.Rooms, meeting.Token);
        }
        catch (Exception exception)
        {
            if (ct.IsCancellationRequested) return;

            Failed(log, exception);
            Note(changed);
        }
    }

    /// <summary>The meetings with breakout rooms to which these conversations belong.</summary>
    private static async Task<List<(string Token, List<long> Rooms)>> MeetingsAsync(PlenumDb db, long[] changed, CancellationToken ct)
    {
        // First whose they are: hardly any conversation has breakout rooms, and a look at all of them takes long where there are many.
        var parents = await db.Conversations
            .Where(conversation => changed.Contains(conversation.Id) && (conversation.ParentId != null || conversation.BreakoutRoomMode != BreakoutMode.NotConfigured))
            .Select(conversation => conversation.ParentId ?? conversation.Id)
            .Distinct()
            .ToListAsync(ct);
        if (parents.Count == 0) return [];

        var rows = await db.Conversations
            .Where(conversation => parents.Contains(conversation.Id) || parents.Contains(conversation.ParentId!.Value))
            .Select(conversation => new { conversation.Id, conversation.Token, conversation.ParentId })
            .ToListAsync(ct);
        return
        [
            .. from row in rows
               group row by row.ParentId ?? row.Id into meeting
               let parent = meeting.FirstOrDefault(row => row.ParentId is null)
               where parent is not null
               select (parent.Token, meeting.Select(row => row.Id).ToList()),
        ];
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Telling moderators of their breakout rooms failed")]
    private static partial void Failed(ILogger logger, Exception exception);
}
