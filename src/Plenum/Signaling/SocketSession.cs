namespace Plenum.Signaling;

/// <summary>What of the same kind makes an older frame pointless that was not delivered yet.</summary>
internal enum FrameKind
{
    Ordinary,
    Chat,
    Users,
}

/// <summary>
/// A client that has said hello (calls §E.4). It survives the loss of its socket for a while: what it misses is kept and
/// played back. The hub's lock guards it.
/// </summary>
internal sealed class SocketSession(string id, string resumeId, SocketUser user, HashSet<string> features) : IDisposable
{
    /// <summary>A client that missed more starts over with a fresh hello.</summary>
    private const int MostMissed = 1000;

    private readonly List<(FrameKind Kind, byte[] Frame)> missed = [];

    /// <summary>Shown to everybody.</summary>
    public string Id => id;

    /// <summary>Known to this client alone.</summary>
    public string ResumeId => resumeId;

    public SocketUser User => user;

    public HashSet<string> Features => features;

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
        if (Connection is { } connection)
        {
            connection.Send(frame);
            return;
        }

        if (kind != FrameKind.Ordinary) missed.RemoveAll(older => older.Kind == kind);
        if (missed.Count < MostMissed) missed.Add((kind, frame));
        else HasMissedTooMuch = true;
    }

    /// <summary>Answers the hello on this socket, and plays back what was missed.</summary>
    public void Attach(SocketConnection connection, byte[] hello)
    {
        Connection = connection;
        connection.Send(hello);
        foreach (var (_, frame) in missed) connection.Send(frame);
        missed.Clear();
    }

    public void Detach() => Connection = null;

    public void Dispose() => Alarm?.Dispose();
}
