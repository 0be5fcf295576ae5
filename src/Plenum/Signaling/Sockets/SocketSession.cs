using System.Text;
using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Signaling;

/// <summary>What of the same kind makes an older frame pointless that was not delivered yet.</summary>
internal enum FrameKind
{
    Ordinary,
    Chat,
    Users,
    Waiting,
    Hands,
    Board,
    Timer,
}

/// <summary>
/// A client that has said hello (calls §E.4). It survives the loss of its socket for a while: what it misses is kept and
/// played back. The hub's lock guards it.
/// </summary>
internal sealed class SocketSession(string id, string resumeId, SocketUser user, HashSet<string> features, SeatKind kind) : IDisposable
{
    /// <summary>Internal clients with this feature say themselves whether they are in the call.</summary>
    private const string OwnInCallFeature = "internal-incall";

    /// <summary>A client that missed more, in bytes, starts over with a fresh hello.</summary>
    private const int MostMissed = 4 * 1024 * 1024;

    private readonly List<(FrameKind Kind, byte[] Frame)> missed = [];
    private int missedBytes;

    /// <summary>Shown to everybody.</summary>
    public string Id => id;

    /// <summary>Known to this client alone.</summary>
    public string ResumeId => resumeId;

    /// <summary>What other nodes may know of it.</summary>
    public string ResumeDigest { get; } = Secret.Sha256(resumeId);

    public SocketUser User => user;

    public SeatKind Kind => kind;

    /// <summary>Null for a client.</summary>
    public VirtualSession? Virtual { get; init; }

    /// <summary>Those for whom an internal client speaks.</summary>
    public List<SocketSession> Virtuals { get; } = [];

    /// <summary>What an internal client has in calls.</summary>
    public CallFlags OwnInCall { get; set; } = features.Contains(OwnInCallFeature) ? CallFlags.Disconnected : CallFlags.InCall | CallFlags.WithAudio;

    public HashSet<string> Features => features;

    /// <summary>It has been told that media go through this server, and does as the protocol says then.</summary>
    public bool HasMedia { get; set; }

    /// <summary>Null between two sockets.</summary>
    public SocketConnection? Connection { get; private set; }

    /// <summary>Its place in a room; null outside.</summary>
    public Seat? Seat { get; set; }

    /// <summary>The place it had last: whoever is removed from a conversation has lost the place by the time one hears of it.</summary>
    public Seat? LastSeat { get; set; }

    /// <summary>Runs while it has no socket, or while a guest is in no room.</summary>
    public ITimer? Alarm { get; set; }

    public int AlarmNumber { get; set; }

    public bool HasMissedTooMuch { get; private set; }

    public void Deliver(byte[] frame, FrameKind kind = FrameKind.Ordinary)
    {
        if (Kind == SeatKind.Virtual) return;

        if (Connection is { } connection)
        {
            connection.Send(frame, kind);
            return;
        }

        if (kind != FrameKind.Ordinary) missedBytes -= missed.FindAll(older => older.Kind == kind).Sum(older => older.Frame.Length);
        if (kind != FrameKind.Ordinary) missed.RemoveAll(older => older.Kind == kind);
        HasMissedTooMuch |= missedBytes + frame.Length > MostMissed;
        if (HasMissedTooMuch) return;

        missed.Add((kind, frame));
        missedBytes += frame.Length;
    }

    /// <summary>Answers the hello on this socket, and plays back what was missed.</summary>
    public void Attach(SocketConnection connection, byte[] hello)
    {
        Connection = connection;
        connection.Send(hello);
        foreach (var (_, frame) in missed) connection.Send(frame);
        missed.Clear();
        missedBytes = 0;
    }

    public void Detach() => Connection = null;

    /// <summary>Everything that another node needs to go on with it.</summary>
    public HandedOver HandOver() => new(
        id,
        user.UserId,
        user.DisplayName,
        [.. features],
        missed.ConvertAll(frame => new MissedFrame(frame.Kind, Encoding.UTF8.GetString(frame.Frame))),
        Seat?.HandOver());

    public void Dispose() => Alarm?.Dispose();
}
