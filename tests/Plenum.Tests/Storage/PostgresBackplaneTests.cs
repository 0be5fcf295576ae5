using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Plenum.Meetings;
using Plenum.Realtime;
using Plenum.Storage;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Storage;

/// <summary>What the backplane of several nodes does when its connection or its table is not as usual.</summary>
public sealed class PostgresBackplaneTests(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    [TwoNodesFact]
    public async Task What_was_said_while_the_connection_was_lost_is_heard_afterwards_once_and_in_order()
    {
        var token = PlenumServer.Unique("gap");
        var ear = nodes.B.Record();
        await nodes.A.SayAsync(News(token, 0));
        await HeardAsync(ear, token, 0);

        Assert.True(await CutOffListenersAsync() >= 2);
        for (var number = 1; number <= 10; number++) await nodes.A.SayAsync(News(token, number));

        await HeardAsync(ear, token, 10);
        Assert.Equal(Enumerable.Range(0, 11).Select(number => (long)number), Ids(ear, token));
        Assert.Empty(ear.About("").OfType<MayHaveMissed>());
    }

    [TwoNodesFact]
    public async Task Losing_the_connection_again_and_again_loses_and_repeats_nothing()
    {
        var token = PlenumServer.Unique("flapping");
        var ear = nodes.B.Record();

        for (var number = 0; number < 60; number++)
        {
            if (number % 12 == 5) await CutOffListenersAsync();
            await nodes.A.SayAsync(News(token, number));
        }

        await HeardAsync(ear, token, 59);
        Assert.Equal(Enumerable.Range(0, 60).Select(number => (long)number), Ids(ear, token).Order());
    }

    [TwoNodesFact]
    public async Task After_a_long_time_without_a_connection_everybody_is_told_to_look_again()
    {
        var token = PlenumServer.Unique("long");
        using var backplane = new PostgresBackplane(nodes.B.Services.GetRequiredService<NpgsqlDataSource>(), nodes.Clock, NullLogger<PostgresBackplane>.Instance);
        var ear = new Recording();
        using var subscription = backplane.Subscribe(ear.Add);
        await backplane.StartAsync(CancellationToken.None);
        await backplane.StopAsync(CancellationToken.None);

        await nodes.A.SayAsync(News(token, 1));
        await nodes.AdvanceAsync(3 * Notice.KeptFor);
        await nodes.A.SayAsync(News(token, 2));
        await backplane.StartAsync(CancellationToken.None);

        await HeardAsync(ear, token, 2);
        await backplane.StopAsync(CancellationToken.None);
        Assert.Equal([2L], Ids(ear, token));
        Assert.Single(ear.About("").OfType<MayHaveMissed>());
    }

    [TwoNodesFact]
    public async Task Whoever_waits_for_a_chat_looks_again_when_something_may_have_been_missed()
    {
        var ada = await nodes.A.PersonAsync();
        var token = (await ada.CreateGroupAsync()).Token;
        var poll = await nodes.B.BeginPollAsync(ada.At(nodes.B), token, (await ada.NewestAsync(token)).Id());
        await nodes.A.FillAsync(token, ada.User, 1);

        nodes.B.Announce(new MayHaveMissed());

        Assert.Equal(["0"], (await poll).Texts());
    }

    [TwoNodesFact]
    public async Task A_node_that_starts_late_does_not_repeat_what_was_said_before()
    {
        var token = PlenumServer.Unique("late");
        await nodes.A.SayAsync(News(token, 1));
        await using var late = new PlenumServer(nodes.A);
        var ear = late.Record();
        await late.InitializeAsync();

        await nodes.A.SayAsync(News(token, 2));

        await HeardAsync(ear, token, 2);
        Assert.Equal([2L], Ids(ear, token));
    }

    [TwoNodesFact]
    public async Task What_every_node_has_heard_is_deleted()
    {
        var token = PlenumServer.Unique("old");
        for (var number = 0; number < 30; number++) await nodes.A.SayAsync(News(token, number));

        await nodes.AdvanceAsync(3 * Notice.KeptFor);

        Assert.Equal(0, await nodes.A.FromDbAsync(db => db.Set<Notice>().CountAsync(notice => notice.Payload.Contains(token))));
    }

    [TwoNodesFact]
    public async Task What_a_newer_version_says_is_passed_over_and_the_rest_is_heard()
    {
        var token = PlenumServer.Unique("newer");
        var ear = nodes.B.Record();

        await nodes.A.InDbAsync(db => db.Database.ExecuteSqlAsync(
            $$"""
              SELECT pg_notify('plenum', E'another node\n-1\n0\n' || '[{"kind":"NotYetInvented","ConversationId":1,"Token":"x"},{"kind":"ChatChanged","ConversationId":1,"Token":"' || {{token}} || '","MessageId":1}]'),
                     pg_notify('plenum', E'another node\n-2\n0\nno JSON at all'),
                     pg_notify('plenum', 'somebody at a console')
              """));
        await nodes.A.SayAsync(News(token, 2));

        await HeardAsync(ear, token, 2);
        Assert.Equal([1L, 2L], Ids(ear, token));
        Assert.Equal(3, ear.About("").OfType<MayHaveMissed>().Count());
    }

    /// <summary>Ends the connections on which nodes listen; they are gone when this returns.</summary>
    private Task<int> CutOffListenersAsync() => nodes.A.FromDbAsync(async db => (await db.Database.SqlQuery<bool>(
        $"""
         SELECT pg_terminate_backend(pid, 5000) AS "Value" FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = {PostgresBackplane.ListenerName}
         """).ToListAsync()).Count(wasEnded => wasEnded));

    private static ChatChanged News(string token, long number) => new(ConversationId: 1, token, number);

    private static Task HeardAsync(Recording ear, string token, long number) =>
        ear.HeardAsync(one => one is ChatChanged chat && chat.Token == token && chat.MessageId == number);

    private static IEnumerable<long> Ids(Recording ear, string token) => ear.About(token).Cast<ChatChanged>().Select(chat => chat.MessageId);
}
