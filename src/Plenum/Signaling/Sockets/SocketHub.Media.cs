using Plenum.Media;

namespace Plenum.Signaling;

/// <summary>Media that goes through this server (calls §E.11): who may publish and watch, and that it ends with the right to it.</summary>
internal sealed partial class SocketHub
{
    /// <summary>So long one waits for a look at the database before one says no.</summary>
    private static readonly TimeSpan LookWithin = TimeSpan.FromSeconds(5);

    /// <summary>There is an engine.</summary>
    public bool HasMedia => media.Pool.IsUp;

    /// <summary>What a client may send, in bits per second.</summary>
    private object Bandwidth => new { maxstreambitrate = media.LimitOf(StreamKind.Video), maxscreenbitrate = media.LimitOf(StreamKind.Screen) };

    public SocketSession? Find(string sessionId)
    {
        lock (gate) return sessions.GetValueOrDefault(sessionId);
    }

    /// <summary>Does something for a session while it, and another one, are in the same room.</summary>
    /// <returns>False when they are not.</returns>
    public bool TryTogether(SocketSession session, string other, Action act)
    {
        lock (gate)
        {
            if (session.Seat is not { } seat || !(seat.Room.Seats.ContainsKey(other) || seat.Room.Elsewhere.ContainsKey(other))) return false;

            act();
            return true;
        }
    }

    /// <summary>Being in the room is enough: the first offer may come before one hears that somebody is in the call.</summary>
    public Task<bool> MayPublishAsync(SocketSession session, StreamKind kind, SentMedia sent, CancellationToken ct) =>
        MayAsync(session, seat => seat is { Standing: Standing.Inside, Row: { } row } && MediaMessageRules.MayPublish(kind, sent, row.Permissions), ct);

    /// <summary>Both have to be in the same call, clients of the administrator's in the same room.</summary>
    public Task<bool> MayWatchAsync(SocketSession viewer, string publisher, CancellationToken ct) =>
        MayAsync(viewer, seat => seat.Standing == Standing.Inside && (seat.IsInCall || viewer.Kind == SeatKind.Internal) && IsInCall(seat.Room, publisher), ct);

    /// <summary>Whoever is shown something need not be in the call, but in the same room.</summary>
    public Task<bool> MayBeShownAsync(SocketSession viewer, string publisher, CancellationToken ct) =>
        MayAsync(viewer, seat => seat.Standing == Standing.Inside && viewer.HasMedia && IsInside(seat.Room, publisher), ct);

    /// <summary>Says something of the engine's, unless one of the two has lost the room meanwhile.</summary>
    public void Tell(SocketSession to, MediaSignal signal)
    {
        lock (gate)
        {
            var stream = signal.Stream;
            if (to.Seat is not { Standing: Standing.Inside, Room: var room }) return;

            var here = room.Seats.GetValueOrDefault(stream.SessionId);
            var elsewhere = room.Elsewhere.GetValueOrDefault(stream.SessionId);
            if (here is not { Standing: Standing.Inside } && elsewhere is not { IsInside: true }) return;

            to.Deliver(Frames.Media(to.Id, here?.Session.User.UserId ?? elsewhere?.UserId, MediaMessageRules.NameOf(stream.Kind), signal));
        }
    }

    public void Refuse(SocketSession session, string? messageId, string error)
    {
        lock (gate)
        {
            if (sessions.ContainsKey(session.Id)) session.Deliver(Frames.Error(messageId, error));
        }
    }

    private static bool IsInside(SocketRoom room, string sessionId) =>
        room.Seats.GetValueOrDefault(sessionId) is { Standing: Standing.Inside } || room.Elsewhere.GetValueOrDefault(sessionId) is { IsInside: true };

    private static bool IsInCall(SocketRoom room, string sessionId)
    {
        if (!IsInside(room, sessionId)) return false;
        if (room.Seats.TryGetValue(sessionId, out var seat)) return seat.IsInCall || seat.Session.Kind == SeatKind.Internal;

        return room.Elsewhere[sessionId] is var other && (other.IsInCall || other.Description.Kind == SeatKind.Internal);
    }

    /// <summary>What the last look has found may be older than what the client has done since: before one says no, one looks.</summary>
    private async Task<bool> MayAsync(SocketSession session, Func<Seat, bool> may, CancellationToken ct)
    {
        var looked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (session.Seat is not { } seat) return false;
            if (may(seat)) return true;

            Ring(seat.Room, news =>
            {
                news.HasChanges = true;
                news.Told.Add(looked);
            });
        }

        try
        {
            await looked.Task.WaitAsync(LookWithin, time, ct);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            // The look may have found that it has lost the room, and so have ended what was to be done for it.
            return false;
        }

        lock (gate) return session.Seat is { } now && may(now);
    }

    /// <summary>Whoever has left the call, is held back by the lobby or has lost a permission loses the media that go with it.</summary>
    private void Supervise(SocketRoom room)
    {
        foreach (var seat in room.Seats.Values)
        {
            var hasLeft = seat.WasInCall && !seat.IsInCall;
            seat.WasInCall = seat.IsInCall;
            if (!media.Knows(seat.Session.Id)) continue;

            if (seat is not { Standing: Standing.Inside, Row: { } row } || hasLeft)
            {
                media.Leave(seat.Session.Id);
                continue;
            }

            foreach (var kind in Enum.GetValues<StreamKind>())
            {
                var stream = new StreamKey(seat.Session.Id, kind);
                if (media.PublishedBy(stream) is { } sent && !MediaMessageRules.MayPublish(kind, sent, row.Permissions)) media.Unpublish(stream);
            }
        }
    }
}
