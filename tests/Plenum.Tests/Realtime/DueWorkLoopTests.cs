using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Plenum.Common;
using Plenum.Realtime;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Realtime;

/// <summary>The loop sleeps when there is nothing to do, also when some work says otherwise for ever.</summary>
public sealed class DueWorkLoopTests
{
    private readonly TestClock clock = new();
    private readonly LogOfTest log = new();

    [Fact]
    public async Task Work_that_stays_due_is_done_again_after_a_pause_and_complained_about_once()
    {
        var stuck = new Work { Deadline = () => clock.Now() };
        using var loop = Loop(stuck);

        var first = await loop.RunOnceAsync(TestContext.Current.CancellationToken);
        var second = await loop.RunOnceAsync(TestContext.Current.CancellationToken);

        Assert.Equal([100, 100], [first.TotalMilliseconds, second.TotalMilliseconds]);
        Assert.Equal(2, stuck.Runs);
        Assert.Single(log.Warnings);
    }

    [Fact]
    public async Task The_loop_rests_even_when_stuck_work_rings_the_bell_itself()
    {
        using var bell = new DueWorkBell();
        var stuck = new Work { Deadline = () => clock.Now(), OnRun = bell.Ring };
        using var loop = Loop(bell, stuck);
        await loop.StartAsync(TestContext.Current.CancellationToken);
        for (var rests = 1; rests <= 3; rests++)
        {
            await clock.AlarmSetByAsync(clock.Now().AddMilliseconds(100));

            Assert.Equal(rests, stuck.Runs);
            clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        await loop.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Stuck_work_does_not_make_other_work_late()
    {
        var soon = clock.Now().AddMilliseconds(30);
        using var loop = Loop(new Work { Deadline = () => clock.Now() }, new Work { Deadline = () => soon });

        var sleep = await loop.RunOnceAsync(TestContext.Current.CancellationToken);

        Assert.Equal(30, sleep.TotalMilliseconds);
    }

    [Fact]
    public async Task Work_that_fails_does_not_make_other_work_late()
    {
        var soon = clock.Now().AddMilliseconds(30);
        using var loop = Loop(new Work { Deadline = () => clock.Now(), OnRun = () => throw new InvalidOperationException() }, new Work { Deadline = () => soon });

        var sleep = await loop.RunOnceAsync(TestContext.Current.CancellationToken);

        Assert.Equal(30, sleep.TotalMilliseconds);
    }

    [Fact]
    public async Task Work_that_moves_on_is_done_at_once_however_much_of_it_is_due()
    {
        var work = new Work();
        work.Deadline = () => work.Runs < 4 ? clock.Now().AddSeconds(work.Runs - 10) : null;
        using var loop = Loop(work);

        for (var round = 1; round < 4; round++) Assert.True(await loop.RunOnceAsync(TestContext.Current.CancellationToken) < TimeSpan.Zero);
        await loop.RunOnceAsync(TestContext.Current.CancellationToken);

        Assert.Equal(4, work.Runs);
        Assert.Empty(log.Warnings);
    }

    [Fact]
    public async Task Work_that_is_always_overdue_for_a_later_instant_is_stuck_as_well()
    {
        var stuck = new Work();
        stuck.Deadline = () => clock.Now().AddSeconds(-1000 + stuck.Asked);
        using var loop = Loop(stuck);
        var sleep = TimeSpan.Zero;

        for (var round = 0; round < 11; round++) sleep = await loop.RunOnceAsync(TestContext.Current.CancellationToken);

        Assert.Equal(100, sleep.TotalMilliseconds);
        Assert.Single(log.Warnings);
    }

    private DueWorkLoop Loop(params IDueWork[] works) => Loop(new DueWorkBell(), works);

    private DueWorkLoop Loop(DueWorkBell bell, params IDueWork[] works)
    {
        var services = new ServiceCollection();
        foreach (var work in works) services.AddSingleton(work);
        return new DueWorkLoop(services.BuildServiceProvider().GetRequiredService<IServiceScopeFactory>(), new LocalBackplane(NullLogger<LocalBackplane>.Instance), bell, new DueWorkPulse(clock), clock, log);
    }

    private sealed class Work : IDueWork
    {
        private int runs;

        public Func<DateTimeOffset?> Deadline { get; set; } = () => null;

        public Action OnRun { get; init; } = () => { };

        public int Runs => Volatile.Read(ref runs);

        public int Asked { get; private set; }

        public Task<DateTimeOffset?> NextAsync(CancellationToken ct)
        {
            Asked++;
            return Task.FromResult(Deadline());
        }

        public Task RunAsync(CancellationToken ct)
        {
            Interlocked.Increment(ref runs);
            OnRun();
            return Task.CompletedTask;
        }
    }

    private sealed class LogOfTest : ILogger<DueWorkLoop>
    {
        public ConcurrentQueue<string> Warnings { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Warning) Warnings.Enqueue(formatter(state, exception));
        }
    }
}
