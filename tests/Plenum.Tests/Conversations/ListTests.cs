using System.Text.Json;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Conversations;

public sealed class ListTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task A_new_account_has_no_conversations()
    {
        var ada = await server.PersonAsync();

        var list = (await ada.GetAsync("v4/room")).Expect(200);

        Assert.Equal("[]", list.Data.GetRawText());
    }

    [Fact]
    public async Task Only_accounts_have_a_list()
    {
        Assert.Equal(401, (await server.Guest().GetAsync("v4/room")).Status);
        Assert.Equal(401, (await server.Guest().GetAsync("v4/listed-room")).Status);
        Assert.Equal(401, (await server.Guest().GetAsync("v4/room/note-to-self")).Status);
    }

    [Fact]
    public async Task The_list_is_what_single_answers_are()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var first = await ada.CreateGroupAsync("first", bob);
        var second = await ada.CreatePublicAsync("second");
        var pair = await ada.CreateAsync(new { roomType = 1, invite = bob.User });

        var list = (await ada.GetAsync("v4/room")).Expect(200);

        var expected = new List<string>();
        foreach (var token in new[] { first.Token, second.Token, pair.Token }) expected.Add((await ada.RoomAsync(token)).Data.GetRawText());
        Assert.Equal(expected, list.Data.EnumerateArray().Select(room => room.GetRawText()));
    }

    [Fact]
    public async Task Many_conversations_take_no_more_queries_than_few()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        foreach (var _ in Enumerable.Range(0, 2)) await ada.CreateGroupAsync("room", bob);
        await ada.CreateAsync(new { roomType = 1, invite = bob.User });
        using var queries = QueryCounter.Start(server);
        (await ada.GetAsync("v4/room")).Expect(200);
        var few = queries.Take();
        foreach (var _ in Enumerable.Range(0, 20)) await ada.CreateGroupAsync("room", bob);
        queries.Take();

        var list = (await ada.GetAsync("v4/room")).Expect(200);

        Assert.Equal((23, few), (list.Data.GetArrayLength(), queries.Take()));
        Assert.InRange(few, 1, 20);
    }

    [Fact]
    public async Task Last_messages_can_be_left_out()
    {
        var ada = await server.PersonAsync();
        await ada.CreateGroupAsync();

        var list = (await ada.GetAsync("v4/room?includeLastMessage=false&noStatusUpdate=1&includeStatus=true")).Expect(200);

        Assert.False(Assert.Single(list.Data.EnumerateArray()).Has("lastMessage"));
    }

    [Fact, Case("conversations 26", "platform T54")]
    public async Task Modified_since_asks_for_what_has_changed()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var quiet = (await ada.CreateGroupAsync("quiet", bob)).Token;
        var loved = (await ada.CreateGroupAsync("loved", bob)).Token;
        await server.AdvanceAsync(TimeSpan.FromSeconds(10));
        var since = server.Clock.Unix;
        (await bob.PostAsync($"v4/room/{loved}/favorite")).Expect(200);

        var list = (await bob.GetAsync($"v4/room?modifiedSince={since}")).Expect(200);

        Assert.Equal([loved], Tokens(list));
        Assert.Empty(Tokens(await bob.GetAsync($"v4/room?modifiedSince={since + 60}")));
        Assert.Empty(Tokens(await ada.GetAsync($"v4/room?modifiedSince={since}")));
        Assert.Equal([quiet, loved], Tokens(await bob.GetAsync("v4/room?modifiedSince=0")));
        Assert.Equal(since, long.Parse(list.Headers["X-Nextcloud-Talk-Modified-Before"], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_running_call_and_the_status_of_others_are_always_new()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var busy = (await ada.CreateGroupAsync("busy")).Token;
        var pair = (await ada.CreateAsync(new { roomType = 1, invite = bob.User })).Token;
        await ada.JoinAsync(busy);
        (await ada.PostAsync($"v4/call/{busy}", new { flags = 1 })).Expect(200);
        var later = server.Clock.Unix + 1000;

        Assert.Equal([busy], Tokens(await ada.GetAsync($"v4/room?modifiedSince={later}")));
        Assert.Equal([busy, pair], Tokens(await ada.GetAsync($"v4/room?modifiedSince={later}&includeStatus=true")));
    }

    [Theory]
    [InlineData("modifiedSince=-1", 400)]
    [InlineData("modifiedSince=253402300800", 400)]
    [InlineData("modifiedSince=99999999999999999999999", 400)]
    [InlineData("modifiedSince[]=1", 400)]
    [InlineData("modifiedSince=4102444800", 200)]
    [InlineData("modifiedSince=abc", 200)]
    public async Task Modified_since_is_an_instant(string query, int status)
    {
        var ada = await server.PersonAsync();

        Assert.Equal(status, (await ada.GetAsync($"v4/room?{query}")).Status);
    }

    [Fact, Case("conversations 27")]
    public async Task Sensitive_conversations_show_no_last_message()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        await ada.SayAsync(token, "hello");

        (await bob.PostAsync($"v4/room/{token}/sensitive")).Expect(200);
        var hidden = (await bob.GetAsync("v4/room")).Data[0];
        (await bob.DeleteAsync($"v4/room/{token}/sensitive")).Expect(200);
        var shown = (await bob.GetAsync("v4/room")).Data[0];

        Assert.Equal((true, false), (hidden.GetProperty("isSensitive").GetBoolean(), hidden.Has("lastMessage")));
        Assert.Equal("hello", shown.GetProperty("lastMessage").Text());
    }

    [Fact, Case("conversations 29")]
    public async Task An_overdue_lobby_is_open_in_the_list()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var room = await ada.CreateAsync(new { roomName = "room", lobbyState = 1, lobbyTimer = server.Clock.Unix + 5, participants = new { users = new[] { bob.User } } });
        server.Clock.Advance(TimeSpan.FromSeconds(6));

        var lists = await Task.WhenAll(bob.GetAsync("v4/room"), ada.GetAsync("v4/room"), bob.GetAsync("v4/room"));

        Assert.All(lists, list => Assert.Equal((0, 0), (list.Data[0].GetProperty("lobbyState").GetInt32(), list.Data[0].GetProperty("lobbyTimer").GetInt32())));
        Assert.Single((await ada.HistoryAsync(room.Token)).Keys(), "lobby_timer_reached");
    }

    [Fact, Case("conversations 30")]
    public async Task System_messages_are_not_unread()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        await ada.PutAsync($"v4/room/{token}", new { roomName = "other" });

        var before = (await bob.GetAsync("v4/room")).Data[0];
        await ada.SayAsync(token, "hello");
        var after = (await bob.GetAsync("v4/room")).Data[0];

        Assert.Equal((0, 1), (before.GetProperty("unreadMessages").GetInt32(), after.GetProperty("unreadMessages").GetInt32()));
    }

    [Fact, Case("conversations 31")]
    public async Task Two_tabs_are_one_entry_with_the_session_of_the_tab_that_asks()
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreateGroupAsync()).Token;
        var first = (await ada.JoinInTabAsync(token, 'a'))["sessionId"].GetString();
        var second = (await ada.JoinInTabAsync(token, 'b'))["sessionId"].GetString();

        var ofFirst = await ada.SendAsync(HttpMethod.Get, "v4/room", body: null, (People.TabHeader, new string('a', 64)));
        var ofNone = await ada.GetAsync("v4/room");

        Assert.Equal(first, Assert.Single(ofFirst.Data.EnumerateArray()).GetProperty("sessionId").GetString());
        Assert.Equal(second, Assert.Single(ofNone.Data.EnumerateArray()).GetProperty("sessionId").GetString());
    }

    [Fact]
    public async Task Sessions_of_other_browsers_do_not_show()
    {
        var ada = await server.PersonAsync();
        var elsewhere = new TalkClient(server, ada.User, PlenumServer.Password);
        var token = (await ada.CreateGroupAsync()).Token;
        var other = (await ada.CreateGroupAsync()).Token;
        await elsewhere.JoinAsync(token);
        await ada.JoinAsync(other);

        var list = await ada.GetAsync("v4/room");

        Assert.Equal("0", list.Data.EnumerateArray().Single(room => room.GetProperty("token").GetString() == token).GetProperty("sessionId").GetString());
    }

    [Fact]
    public async Task A_conversation_that_is_over_is_not_in_the_list()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;

        (await ada.DeleteAsync($"v4/room/{token}")).Expect(200);

        Assert.Empty(Tokens(await bob.GetAsync("v4/room")));
    }

    private static string[] Tokens(Reply list) => [.. list.Expect(200).Data.EnumerateArray().Select(Token)];

    private static string Token(JsonElement room) => room.GetProperty("token").GetString()!;
}
