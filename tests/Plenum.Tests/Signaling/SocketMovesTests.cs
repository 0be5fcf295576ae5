using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Plenum.BreakoutRooms;
using Plenum.Realtime;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Signaling;

/// <summary>Moves into breakout rooms and back as clients hear them, and as moderators hear of those who have not arrived.</summary>
public sealed class SocketMovesTests(EmbeddedServer server) : IClassFixture<EmbeddedServer>
{
    [Fact]
    public async Task The_moderator_hears_who_is_missing_until_everybody_has_arrived()
    {
        var (meeting, rooms) = await ConfiguredAsync(members: 2);
        await using var tina = await server.SeatAsync(meeting.Owner, meeting.Token);
        await using var first = await server.SeatAsync(meeting.People[0], meeting.Token);
        await using var second = await server.SeatAsync(meeting.People[1], meeting.Token);

        await meeting.StartAsync();
        var sent = await MovesAsync(tina);
        await ArriveAsync(first, meeting.People[0], rooms[0]);
        var one = await MovesAsync(tina, moves => moves.GetProperty("count").GetInt32() < 2);
        await ArriveAsync(second, meeting.People[1], rooms[1]);
        var none = await MovesAsync(tina, moves => moves.GetProperty("count").GetInt32() < 1);

        var named = sent.GetProperty("missing")[0];
        Assert.Equal((meeting.Token, 2), (sent.GetProperty("token").GetString(), sent.GetProperty("count").GetInt32()));
        Assert.Equal(
            (meeting.People[0].User, "users", meeting.Token, rooms[0], server.Clock.Unix, false),
            (named.GetProperty("actorId").GetString(), named.GetProperty("actorType").GetString(), named.GetProperty("from").GetString(), named.GetProperty("to").GetString(), named.GetProperty("orderedAt").GetInt64(), named.GetProperty("repeated").GetBoolean()));
        Assert.Equal("Una", named.GetProperty("displayName").GetString());
        Assert.Equal(meeting.People[1].User, Assert.Single(one.GetProperty("missing").EnumerateArray()).GetProperty("actorId").GetString());
        Assert.Equal(0, none.GetProperty("missing").GetArrayLength());
    }

    [Fact]
    public async Task Moderators_hear_it_in_the_rooms_and_nobody_else_hears_it_anywhere()
    {
        var (meeting, rooms) = await ConfiguredAsync(members: 2);
        await using var tina = await server.SeatAsync(meeting.Owner, rooms[0]);
        await using var una = await server.SeatAsync(meeting.People[0], meeting.Token);

        await meeting.StartAsync();
        var sent = await MovesAsync(tina);
        await una.EventAsync("room", "switchto");
        await meeting.People[1].JoinAsync(meeting.Token);
        var kinds = await una.KindsAsync();

        Assert.Equal((meeting.Token, 1), (sent.GetProperty("token").GetString(), sent.GetProperty("count").GetInt32()));
        Assert.DoesNotContain("room message", kinds);
    }

    [Fact]
    public async Task A_node_that_may_have_missed_an_arrival_tells_moderators_how_it_stands()
    {
        var (meeting, _) = await ConfiguredAsync(members: 1);
        await meeting.People[0].JoinAsync(meeting.Token);
        await meeting.StartAsync();
        await using var tina = await server.SeatAsync(meeting.Owner, meeting.Token);

        server.Services.GetRequiredService<IBackplane>().Publish([new MayHaveMissed()]);

        Assert.Equal(1, (await MovesAsync(tina)).GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Whoever_does_not_come_is_told_again_and_then_out_of_the_call()
    {
        var (meeting, rooms) = await ConfiguredAsync(members: 1);
        await using var una = await server.SeatAsync(meeting.People[0], meeting.Token);
        (await meeting.People[0].PostAsync($"v4/call/{meeting.Token}")).Expect(200);
        await una.HearAsync(frame => frame.GetRawText().Contains("\"inCall\":7", StringComparison.Ordinal));

        await meeting.StartAsync();
        var told = await una.EventAsync("room", "switchto");
        await server.AdvanceAsync(PendingMove.RepeatedAfter);
        var again = await una.EventAsync("room", "switchto");
        await server.AdvanceAsync(PendingMove.WithdrawnAfter - PendingMove.RepeatedAfter);
        await una.HearAsync(frame => frame.GetRawText().Contains("\"inCall\":0", StringComparison.Ordinal));

        Assert.Equal((rooms[0], rooms[0]), (told.GetProperty("roomid").GetString(), again.GetProperty("roomid").GetString()));
        Assert.DoesNotContain("room switchto", await una.KindsAsync());
        await una.TellAsync(new { type = "room" }, new { type = "still here" });
    }

    [Fact]
    public async Task Removing_rooms_calls_everybody_back_before_they_are_gone_and_once_more_afterwards()
    {
        var (meeting, rooms) = await ConfiguredAsync(members: 1);
        await meeting.StartAsync();
        await using var una = await server.SeatAsync(meeting.People[0], rooms[0]);

        (await meeting.Owner.DeleteAsync(meeting.Path)).Expect(200);
        var order = new List<string>();
        while (order.Count < 2)
        {
            var frame = await una.HearAsync();
            if (frame.GetProperty("type").GetString() == "room" && frame.GetProperty("room").GetProperty("roomid").GetString() is "") order.Add("gone");
            if (frame.GetRawText().Contains("switchto", StringComparison.Ordinal)) order.Add("switchto");
        }

        await server.AdvanceAsync(PendingMove.RepeatedAfter);
        var again = await una.EventAsync("room", "switchto");
        await ArriveAsync(una, meeting.People[0], meeting.Token);

        Assert.Equal(["switchto", "gone"], order);
        Assert.Equal(meeting.Token, again.GetProperty("roomid").GetString());
        Assert.Empty(await meeting.MissingAsync());
    }

    [Fact]
    public async Task Whoever_has_gone_somewhere_else_is_not_called_back_from_there()
    {
        var (meeting, rooms) = await ConfiguredAsync(members: 1);
        var other = (await meeting.People[0].CreateGroupAsync()).Token;
        await meeting.StartAsync();
        await using var una = await server.SeatAsync(meeting.People[0], rooms[0]);
        (await meeting.Owner.DeleteAsync(meeting.Path)).Expect(200);
        await una.EventAsync("room", "switchto");
        await ArriveAsync(una, meeting.People[0], other);

        await server.AdvanceAsync(PendingMove.RepeatedAfter);

        Assert.DoesNotContain("room switchto", await una.KindsAsync());
    }

    [Fact]
    [Case("calls 28", "calls 31")]
    public async Task Whoever_is_called_to_a_call_hears_it_wherever_he_is()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var (token, other) = ((await ada.CreateGroupAsync("room", bob)).Token, (await bob.CreateGroupAsync()).Token);
        await using var elsewhere = await SignalingClient.SeatAsync(server, bob, other, "plenum");
        await using var ordinary = await SignalingClient.GreetAsync(server, bob);
        await ada.JoinAsync(token);

        (await ada.PostAsync($"v4/call/{token}")).Expect(200);
        var called = await elsewhere.EventAsync("roomlist", "message");
        (await ada.PostAsync($"v4/call/{token}/ring/{await bob.AttendeeIdAsync(token)}")).Expect(200);
        var rung = await elsewhere.EventAsync("roomlist", "message");

        var call = called.GetProperty("data").GetProperty("plenum").GetProperty("call");
        Assert.Equal((token, "users", ada.User), (call.GetProperty("token").GetString(), call.GetProperty("actorType").GetString(), call.GetProperty("actorId").GetString()));
        Assert.Equal(called.GetRawText(), rung.GetRawText());
        Assert.DoesNotContain("roomlist message", await ordinary.KindsAsync());
    }

    /// <summary>As a client does it: the old session ends, the new one begins, and the socket follows.</summary>
    private static async Task ArriveAsync(SignalingClient client, TalkClient person, string token)
    {
        var sessionId = (await person.JoinAsync(token)).Text("sessionId");
        Assert.Equal("room", (await client.JoinAsync(token, sessionId)).GetProperty("type").GetString());
    }

    private static async Task<JsonElement> MovesAsync(SignalingClient moderator, Func<JsonElement, bool>? fits = null)
    {
        while (true)
        {
            var message = await moderator.EventAsync("room", "message");
            if (!message.GetProperty("data").TryGetProperty("plenum", out var plenum)) continue;

            var moves = plenum.GetProperty("moves");
            if (fits is null || fits(moves)) return moves;
        }
    }

    private async Task<(Meeting Meeting, string[] Rooms)> ConfiguredAsync(int members)
    {
        var meeting = await server.GroupAsync(members);
        return (meeting, await meeting.ManualAsync(amount: 2, [.. meeting.People.Select((person, room) => (person, room))]));
    }
}
