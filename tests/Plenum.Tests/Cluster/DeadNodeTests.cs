using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Cluster;

/// <summary>Two real processes on one database, and what becomes of them.</summary>
public sealed class DeadNodeTests
{
    private const string Password = "plenum";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [TwoNodesFact]
    public async Task Two_nodes_start_at_once_and_one_that_is_killed_leaves_nothing_hanging()
    {
        var (a, b) = await PlenumProcess.StartTwoAsync(Password, ("Plenum__BruteForce__Enabled", "false"));
        await using var first = a;
        await using var second = b;
        using var host = new TalkClient(a.Url, "admin", Password);
        var (token, abandoned, webinar) = ((await host.CreatePublicAsync("meeting")).Token, (await host.CreatePublicAsync("abandoned")).Token, (await host.CreatePublicAsync("webinar")).Token);
        var guests = Enumerable.Range(0, 5).Select(_ => new TalkClient(a.Url, user: null, password: null)).ToList();
        await Task.WhenAll(guests.Select(guest => guest.JoinAsync(token)));
        await Task.WhenAll(guests.Select(guest => guest.JoinAsync(abandoned)));
        await host.JoinAsync(abandoned);
        (await host.PostAsync($"v4/call/{abandoned}")).Expect(200);
        var last = await host.SayAsync(token, "welcome");
        var polls = guests.ConvertAll(guest => guest.FutureAsync(token, last, ""));
        var writing = Enumerable.Range(0, 3).Select(_ => WriteAsync(host, token)).ToList();
        (await host.PutAsync($"v4/room/{webinar}/webinar/lobby", new { state = 1, timer = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 2 })).Expect(200);

        await a.KillAsync();

        await Task.WhenAll(writing);
        await Task.WhenAll(polls.Select(async poll =>
        {
            try
            {
                await poll;
            }
            catch (HttpRequestException)
            {
                // Cut off.
            }
        }));
        var there = host.At(b);
        last = (await there.NewestAsync(token)).Id();
        var again = guests.ConvertAll(guest => guest.At(b).FutureAsync(token, last, ""));
        await there.SayAsync(token, "go on");
        Assert.All(await Task.WhenAll(again), reply => Assert.Equal(["go on"], reply.Texts()));
        Assert.Single(await b.Database.ReadAsync(db => db.Accounts.ToListAsync()));

        // As if that had been a while ago.
        await b.Database.ReadAsync(db => db.Database.ExecuteSqlAsync($"""UPDATE "Sessions" SET "LastPing" = "LastPing" - 200000"""));
        await UntilAsync(async () => !await b.Database.ReadAsync(db => db.Sessions.AnyAsync(session => session.Attendee!.Conversation!.Token == abandoned)));
        await UntilAsync(async () => await b.Database.ReadAsync(db => db.Conversations.AllAsync(conversation => conversation.LobbyTimer == null)));
        Assert.Equal(1, await CountAsync(b, abandoned, SystemMessageKeys.CallEnded));
        Assert.Equal(1, await CountAsync(b, webinar, SystemMessageKeys.LobbyTimerReached));
        Assert.Empty(await b.Database.ReadAsync(Invariants.BrokenInAsync));
    }

    [TwoNodesFact]
    public async Task What_a_node_ordered_that_is_killed_is_pursued_by_the_other()
    {
        var (a, b) = await PlenumProcess.StartTwoAsync(Password, ("Plenum__BruteForce__Enabled", "false"));
        await using var first = a;
        await using var second = b;
        using var host = new TalkClient(a.Url, "admin", Password);
        var token = (await host.CreatePublicAsync("meeting")).Token;
        var guests = Enumerable.Range(0, 3).Select(_ => new TalkClient(a.Url, user: null, password: null)).ToList();
        foreach (var guest in guests)
        {
            await guest.JoinAsync(token);
            (await guest.PostAsync($"v4/call/{token}")).Expect(200);
        }

        (await host.PostAsync($"v1/breakout-rooms/{token}", new { mode = 1, amount = 3 })).Expect(200);
        (await host.PostAsync($"v1/breakout-rooms/{token}/rooms")).Expect(200);

        await a.KillAsync();

        var there = host.At(b);
        await UntilAsync(async () => (await there.MovesAsync(token)).Expect(200).Data.EnumerateArray().All(missing => missing.GetProperty("repeated").GetBoolean()));
        Assert.Equal(3, (await there.MovesAsync(token)).Data.GetArrayLength());

        // As if that had been a while ago.
        await b.Database.ReadAsync(db => db.Database.ExecuteSqlAsync($"""UPDATE "PendingMoves" SET "DueAt" = "DueAt" - 60000"""));
        await UntilAsync(async () => (await there.MovesAsync(token)).Data.GetArrayLength() == 0);
        Assert.Equal((3, 1), (await CountAsync(b, token, SystemMessageKeys.CallLeft), await CountAsync(b, token, SystemMessageKeys.CallEnded)));
        Assert.Empty(await b.Database.ReadAsync(Invariants.BrokenInAsync));
    }

    [Fact]
    public async Task A_second_server_on_a_SQLite_file_is_refused_until_the_first_has_ended()
    {
        Assert.SkipWhen(TestDatabase.IsPostgres, "About SQLite.");
        await using var first = new PlenumServer();
        await first.InitializeAsync();
        await using var second = new PlenumServer(first);

        var refused = await Assert.ThrowsAsync<StartFailure>(async () => await second.InitializeAsync());
        await first.StopAsync();
        await second.InitializeAsync();

        Assert.Contains("several-nodes", refused.Message);
        (await second.Guest().GetAsync("/status.php")).Expect(200);
    }

    private static async Task WriteAsync(TalkClient person, string token)
    {
        try
        {
            while (true) await person.SayAsync(token, "more");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // The node is gone.
        }
    }

    private static Task<int> CountAsync(PlenumProcess node, string token, string key) =>
        node.Database.ReadAsync(db => db.Messages.CountAsync(message => message.Conversation!.Token == token && message.Text == key && message.Kind == MessageKind.System));

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var watch = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(watch.Elapsed < Patience, "The other node has not taken over.");
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }
}
