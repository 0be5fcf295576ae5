using System.Threading.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plenum.Accounts;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Accounts;

/// <summary>One at a time, two may wait: a crowd in small.</summary>
public sealed class NarrowServer : PlenumServer
{
    protected override string[] MoreArguments =>
    [
        "--Plenum:Admission:JoinsAtOnce=1", "--Plenum:Admission:JoinsWaiting=2", "--Plenum:Admission:PasswordsAtOnce=1", "--Plenum:Admission:PasswordsWaiting=1", "--Plenum:Admission:RetryAfter=00:00:07",
    ];
}

public sealed class AdmissionTests(NarrowServer server) : IClassFixture<NarrowServer>
{
    private Doors Doors => server.Services.GetRequiredService<Doors>();

    [Fact]
    public async Task Beyond_the_queue_joining_is_503_and_says_when_to_come_back()
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreatePublicAsync()).Token;
        var guests = Enumerable.Range(0, 3).Select(_ => server.Guest()).ToArray();
        var inside = await Doors.EnterAsync(Doors.Joins, CancellationToken.None);
        var first = await QueueAsync(Doors.Joins, () => guests[0].TryJoinAsync(token));
        var second = await QueueAsync(Doors.Joins, () => guests[1].TryJoinAsync(token));

        var third = await guests[2].TryJoinAsync(token);
        var present = await ada.RoomAsync(token);
        var message = await ada.TrySayAsync(token, "hello");
        inside.Dispose();

        Assert.Equal((503, 503, "7"), (third.Status, third.Code, third.Headers["Retry-After"]));
        Assert.Equal((200, 201), (present.Status, message.Status));
        Assert.Equal((200, 200), ((await first).Status, (await second).Status));
        Assert.Equal(200, (await guests[2].TryJoinAsync(token)).Status);
    }

    [Fact]
    public async Task Whoever_came_first_is_in_first()
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreatePublicAsync()).Token;
        var inside = await Doors.EnterAsync(Doors.Joins, CancellationToken.None);
        var first = await QueueAsync(Doors.Joins, () => server.Guest().TryJoinAsync(token));
        var second = await QueueAsync(Doors.Joins, () => server.Guest().TryJoinAsync(token));

        inside.Dispose();
        string[] joined = [(await first).Text("sessionId"), (await second).Text("sessionId")];

        var stored = await server.FromDbAsync(db => db.Sessions.AsNoTracking().Where(session => joined.Contains(session.SessionId)).OrderBy(session => session.Id).Select(session => session.SessionId).ToArrayAsync());
        Assert.Equal(joined, stored);
    }

    [Fact]
    public async Task A_first_visit_of_the_page_queues_and_a_later_one_does_not()
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreatePublicAsync()).Token;
        using var known = new Browser(server);
        (await known.GetAsync($"/call/{token}")).Expect(200);
        using var stranger = new Browser(server);
        var inside = await Doors.EnterAsync(Doors.Joins, CancellationToken.None);
        var (first, second) = (await QueueAsync(Doors.Joins, () => server.Guest().TryJoinAsync(token)), await QueueAsync(Doors.Joins, () => server.Guest().TryJoinAsync(token)));

        var (again, turnedAway) = ((await known.GetAsync($"/call/{token}")).Status, (await stranger.GetAsync($"/call/{token}")).Status);
        inside.Dispose();
        await Task.WhenAll(first, second);

        Assert.Equal((200, 503), (again, turnedAway));
    }

    [Fact]
    public async Task A_crowd_that_signs_in_does_not_hold_up_those_who_have()
    {
        var ada = await server.PersonAsync();
        using var bob = new TalkClient(server, "bob", "a guess");
        using var eve = new TalkClient(server, "eve", "another guess");
        (await ada.GetAsync("v4/room")).Expect(200);
        var inside = await Doors.EnterAsync(Doors.Passwords, CancellationToken.None);
        var waiting = await QueueAsync(Doors.Passwords, () => bob.GetAsync("v4/room"));

        var (known, turnedAway) = (await ada.GetAsync("v4/room"), await eve.GetAsync("v4/room"));
        inside.Dispose();

        Assert.Equal((200, 503, "7"), (known.Status, turnedAway.Status, turnedAway.Headers["Retry-After"]));
        Assert.Equal(401, (await waiting).Status);
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_leaves_the_queue()
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreatePublicAsync()).Token;
        using var hangUp = new CancellationTokenSource();
        using var inside = await Doors.EnterAsync(Doors.Joins, CancellationToken.None);
        using var nothing = new StringContent("");
        var join = await QueueAsync(Doors.Joins, () => server.Guest().Http.PostAsync(new Uri($"{server.Url}/ocs/v2.php/apps/spreed/api/v4/room/{token}/participants/active"), nothing, hangUp.Token));

        await hangUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => join);
        while (Doors.Joins.GetStatistics()!.CurrentQueuedCount > 0) await Task.Yield();
    }

    /// <summary>Sends a request and returns once it queues; its answer comes with the inner task.</summary>
    private static async Task<Task<T>> QueueAsync<T>(RateLimiter door, Func<Task<T>> send)
    {
        var before = door.GetStatistics()!.CurrentQueuedCount;
        var request = send();
        while (door.GetStatistics()!.CurrentQueuedCount == before && !request.IsCompleted) await Task.Yield();
        return request;
    }
}
