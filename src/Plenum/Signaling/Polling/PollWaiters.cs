using Plenum.Meetings;
using Plenum.Realtime;

namespace Plenum.Signaling;

/// <summary>
/// Whom internal signaling has to wake: one entry for each session that polls at this node, kept between its polls, so
/// that a change that falls between two of them ends the next one at once (the marker <c>refresh-participant-list</c> of
/// calls §C). Entries go with their sessions. Owner of the lock: this class; it guards everything below it.
/// </summary>
internal sealed class PollWaiters : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, Dictionary<string, Entry>> conversations = [];
    private readonly IDisposable hears;

    public PollWaiters(IBackplane backplane) => hears = backplane.Subscribe(Hear);

    /// <summary>A session begins to wait; whoever has not waited here before has everything to learn.</summary>
    public PollWaiter Enter(long conversationId, string sessionId)
    {
        lock (gate)
        {
            if (!conversations.TryGetValue(conversationId, out var sessions)) conversations[conversationId] = sessions = new Dictionary<string, Entry>(StringComparer.Ordinal);
            if (!sessions.TryGetValue(sessionId, out var entry)) sessions[sessionId] = entry = new Entry();
            entry.Requests++;
            return new PollWaiter(this, entry, conversationId, sessionId);
        }
    }

    /// <summary>How many polls of one conversation are under way.</summary>
    public int CountIn(long conversationId)
    {
        lock (gate) return SessionsOf(conversationId).Values.Sum(entry => entry.Requests);
    }

    public void Dispose() => hears.Dispose();

    private void Hear(Announcement announcement)
    {
        lock (gate)
        {
            switch (announcement)
            {
                case SignalsQueued queued:
                    Wake(queued.ConversationId, queued.SessionIds);
                    break;
                case SessionsDisinvited gone:
                    Change(gone.ConversationId);
                    foreach (var sessionId in gone.SessionIds) Forget(gone.ConversationId, sessionId);
                    break;
                case RoomDeleted deleted:
                    Change(deleted.ConversationId);
                    foreach (var sessionId in SessionsOf(deleted.ConversationId).Keys.ToArray()) Forget(deleted.ConversationId, sessionId);
                    break;
                case InCallChanged or CallEndedForAll or ParticipantsChanged or SessionJoined or Disinvited or RoomUpdated:
                    Change(announcement.ConversationId);
                    break;
                case MayHaveMissed:
                    foreach (var conversationId in conversations.Keys.ToArray()) ChangeAndForget(conversationId);
                    break;
            }
        }
    }

    private void Wake(long conversationId, IReadOnlyList<string> sessionIds)
    {
        var sessions = SessionsOf(conversationId);
        foreach (var sessionId in sessionIds)
        {
            if (sessions.TryGetValue(sessionId, out var entry)) entry.Ring();
        }
    }

    private void Change(long conversationId)
    {
        foreach (var entry in SessionsOf(conversationId).Values)
        {
            entry.HasChanges = true;
            entry.Ring();
        }
    }

    /// <summary>Sessions may have ended unheard.</summary>
    private void ChangeAndForget(long conversationId)
    {
        Change(conversationId);
        foreach (var sessionId in SessionsOf(conversationId).Keys.ToArray()) Forget(conversationId, sessionId);
    }

    private Dictionary<string, Entry> SessionsOf(long conversationId) => conversations.GetValueOrDefault(conversationId) ?? [];

    /// <summary>The session has ended; one that still waits here is forgotten when it has heard so.</summary>
    private void Forget(long conversationId, string sessionId)
    {
        var sessions = SessionsOf(conversationId);
        if (!sessions.TryGetValue(sessionId, out var entry)) return;

        entry.IsOver = true;
        if (entry.Requests > 0) return;

        sessions.Remove(sessionId);
        if (sessions.Count == 0) conversations.Remove(conversationId);
    }

    private void Leave(PollWaiter waiter)
    {
        lock (gate)
        {
            waiter.Entry.Requests--;
            if (waiter.Entry.IsOver) Forget(waiter.ConversationId, waiter.SessionId);
        }
    }

    /// <summary>One session.</summary>
    internal sealed class Entry
    {
        private TaskCompletionSource rung = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Polls under way.</summary>
        public int Requests { get; set; }

        /// <summary>Somebody came, went or changed since the session was last told who is there.</summary>
        public bool HasChanges { get; set; } = true;

        public bool IsOver { get; set; }

        public Task Rung => rung.Task;

        public void Ring() => rung.TrySetResult();

        public void Silence()
        {
            if (rung.Task.IsCompleted) rung = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>One poll of a session.</summary>
    internal sealed class PollWaiter(PollWaiters owner, Entry entry, long conversationId, string sessionId) : IDisposable
    {
        public Entry Entry => entry;

        public long ConversationId => conversationId;

        public string SessionId => sessionId;

        /// <summary>Whether there are changes; whoever asks is about to look at them.</summary>
        /// <returns>And what completes when something more happens.</returns>
        public (bool HasChanges, Task Rung) Look()
        {
            lock (owner.gate)
            {
                var changes = entry.HasChanges;
                entry.HasChanges = false;
                entry.Silence();
                return (changes, entry.Rung);
            }
        }

        public void Dispose() => owner.Leave(this);
    }
}
