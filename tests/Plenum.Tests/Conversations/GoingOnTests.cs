using Plenum.Tests.Testing;

namespace Plenum.Tests.Conversations;

/// <summary>In which of somebody's conversations something is going on.</summary>
public sealed class GoingOnTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task People_are_counted_who_are_there_in_the_call_and_waiting()
    {
        var (olga, una) = (await server.PersonAsync("olga"), await server.PersonAsync("una"));
        var webinar = (await olga.CreateAsync(new { roomType = 3, roomName = "webinar", lobbyState = 1, participants = new { users = new[] { una.User } } })).Token;
        var quiet = (await olga.CreateGroupAsync("quiet", una)).Token;
        var busy = (await olga.CreateGroupAsync("busy", una)).Token;
        await olga.JoinAsync(webinar);
        await una.JoinAsync(webinar);
        await server.NamedGuestAsync(webinar, "Gil");
        (await olga.PostAsync($"v4/call/{webinar}")).Expect(200);
        await una.JoinInTabAsync(busy, 'a');
        await una.JoinInTabAsync(busy, 'b');

        var (host, member) = (await ListAsync(olga), await ListAsync(una));

        Assert.Equal([(webinar, 1, 1, 2), (busy, 1, 0, 0)], host);
        Assert.Equal([(busy, 1, 0, null)], member);
        Assert.DoesNotContain(quiet, host.Select(entry => entry.Token));
    }

    [Fact]
    public async Task Whoever_may_pass_the_lobby_sees_what_goes_on_but_not_who_waits()
    {
        var (olga, una) = (await server.PersonAsync("olga"), await server.PersonAsync("una"));
        var webinar = (await olga.CreateAsync(new { roomType = 3, roomName = "webinar", lobbyState = 1, participants = new { users = new[] { una.User } } })).Token;
        await server.Guest().JoinAsync(webinar);
        var alone = await ListAsync(una);
        (await olga.AdmitAsync(webinar, await una.AttendeeIdAsync(webinar))).Expect(200);
        var onlyWaiting = await ListAsync(una);
        await olga.JoinAsync(webinar);

        Assert.Empty(alone);
        Assert.Empty(onlyWaiting);
        Assert.Equal([(webinar, 1, 0, null)], await ListAsync(una));
    }

    [Fact]
    public async Task Whoever_is_not_heard_of_is_not_counted_and_nobody_waits_at_a_lobby_that_is_due()
    {
        var (olga, una) = (await server.PersonAsync("olga"), await server.PersonAsync("una"));
        var webinar = (await olga.CreateAsync(new { roomType = 3, roomName = "webinar", lobbyState = 1, lobbyTimer = server.Clock.Unix + 60, participants = new { users = new[] { una.User } } })).Token;
        await una.JoinAsync(webinar);
        await olga.JoinAsync(webinar);
        (await olga.PostAsync($"v4/call/{webinar}")).Expect(200);
        server.Clock.Advance(TimeSpan.FromSeconds(61));

        var due = await ListAsync(olga);
        server.Clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal([(webinar, 2, 0, 0)], due);
        Assert.Empty(await ListAsync(olga));
    }

    [Fact]
    public async Task Breakout_rooms_count_for_themselves()
    {
        var (meeting, rooms) = await server.StartedAsync(members: 2);
        await meeting.People[0].EnterCallAsync(rooms[0]);
        await meeting.People[1].JoinAsync(meeting.Token);

        Assert.Equal([(meeting.Token, 1, 0, 0), (rooms[0], 1, 1, 0)], await ListAsync(meeting.Owner));
    }

    [Fact]
    public async Task Thirty_conversations_cost_as_much_as_one()
    {
        var ada = await server.PersonAsync("ada");
        await ada.JoinAsync((await ada.CreateGroupAsync()).Token);
        var one = await CountAsync(ada);
        for (var room = 0; room < 30; room++) await ada.JoinAsync((await ada.CreateGroupAsync()).Token);

        var many = await CountAsync(ada);

        Assert.Equal(31, (await ListAsync(ada)).Count);
        Assert.InRange(many, 1, one);
    }

    [Fact]
    public async Task It_is_for_people_with_an_account()
    {
        Assert.Equal(401, (await server.Guest().GetAsync(Desk.Own("overview"))).Status);
    }

    private async Task<int> CountAsync(TalkClient person)
    {
        using var counter = QueryCounter.Start(server);
        (await person.GetAsync(Desk.Own("overview"))).Expect(200);
        return counter.ReadsOfOneRequest;
    }

    private static async Task<List<(string Token, int Present, int InCall, int? Waiting)>> ListAsync(TalkClient person) =>
    [
        .. (await person.GetAsync(Desk.Own("overview"))).Expect(200).Data.EnumerateArray().Select(entry => (
            entry.GetProperty("token").GetString()!,
            entry.GetProperty("present").GetInt32(),
            entry.GetProperty("inCall").GetInt32(),
            entry.GetProperty("waiting").ValueKind == System.Text.Json.JsonValueKind.Null ? (int?)null : entry.GetProperty("waiting").GetInt32())),
    ];
}
