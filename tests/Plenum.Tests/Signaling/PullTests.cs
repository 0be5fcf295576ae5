using Microsoft.EntityFrameworkCore;
using Plenum.Meetings;
using Plenum.Signaling;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Signaling;

public sealed class PullTests(PollingServer server) : IClassFixture<PollingServer>
{
    [Fact]
    public async Task The_first_pull_says_at_once_who_is_there()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.SeatAsync(bob);
        await ada.PostAsync(room.Call, new { flags = 3 });

        var reply = (await bob.PullAsync(room.Token)).Expect(200);

        var first = reply.Users()[0];
        Assert.Equal(
            (ada.User, (await room.StoredAsync()).Id, server.Clock.Unix, 3, 510, "users", ada.User),
            (first.GetProperty("userId").GetString(),
                first.GetProperty("roomId").GetInt64(),
                first.GetProperty("lastPing").GetInt64(),
                first.GetProperty("inCall").GetInt32(),
                first.GetProperty("participantPermissions").GetInt32(),
                first.GetProperty("actorType").GetString(),
                first.GetProperty("actorId").GetString()));
        Assert.Equal(2, reply.Users().Length);
    }

    [Fact]
    public async Task A_guest_has_no_user_id()
    {
        var room = await server.StageAsync(await server.PersonAsync("ada"), ConversationType.Public);
        var gil = await room.GuestAsync();

        var reply = (await gil.PullAsync(room.Token)).Expect(200);

        Assert.Equal(("", "guests"), (reply.Users()[1].GetProperty("userId").GetString(), reply.Users()[1].GetProperty("actorType").GetString()));
    }

    [Fact]
    [Case("calls 56")]
    public async Task When_nothing_happens_a_pull_takes_30_seconds_and_is_a_sign_of_life()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);
        var pull = await server.WaitAsync(ada, room.Token);

        await server.AdvanceAsync(Polling.LongestWait);

        var reply = (await pull).Expect(200);
        Assert.Equal("usersInRoom", reply.Kinds());
        Assert.Equal(server.Clock.Unix, reply.Users()[0].GetProperty("lastPing").GetInt64());
    }

    [Fact]
    [Case("calls 57")]
    public async Task Somebody_who_joins_ends_the_wait_of_the_others()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada, ConversationType.Public);
        var pull = await server.WaitAsync(ada, room.Token);

        await bob.JoinAsync(room.Token);

        var reply = (await pull).Expect(200);
        Assert.Equal("usersInRoom", reply.Kinds());
        Assert.Equal([ada.User, bob.User], reply.ActorIds());
    }

    [Fact]
    public async Task A_change_between_two_pulls_ends_the_next_one_at_once()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.SeatAsync(bob);
        await bob.PullAsync(room.Token);
        await ada.PostAsync(room.Call, new { flags = 7 });

        var reply = (await bob.PullAsync(room.Token)).Expect(200);

        Assert.Equal(7, reply.Users()[0].GetProperty("inCall").GetInt32());
    }

    [Fact]
    [Case("calls 58")]
    public async Task Without_a_session_it_is_404_with_a_list_of_nobody()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.AddAsync(bob);

        foreach (var reply in new[] { await bob.PullAsync(room.Token), await bob.PullAsync("nothere1"), await server.Guest().PullAsync(room.Token) })
        {
            Assert.Equal("""[{"type":"usersInRoom","data":[]}]""", reply.Expect(404).Data.GetRawText());
        }
    }

    [Fact]
    [Case("calls 59")]
    public async Task A_session_that_another_one_replaced_is_409()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);
        var browser = new TalkClient(server, ada.User, PlenumServer.Password);
        await browser.JoinAsync(room.Token);
        var pull = await server.WaitAsync(browser, room.Token);

        await browser.JoinAsync(room.Token);

        Assert.Equal("""[{"type":"usersInRoom","data":[]}]""", (await pull).Expect(409).Data.GetRawText());
    }

    [Fact]
    [Case("calls 59")]
    public async Task Somebody_who_is_removed_is_404()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.SeatAsync(bob);
        var pull = await server.WaitAsync(bob, room.Token);

        (await ada.TryRemoveAsync(room.Token, await bob.AttendeeIdAsync(room.Token))).Expect(200);

        (await pull).Expect(404);
    }

    [Fact]
    [Case("calls 59")]
    public async Task A_conversation_that_is_deleted_is_404()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.SeatAsync(bob);
        var pull = await server.WaitAsync(bob, room.Token);

        (await ada.DeleteAsync(room.Room)).Expect(200);

        (await pull).Expect(404);
    }

    [Fact]
    [Case("calls 62")]
    public async Task With_an_external_server_there_is_nothing_to_poll()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);
        await using var config = await server.ConfigAsync(("signaling_servers", """{"servers":[{"server":"wss://one.example.org"}],"secret":"s"}"""));

        var replies = new[] { await ada.PullAsync(room.Token), await ada.PushAsync(room.Token, "x") };

        Assert.All(replies, reply => Assert.Equal(System.Text.Json.JsonValueKind.String, reply.Expect(400).Data.ValueKind));
    }

    [Fact]
    [Case("webinars L56")]
    public async Task Whoever_waits_in_the_lobby_sees_only_the_own_session()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada, with: conversation => conversation.LobbyState = LobbyState.NonModerators);
        await room.SeatAsync(bob);

        Assert.Equal([bob.User], (await bob.PullAsync(room.Token)).ActorIds());
        Assert.Equal([ada.User, bob.User], (await ada.PullAsync(room.Token)).ActorIds());
    }

    [Fact]
    public async Task A_lobby_whose_time_has_passed_holds_nobody_back()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada, with: conversation =>
            (conversation.LobbyState, conversation.LobbyTimer) = (LobbyState.NonModerators, server.Clock.GetUtcNow().AddSeconds(-1)));
        await room.SeatAsync(bob);

        Assert.Equal([ada.User, bob.User], (await bob.PullAsync(room.Token)).ActorIds());
    }

    [Fact]
    public async Task Whoever_was_silent_for_40_seconds_is_not_listed()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.SeatAsync(bob);
        await server.AdvanceAsync(TimeSpan.FromSeconds(40));
        var still = (await ada.PullAsync(room.Token)).ActorIds();
        await server.AdvanceAsync(TimeSpan.FromSeconds(1));
        await ada.PostAsync(room.Call);

        var after = (await ada.PullAsync(room.Token)).ActorIds();

        Assert.Equal(([ada.User, bob.User], [ada.User]), (still, after), Same);

        static bool Same((string[], string[]) one, (string[], string[]) other) => one.Item1.SequenceEqual(other.Item1) && one.Item2.SequenceEqual(other.Item2);
    }

    [Fact]
    public async Task A_telephone_is_not_listed()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);
        await room.SeatAsync(await server.PersonAsync("bob"));
        await server.InDbAsync(db => db.Attendees.Where(attendee => attendee.Conversation!.Token == room.Token && attendee.ActorId != ada.User)
            .ExecuteUpdateAsync(set => set.SetProperty(attendee => attendee.ActorType, "phones")));

        Assert.Equal([ada.User], (await ada.PullAsync(room.Token)).ActorIds());
    }
}
