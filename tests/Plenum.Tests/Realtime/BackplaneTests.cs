using Microsoft.Extensions.DependencyInjection;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Realtime;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Realtime;

/// <summary>What every backplane promises: the one of a single process and the one of several nodes.</summary>
public sealed class BackplaneTests(BackplaneNodes nodes) : IClassFixture<BackplaneNodes>
{
    private readonly PlenumServer speaker = nodes.Speaker;

    [Fact]
    public async Task What_is_said_is_heard_everywhere_once_and_in_order()
    {
        var token = PlenumServer.Unique("order");
        var ears = Listen();

        for (var number = 0; number < 20; number++) await speaker.SayAsync(News(token, 2 * number), News(token, (2 * number) + 1));

        await HeardAsync(ears, token, 39);
        Assert.All(ears, ear => Assert.Equal(Enumerable.Range(0, 40).Select(number => (long)number), Ids(ear, token)));
    }

    [Fact]
    public async Task Nothing_is_heard_before_the_commit()
    {
        var (token, marker) = (PlenumServer.Unique("before"), PlenumServer.Unique("marker"));
        var ears = Listen();
        var early = -1;

        await speaker.InUnitAsync(async unit =>
        {
            unit.Announce(News(token, 1));
            await unit.FlushAsync(CancellationToken.None);
            if (nodes.All.Count > 1)
            {
                await nodes.All[1].SayAsync(News(marker, 1));
                await HeardAsync(ears, marker, 1);
            }

            early = ears.Sum(ear => ear.About(token).Count);
            return Result.Done;
        });

        await HeardAsync(ears, token, 1);
        Assert.Equal(0, early);
    }

    [Fact]
    public async Task Nothing_is_heard_of_what_was_rolled_back()
    {
        var token = PlenumServer.Unique("undone");
        var ears = Listen();

        await speaker.InUnitAsync(unit =>
        {
            unit.Announce(News(token, 1));
            return Task.FromResult<Result<Nothing>>(Refusal.Invalid("no"));
        });
        await Assert.ThrowsAsync<InvalidOperationException>(() => speaker.InUnitAsync(async unit =>
        {
            unit.Announce(News(token, 2));
            await unit.FlushAsync(CancellationToken.None);
            throw new InvalidOperationException();
        }));
        await speaker.SayAsync(News(token, 3));

        await HeardAsync(ears, token, 3);
        Assert.All(ears, ear => Assert.Equal([3L], Ids(ear, token)));
    }

    [Fact]
    public async Task Something_larger_than_a_notification_is_heard_whole()
    {
        var token = PlenumServer.Unique("large");
        var ears = Listen();
        var sessions = Enumerable.Range(0, 2000).Select(number => $"session {number} of somebody named Zoë").ToArray();

        await speaker.SayAsync(new SwitchTo(1, token, "target", sessions), News(token, 2));

        await HeardAsync(ears, token, 2);
        Assert.All(ears, ear => Assert.Equal(sessions, Assert.IsType<SwitchTo>(ear.About(token)[0]).SessionIds));
    }

    [Fact]
    public async Task Many_who_speak_at_once_are_all_heard_each_in_order()
    {
        const int Speakers = 8, Each = 15;
        var token = PlenumServer.Unique("crowd");
        var ears = Listen();

        await Task.WhenAll(Enumerable.Range(0, Speakers).Select(async person =>
        {
            for (var number = 0; number < Each; number++) await nodes.All[person % nodes.All.Count].SayAsync(new ChatChanged(person, token, number));
        }));

        foreach (var person in Enumerable.Range(0, Speakers)) await Task.WhenAll(ears.Select(ear => ear.HeardAsync(one => one is ChatChanged { MessageId: Each - 1 } last && last.ConversationId == person && last.Token == token)));
        Assert.All(ears, ear => Assert.All(
            ear.About(token).Cast<ChatChanged>().GroupBy(one => one.ConversationId),
            person => Assert.Equal(Enumerable.Range(0, Each).Select(number => (long)number), person.Select(one => one.MessageId))));
    }

    [Fact]
    public async Task Whoever_no_longer_listens_hears_nothing()
    {
        var token = PlenumServer.Unique("deaf");
        var ears = Listen();
        var heard = 0;
        var subscriptions = nodes.All.Select(node => Backplane(node).Subscribe(_ => Interlocked.Increment(ref heard))).ToList();

        subscriptions.ForEach(subscription => subscription.Dispose());
        await speaker.SayAsync(News(token, 1));

        await HeardAsync(ears, token, 1);
        Assert.Equal(0, heard);
    }

    [Fact]
    public async Task A_listener_that_fails_or_takes_its_time_keeps_nobody_else_waiting()
    {
        var token = PlenumServer.Unique("slow");
        using var gate = new ManualResetEventSlim();
        var subscriptions = nodes.All.SelectMany(node => new[]
        {
            Backplane(node).Subscribe(one => { if (one.Token == token) throw new InvalidOperationException(); }),
            Backplane(node).Subscribe(one => { if (one is ChatChanged { MessageId: 1 } && one.Token == token) gate.Wait(); }),
        }).ToList();
        var ears = Listen();

        var held = Task.Run(() => speaker.SayAsync(News(token, 1)));
        await speaker.SayAsync(News(token, 2));

        await HeardAsync(ears, token, 2);
        gate.Set();
        await held;
        await HeardAsync(ears, token, 1);
        subscriptions.ForEach(subscription => subscription.Dispose());
    }

    private Recording[] Listen() => [.. nodes.All.Select(node => node.Record())];

    private static IBackplane Backplane(PlenumServer node) => node.Services.GetRequiredService<IBackplane>();

    private static ChatChanged News(string token, long number) => new(ConversationId: 1, token, number);

    private static Task HeardAsync(Recording[] ears, string token, long number) =>
        Task.WhenAll(ears.Select(ear => ear.HeardAsync(one => one is ChatChanged chat && chat.Token == token && chat.MessageId == number)));

    private static IEnumerable<long> Ids(Recording ear, string token) => ear.About(token).Cast<ChatChanged>().Select(chat => chat.MessageId);
}
