using Plenum.Realtime;

namespace Plenum.Tests.Testing;

/// <summary>Hears all announcements and hands them to the recordings that run.</summary>
internal sealed class Recorder
{
    // Owner of the lock: this class; it guards the list.
    private readonly Lock gate = new();
    private readonly List<Recording> recordings = [];

    public Recording Start()
    {
        var recording = new Recording();
        lock (gate) recordings.Add(recording);
        return recording;
    }

    public void Hear(Announcement announcement)
    {
        lock (gate) recordings.ForEach(recording => recording.Add(announcement));
    }
}

/// <summary>What was announced since the recording began.</summary>
internal sealed class Recording
{
    private readonly Lock gate = new();
    private readonly List<Announcement> heard = [];
    private readonly List<(Func<Announcement, bool> What, TaskCompletionSource Heard)> waiting = [];

    /// <summary>Returns once something like this has been announced.</summary>
    public Task HeardAsync(Func<Announcement, bool> what)
    {
        lock (gate)
        {
            if (heard.Exists(announcement => what(announcement))) return Task.CompletedTask;

            var awaited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add((what, awaited));
            return awaited.Task;
        }
    }

    /// <summary>Everything about these conversations, in order.</summary>
    public IReadOnlyList<Announcement> About(params string[] tokens)
    {
        lock (gate) return [.. heard.Where(announcement => tokens.Contains(announcement.Token))];
    }

    public void Add(Announcement announcement)
    {
        lock (gate)
        {
            heard.Add(announcement);
            waiting.FindAll(one => one.What(announcement)).ForEach(one => one.Heard.TrySetResult());
        }
    }
}
