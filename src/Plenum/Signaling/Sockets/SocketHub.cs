using Plenum.Calls;
using Plenum.Common;
using Plenum.Media;

namespace Plenum.Signaling;

/// <summary>
/// Who is connected to this node and in which room (calls §E). Owner of the lock: this class; it guards sessions, rooms
/// and seats. Nothing waits inside it: frames go into the queue of each socket, which somebody else empties.
/// </summary>
internal sealed partial class SocketHub(SessionPings pings, MediaStreams media, NodeLink link, NodeQuestions questions, TimeProvider time)
{
    /// <summary>A session outlives its socket for so long.</summary>
    public static readonly TimeSpan ResumableFor = TimeSpan.FromSeconds(30);

    /// <summary>A guest has to be in a room within this time.</summary>
    public static readonly TimeSpan GuestsJoinWithin = TimeSpan.FromSeconds(10);

    private const int IdLength = 48;

    private readonly Lock gate = new();
    private readonly Dictionary<string, SocketSession> sessions = new(StringComparer.Ordinal);
    // By the digest of the private id: that is what other nodes ask for.
    private readonly Dictionary<string, SocketSession> resumable = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<SocketSession>> ofUser = new(StringComparer.Ordinal);
    private readonly Dictionary<long, SocketRoom> rooms = [];

    /// <summary>Called, inside the lock, for a room in which something happened.</summary>
    public Action<SocketRoom>? Rung { get; set; }

    /// <summary>Called for a place whose session ended without its client having said so to the REST API.</summary>
    public Action<Seat>? Abandoned { get; set; }

    /// <summary>Called, inside the lock, for what a Talk app says of the hand of its session of the REST API.</summary>
    public Action<string, SaidHand>? HandSaid { get; set; }

    /// <summary>Those that have lost their socket.</summary>
    public int Unattended
    {
        get
        {
            lock (gate) return sessions.Values.Count(session => session.Connection is null);
        }
    }

    /// <summary>Those that have one.</summary>
    public int Attended
    {
        get
        {
            lock (gate) return sessions.Values.Count(session => session.Connection is not null);
        }
    }

    /// <summary>In some room something happened of which not everybody has been told.</summary>
    public bool HasNews
    {
        get
        {
            lock (gate) return rooms.Values.Any(room => room.IsLookedAt);
        }
    }

    /// <summary>A client has said hello.</summary>
    public SocketSession Register(SocketUser user, HashSet<string> features, string resumeId, SocketConnection connection, string? messageId, string version)
    {
        var session = new SocketSession(Secret.Create(IdLength), resumeId, user, features, user.IsInternal ? SeatKind.Internal : SeatKind.Client) { HasMedia = HasMedia };
        lock (gate)
        {
            Add(session);
            session.Attach(connection, Frames.Hello(messageId, version, session));
            Watch(session);
        }

        return session;
    }

    /// <summary>A client that has lost its socket is back with another one. A socket that is still there is told goodbye.</summary>
    /// <returns>Null when there is no such session any more.</returns>
    public SocketSession? Resume(string resumeId, SocketConnection connection, string? messageId)
    {
        lock (gate)
        {
            if (!resumable.TryGetValue(Secret.Sha256(resumeId), out var session)) return null;

            if (session.Connection is { } former)
            {
                session.Detach();
                former.Close(Frames.Bye(id: null, HelloErrors.SessionResumed));
            }

            session.HasMedia = HasMedia;
            session.Attach(connection, Frames.Hello(messageId, "1.0", session));
            Watch(session);
            if (session.Seat is { } seat) Ring(seat.Room, news => news.HasCall = true);
            return session;
        }
    }

    /// <summary>The socket is gone; its session waits for another one.</summary>
    public void Lose(SocketSession session, SocketConnection connection)
    {
        lock (gate)
        {
            if (session.Connection != connection) return;

            session.Detach();
            Watch(session);
        }
    }

    /// <summary>The session is over, and cannot be resumed.</summary>
    /// <param name="session">Which.</param>
    /// <param name="goodbye">The last frame on its socket.</param>
    /// <param name="leavesTalk">The REST API is told that it has left; not when another socket has taken its place.</param>
    public void End(SocketSession session, byte[] goodbye, bool leavesTalk)
    {
        lock (gate)
        {
            if (!Drop(session)) return;

            session.Virtual?.Owner.Virtuals.Remove(session);
            foreach (var one in session.Virtuals.ToArray()) End(one, goodbye, leavesTalk: true);
            var seat = TakeSeat(session);
            session.Connection?.Close(goodbye);
            if (seat is not null && leavesTalk) Abandoned?.Invoke(seat);
        }
    }

    /// <summary>Internal clients with a feature that are in no room.</summary>
    public List<SocketSession> Unplaced(string feature)
    {
        lock (gate) return [.. sessions.Values.Where(session => session is { Kind: SeatKind.Internal, Seat: null, Connection: not null } && session.Features.Contains(feature))];
    }

    /// <summary>Tells one session something that nobody else hears.</summary>
    public void Order(SocketSession session, byte[] frame)
    {
        lock (gate) session.Deliver(frame);
    }

    private void Add(SocketSession session)
    {
        sessions.Add(session.Id, session);
        if (session.Features.Contains(Frames.OwnMessages)) ownPages++;
        resumable.Add(session.ResumeDigest, session);
        if (session.Kind != SeatKind.Client || session.User.UserId is not { } userId) return;

        if (!ofUser.TryGetValue(userId, out var others)) ofUser[userId] = others = [];
        others.Add(session);
    }

    /// <returns>False when it was not here any more.</returns>
    private bool Drop(SocketSession session)
    {
        if (!sessions.Remove(session.Id)) return false;

        if (session.Features.Contains(Frames.OwnMessages)) ownPages--;
        resumable.Remove(session.ResumeDigest);
        if (session.User.UserId is { } userId && ofUser.TryGetValue(userId, out var others) && others.Remove(session) && others.Count == 0) ofUser.Remove(userId);
        session.AlarmNumber++;
        session.Dispose();
        return true;
    }

    /// <summary>Sets the alarm that the session's state calls for, and no other.</summary>
    private void Watch(SocketSession session)
    {
        session.Alarm?.Dispose();
        var number = ++session.AlarmNumber;
        session.Alarm = session switch
        {
            { Kind: SeatKind.Virtual } => null,
            { Connection: null } => Alarm(ResumableFor, reason: null),
            { Kind: SeatKind.Client, User.UserId: null, Seat: null } => Alarm(GuestsJoinWithin, HelloErrors.RoomJoinTimeout),
            _ => null,
        };

        ITimer Alarm(TimeSpan after, string? reason) => time.CreateTimer(
            _ =>
            {
                lock (gate)
                {
                    // An alarm may ring while it is being switched off.
                    if (session.AlarmNumber == number) End(session, Frames.Bye(id: null, reason), leavesTalk: true);
                }
            },
            state: null,
            after,
            Timeout.InfiniteTimeSpan);
    }

    private void Ring(SocketRoom room, Action<RoomNews> tell)
    {
        tell(room.News ??= new RoomNews());
        if (!room.News.IsPatient) (room.Hurry, _) = (null, room.Hurry?.TrySetResult());
        Rung?.Invoke(room);
    }
}
