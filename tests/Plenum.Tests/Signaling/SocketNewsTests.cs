using System.Text.Json;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Signaling;

public sealed class SocketNewsTests(EmbeddedServer server) : IClassFixture<EmbeddedServer>
{
    [Fact]
    [Case("calls 91")]
    public async Task Lists_of_the_call_are_complete_and_name_whoever_has_just_left()
    {
        var (ada, bob, token) = await PairAsync();
        await using var first = await server.SeatAsync(ada, token);
        await using var second = await server.SeatAsync(bob, token);
        await ada.PostAsync($"v4/call/{token}", new { flags = 7 });
        await bob.PostAsync($"v4/call/{token}", new { flags = 3 });

        var both = await UsersAsync(first, users => users.Count == 2);
        await bob.DeleteAsync($"v4/call/{token}");
        var after = await UsersAsync(first, users => users.GetValueOrDefault(second.SessionId) == 0);

        Assert.Equal((7, 3), (both[first.SessionId], both[second.SessionId]));
        Assert.Equal(7, after[first.SessionId]);
    }

    [Fact]
    public async Task Who_joins_while_a_call_is_running_hears_who_is_in_it()
    {
        var (ada, bob, token) = await PairAsync();
        await using var first = await server.SeatAsync(ada, token);
        await ada.PostAsync($"v4/call/{token}", new { flags = 7 });
        await UsersAsync(first, users => users.Count == 1);
        await using var second = await server.SeatAsync(bob, token);

        var users = await UsersAsync(second, _ => true);

        Assert.Equal(7, Assert.Single(users).Value);
    }

    [Fact]
    [Case("calls 92")]
    public async Task The_end_for_everybody_is_one_word_for_all()
    {
        var (ada, bob, token) = await PairAsync();
        await using var first = await server.SeatAsync(ada, token);
        await using var second = await server.SeatAsync(bob, token);
        await bob.PostAsync($"v4/call/{token}");
        await UsersAsync(first, users => users.Count == 1);
        await ada.PostAsync($"v4/call/{token}");
        await UsersAsync(second, users => users.Count == 2);

        (await ada.DeleteAsync($"v4/call/{token}", new { all = true })).Expect(200);

        var update = await second.HearAsync(frame => frame.GetRawText().Contains("\"all\":true", StringComparison.Ordinal));
        Assert.Equal(0, update.GetProperty("event").GetProperty("update").GetProperty("incall").GetInt32());
    }

    [Fact]
    [Case("calls 93")]
    public async Task A_new_message_refreshes_the_chat()
    {
        var (ada, bob, token) = await PairAsync();
        await using var client = await server.SeatAsync(bob, token);

        (await ada.PostAsync($"v1/chat/{token}", new { message = "hello" })).Expect(201);

        var message = await client.EventAsync("room", "message");
        Assert.Equal((token, """{"type":"chat","chat":{"refresh":true}}"""), (message.GetProperty("roomid").GetString(), message.GetProperty("data").GetRawText()));
    }

    [Fact]
    [Case("calls 93")]
    public async Task Who_understands_it_gets_the_message_itself_and_everybody_else_a_refresh()
    {
        var (ada, bob, token) = await PairAsync();
        await using var relay = await SignalingClient.SeatAsync(server, bob, token, "chat-relay");
        await using var plain = await server.SeatAsync(ada, token);
        await relay.KindsAsync();

        var id = await ada.SayAsync(token, "hello <b>");
        var chat = (await relay.EventAsync("room", "message")).GetProperty("data").GetProperty("chat");

        var comment = chat.GetProperty("comment");
        Assert.Equal(["comment"], chat.EnumerateObject().Select(field => field.Name));
        Assert.Equal((id, token, "hello <b>", ada.User, "comment"),
            (comment.GetProperty("id").GetInt64(), comment.GetProperty("token").GetString(), comment.GetProperty("message").GetString(), comment.GetProperty("actorId").GetString(), comment.GetProperty("messageType").GetString()));
        Assert.Equal(JsonValueKind.Number, comment.GetProperty("lastCommonRead").ValueKind);
        Assert.Equal("""{"refresh":true}""", (await plain.EventAsync("room", "message")).GetProperty("data").GetProperty("chat").GetRawText());
        Assert.DoesNotContain("room message", await relay.KindsAsync());
    }

    [Fact]
    [Case("calls 93")]
    public async Task What_is_not_passed_on_is_a_refresh_for_everybody()
    {
        var (ada, bob, token) = await PairAsync();
        await using var relay = await SignalingClient.SeatAsync(server, bob, token, "chat-relay");

        (await ada.PutAsync($"v4/room/{token}", new { roomName = "new name" })).Expect(200);

        Assert.Equal("""{"refresh":true}""", (await relay.EventAsync("room", "message")).GetProperty("data").GetProperty("chat").GetRawText());
    }

    [Fact]
    public async Task What_is_said_while_the_lobby_is_closed_is_not_passed_on_to_whom_it_holds_back()
    {
        var (ada, bob, token) = await PairAsync();
        await using var waiting = await SignalingClient.SeatAsync(server, bob, token, "chat-relay");
        await using var inside = await SignalingClient.SeatAsync(server, ada, token, "chat-relay");
        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1 })).Expect(200);
        await waiting.EventAsync("room", "leave");

        await ada.SayAsync(token, "secret");
        await inside.HearAsync(frame => frame.GetRawText().Contains("secret", StringComparison.Ordinal));

        Assert.Empty(await waiting.KindsAsync());
    }

    [Fact]
    [Case("calls 71", "webinars L43")]
    public async Task Changed_settings_reach_everybody_in_the_room()
    {
        var (ada, bob, token) = await PairAsync();
        await using var client = await server.SeatAsync(bob, token);

        (await ada.PutAsync($"v4/room/{token}/read-only", new { state = 1 })).Expect(200);

        var room = (await client.HearAsync(frame => frame.GetProperty("type").GetString() == "room")).GetProperty("room");
        Assert.Equal((token, 1), (room.GetProperty("roomid").GetString(), room.GetProperty("properties").GetProperty("read-only").GetInt32()));
    }

    [Fact]
    public async Task Who_belongs_to_a_conversation_hears_of_its_changes_in_whichever_room()
    {
        var (ada, bob, token) = await PairAsync();
        await using var elsewhere = await SignalingClient.GreetAsync(server, bob);
        await using var stranger = await SignalingClient.GreetAsync(server, await server.PersonAsync("cleo"));

        (await ada.PutAsync($"v4/room/{token}/read-only", new { state = 1 })).Expect(200);

        var update = await elsewhere.EventAsync("roomlist", "update");
        Assert.Equal((token, 1), (update.GetProperty("roomid").GetString(), update.GetProperty("properties").GetProperty("read-only").GetInt32()));
        Assert.Empty(await stranger.KindsAsync());
    }

    [Fact]
    [Case("calls 72", "calls 73")]
    public async Task Who_is_added_or_removed_hears_it_and_loses_the_room()
    {
        var (ada, bob, token) = await PairAsync();
        var other = (await bob.CreateGroupAsync()).Token;
        await using var inside = await server.SeatAsync(bob, token);
        await using var elsewhere = await server.SeatAsync(bob, other);
        var more = (await ada.CreateGroupAsync("more", bob)).Token;

        var invited = await elsewhere.EventAsync("roomlist", "invite");
        (await ada.TryRemoveAsync(token, await bob.AttendeeIdAsync(token))).Expect(200);
        var gone = await inside.EventAsync("roomlist", "disinvite");
        var told = await elsewhere.EventAsync("roomlist", "disinvite");

        Assert.Equal((more, token, token), (invited.GetProperty("roomid").GetString(), gone.GetProperty("roomid").GetString(), told.GetProperty("roomid").GetString()));
        await inside.HearAsync(frame => frame.GetProperty("type").GetString() == "bye");
        await inside.ClosedAsync();
        Assert.DoesNotContain("bye", await elsewhere.KindsAsync());
    }

    [Fact]
    [Case("calls 39")]
    public async Task A_deleted_conversation_is_a_room_no_more()
    {
        var (ada, bob, token) = await PairAsync();
        await using var client = await server.SeatAsync(bob, token);

        (await ada.DeleteAsync($"v4/room/{token}")).Expect(200);

        var room = await client.HearAsync(frame => frame.GetProperty("type").GetString() == "room");
        Assert.Equal("", room.GetProperty("room").GetProperty("roomid").GetString());
        Assert.Equal("deleted", (await client.EventAsync("roomlist", "disinvite")).GetProperty("reason").GetString());
    }

    [Fact]
    [Case("calls 94")]
    public async Task Starting_breakout_rooms_sends_everybody_into_the_own_one()
    {
        var (ada, bob, token) = await PairAsync();
        await using var first = await server.SeatAsync(ada, token);
        await using var second = await server.SeatAsync(bob, token);
        (await ada.PostAsync($"v1/breakout-rooms/{token}", new { mode = 1, amount = 1 })).Expect(200);

        (await ada.PostAsync($"v1/breakout-rooms/{token}/rooms")).Expect(200);

        var order = await second.EventAsync("room", "switchto");
        var room = (await bob.GetAsync($"v4/room/{token}/breakout-rooms")).Data.EnumerateArray().First().GetProperty("token").GetString();
        Assert.Equal(room, order.GetProperty("roomid").GetString());
    }

    [Fact]
    public async Task Nobody_who_waits_in_the_lobby_hears_anything_of_the_room()
    {
        var (ada, bob, token) = await PairAsync();
        await using var first = await server.SeatAsync(ada, token);
        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1 })).Expect(200);
        var sessionId = (await bob.JoinAsync(token)).Text("sessionId");
        await using var waiting = await SignalingClient.GreetAsync(server, bob);
        await waiting.JoinAsync(token, sessionId);
        await first.HearAsync(frame => frame.GetRawText().Contains(waiting.SessionId, StringComparison.Ordinal));

        await ada.PostAsync($"v1/chat/{token}", new { message = "not yet" });
        await ada.PostAsync($"v4/call/{token}");
        await UsersAsync(first, users => users.Count == 1);
        await first.TellAsync(new { type = "session", sessionid = waiting.SessionId }, new { type = "x" });
        await first.TellAsync(new { type = "room" }, new { type = "x" });
        await first.SayAsync(new { type = "transient", transient = new { type = "set", key = "k", value = 1 } });
        await first.KindsAsync();
        await waiting.TellAsync(new { type = "room" }, new { type = "x" });
        var heard = await waiting.KindsAsync();
        var atAda = await first.KindsAsync();
        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 0 })).Expect(200);

        Assert.Empty(heard);
        Assert.DoesNotContain("message", atAda);
        Assert.Equal(0, (await waiting.HearAsync()).GetProperty("room").GetProperty("properties").GetProperty("lobby-state").GetInt32());
        Assert.Equal(2, (await waiting.EventAsync("room", "join")).GetArrayLength());
        Assert.Single(await UsersAsync(waiting, _ => true));
    }

    [Fact]
    public async Task Switching_the_lobby_on_takes_people_out_of_call_and_room()
    {
        var (ada, bob, token) = await PairAsync();
        await using var first = await server.SeatAsync(ada, token);
        await using var second = await server.SeatAsync(bob, token);
        await ada.PostAsync($"v4/call/{token}");
        await bob.PostAsync($"v4/call/{token}");
        await UsersAsync(second, users => users.Count == 2);

        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1 })).Expect(200);

        var last = await UsersAsync(second, users => users.GetValueOrDefault(second.SessionId) == 0);
        Assert.Single(last);
        Assert.Equal(first.SessionId, (await second.EventAsync("room", "leave"))[0].GetString());
        await first.TellAsync(new { type = "room" }, new { type = "x" });
        await first.KindsAsync();
        Assert.DoesNotContain("message", await second.KindsAsync());
    }

    private static async Task<Dictionary<string, int>> UsersAsync(SignalingClient client, Func<Dictionary<string, int>, bool> fits)
    {
        while (true)
        {
            var update = await client.EventAsync("participants", "update");
            if (!update.TryGetProperty("users", out var list)) continue;

            var users = list.EnumerateArray().ToDictionary(user => user.GetProperty("sessionId").GetString()!, user => user.GetProperty("inCall").GetInt32());
            if (fits(users)) return users;
        }
    }

    private async Task<(TalkClient Ada, TalkClient Bob, string Token)> PairAsync()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        return (ada, bob, (await ada.CreateGroupAsync("room", bob)).Token);
    }
}
