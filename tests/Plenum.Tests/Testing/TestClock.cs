namespace Plenum.Tests.Testing;

/// <summary>A clock that stands still until a test moves it; timers fire while it is moved.</summary>
internal sealed class TestClock : TimeProvider
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    // Owner of the lock: this class; it guards now, timers and waiting.
    private readonly Lock gate = new();
    private readonly List<TestTimer> timers = [];
    private readonly List<(DateTimeOffset At, TaskCompletionSource Armed)> waiting = [];
    private DateTimeOffset now = Start;

    public long Unix => GetUtcNow().ToUnixTimeSeconds();

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return now;
    }

    /// <summary>What is measured takes as long as the test says.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public void Advance(TimeSpan by)
    {
        TestTimer[] due;
        lock (gate)
        {
            now += by;
            due = [.. timers.Where(timer => timer.IsDue(now))];
        }

        foreach (var timer in due) timer.Fire(now);
    }

    /// <summary>Returns once somebody has set an alarm that rings at this instant at the latest.</summary>
    public Task AlarmSetByAsync(DateTimeOffset at)
    {
        lock (gate)
        {
            if (timers.Exists(timer => timer.DueAt <= at)) return Task.CompletedTask;

            var armed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add((at, armed));
            return armed.Task;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new TestTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class TestTimer(TestClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period;

        public DateTimeOffset? DueAt { get; private set; }

        public bool IsDue(DateTimeOffset at) => DueAt <= at;

        public void Fire(DateTimeOffset at)
        {
            lock (clock.gate)
            {
                if (!IsDue(at)) return;

                DueAt = period > TimeSpan.Zero ? at + period : null;
                if (DueAt is null) clock.timers.Remove(this);
            }

            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var immediately = dueTime == TimeSpan.Zero;
            lock (clock.gate)
            {
                this.period = period;
                DueAt = dueTime == Timeout.InfiniteTimeSpan ? null : clock.now + dueTime;
                clock.timers.Remove(this);
                if (DueAt is null) return true;

                clock.timers.Add(this);
                foreach (var (_, armed) in clock.waiting.FindAll(one => one.At >= DueAt)) armed.TrySetResult();
                clock.waiting.RemoveAll(one => one.At >= DueAt);
            }

            if (immediately) ThreadPool.QueueUserWorkItem(_ => Fire(clock.GetUtcNow()));
            return true;
        }

        public void Dispose()
        {
            lock (clock.gate) clock.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
