using Microsoft.AspNetCore.Http;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Participants;

public sealed class JoinTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string Word = "open sesame, please";

    [Fact]
    public async Task A_member_joins_and_gets_the_room_with_its_new_session()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;

        var joined = await bob.JoinAsync(token);

        Assert.Equal((bob.User, 3), (joined.Text("actorId"), joined["participantType"].GetInt32()));
        Assert.Equal(255, joined.Text("sessionId").Length);
        Assert.Equal(joined.Text("sessionId"), (await bob.RoomAsync(token)).Text("sessionId"));
    }

    [Fact]
    public async Task Every_browser_gets_a_cookie_that_scripts_and_foreign_pages_cannot_use_and_keeps_it()
    {
        var (ada, guest) = (await server.PersonAsync("ada"), server.Guest());
        var token = (await ada.CreatePublicAsync()).Token;

        var (first, again, account) = (await guest.JoinAsync(token), await guest.JoinAsync(token), await ada.JoinAsync(token));

        Assert.Matches("^plenum_session=[A-Za-z0-9]{64}; max-age=15552000; path=/; samesite=lax; httponly$", first.Headers["Set-Cookie"]);
        Assert.Equal(first.Headers["Set-Cookie"], again.Headers["Set-Cookie"]);
        Assert.NotEqual(first.Headers["Set-Cookie"], account.Headers["Set-Cookie"]);
    }

    [Theory]
    [InlineData("https", true)]
    [InlineData("http", false)]
    public void Over_https_the_cookie_never_travels_otherwise(string scheme, bool secure)
    {
        var request = new DefaultHttpContext().Request;
        request.Scheme = scheme;

        var header = BrowserCookie.Header(request, "secret");

        Assert.Equal(secure, header.Contains("; secure", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_guest_is_known_by_the_digest_of_its_first_session_everywhere_on_the_server()
    {
        var (ada, guest) = (await server.PersonAsync("ada"), server.Guest());
        var (one, other) = ((await ada.CreatePublicAsync()).Token, (await ada.CreatePublicAsync()).Token);

        var first = await guest.JoinAsync(one);
        var again = await guest.JoinAsync(one);
        var elsewhere = await guest.JoinAsync(other);

        Assert.Equal(("guests", Secret.Sha1(first.Text("sessionId")), 4), (first.Text("actorType"), first.Text("actorId"), first["participantType"].GetInt32()));
        Assert.Equal(first.Text("actorId"), again.Text("actorId"));
        Assert.Equal(first.Text("actorId"), elsewhere.Text("actorId"));
        Assert.NotEqual(first.Text("sessionId"), again.Text("sessionId"));
    }

    [Fact]
    public async Task A_guest_is_the_same_attendee_in_all_tabs_with_a_session_for_each()
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreatePublicAsync()).Token;
        var guest = server.Guest();

        var first = await guest.JoinInTabAsync(token, 'a');
        var second = await guest.JoinInTabAsync(token, 'b');
        var reloaded = await guest.JoinInTabAsync(token, 'b');

        Assert.Equal(first["attendeeId"].GetInt64(), second["attendeeId"].GetInt64());
        Assert.EndsWith("$" + new string('a', 64), first.Text("sessionId"), StringComparison.Ordinal);
        var row = (await ada.ParticipantsAsync(token)).Row(first.Text("actorId"));
        Assert.Equal([first.Text("sessionId"), reloaded.Text("sessionId")], row.GetProperty("sessionIds").EnumerateArray().Select(id => id.GetString()));
    }

    [Fact]
    public async Task Two_first_joins_of_one_browser_at_once_make_one_guest()
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreatePublicAsync()).Token;
        var guest = server.Guest();
        (await guest.GetAsync($"/call/{token}")).Expect(200);

        var joins = await Task.WhenAll(Enumerable.Range(0, 6).Select(tab => guest.JoinInTabAsync(token, (char)('a' + tab))));

        Assert.Single(joins.Select(join => join["attendeeId"].GetInt64()).Distinct());
        Assert.Equal(2, (await ada.ParticipantsAsync(token)).Data.GetArrayLength());
    }

    [Fact]
    [Case("conversations 73")]
    public async Task A_guest_types_the_password_once_and_stays_the_same_guest()
    {
        var ada = await server.PersonAsync("ada");
        var token = await ProtectedRoomAsync(ada);
        var guest = server.Guest();

        var first = await guest.JoinAsync(token, Word);
        var again = await guest.JoinAsync(token);

        Assert.Equal(first["attendeeId"].GetInt64(), again["attendeeId"].GetInt64());
        Assert.Equal(first.Text("actorId"), again.Text("actorId"));
    }

    [Fact]
    public async Task What_a_browser_has_proven_is_proven_until_the_password_changes()
    {
        var ada = await server.PersonAsync("ada");
        var (token, sam) = (await ProtectedRoomAsync(ada), await server.PersonAsync("sam"));
        await sam.JoinAsync(token, Word);
        await sam.LeaveAsync(token);

        var remembered = await sam.TryJoinAsync(token);
        await sam.LeaveAsync(token);
        (await ada.PutAsync($"v4/room/{token}/password", new { password = "another word altogether" })).Expect(200);
        var changed = await sam.TryJoinAsync(token);

        Assert.Equal((200, 403, "password"), (remembered.Status, changed.Status, changed.Error));
    }

    [Fact]
    public async Task Who_is_in_reloads_without_the_password_and_loses_nothing_by_mistyping()
    {
        var ada = await server.PersonAsync("ada");
        var (token, sam) = (await ProtectedRoomAsync(ada), await server.PersonAsync("sam"));
        var first = await sam.JoinAsync(token, Word);
        (await ada.TryGrantAsync(token, first["attendeeId"].GetInt64(), 2)).Expect(200);

        var reloaded = await sam.JoinAsync(token, "mistyped");

        Assert.Equal((first["attendeeId"].GetInt64(), 3), (reloaded["attendeeId"].GetInt64(), reloaded["permissions"].GetInt32()));
    }

    [Fact]
    [Case("conversations 74")]
    public async Task A_session_in_the_call_is_replaced_only_by_force()
    {
        var (ada, sam) = (await server.PersonAsync("ada"), await server.PersonAsync("sam"));
        var token = (await ada.CreateGroupAsync("room", sam)).Token;
        var first = await sam.JoinAsync(token);
        (await sam.PostAsync($"v4/call/{token}", new { flags = 7 })).Expect(200);

        var refused = await sam.TryJoinAsync(token, force: false);
        var still = await sam.RoomAsync(token);
        var forced = await sam.TryJoinAsync(token, force: true);

        Assert.Equal(409, refused.Status);
        Assert.Equal(
            (first.Text("sessionId"), 7, server.Clock.Unix, 3),
            (refused.Text("sessionId"), refused["inCall"].GetInt32(), refused["lastPing"].GetInt64(), refused.Data.EnumerateObject().Count()));
        Assert.Equal((first.Text("sessionId"), 7), (still.Text("sessionId"), still["participantFlags"].GetInt32()));
        Assert.Equal((200, 0), (forced.Status, forced["participantFlags"].GetInt32()));
        Assert.False((await ada.RoomAsync(token))["hasCall"].GetBoolean());
        Assert.Contains("call_left", await server.SystemMessagesAsync(token));
    }

    [Fact]
    public async Task A_session_outside_the_call_is_replaced_without_force()
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreateGroupAsync()).Token;
        await ada.JoinAsync(token);

        (await ada.TryJoinAsync(token, force: false)).Expect(200);

        Assert.Single((await ada.ParticipantsAsync(token)).Row(ada.User).GetProperty("sessionIds").EnumerateArray());
    }

    [Fact]
    public async Task An_account_has_a_session_on_every_device()
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreateGroupAsync()).Token;
        using var phone = new TalkClient(server, ada.User, PlenumServer.Password);

        await ada.JoinAsync(token);
        await phone.JoinAsync(token);

        Assert.Equal(2, (await ada.ParticipantsAsync(token)).Row(ada.User).GetProperty("sessionIds").GetArrayLength());
    }

    [Fact]
    [Case("conversations 77")]
    public async Task What_somebody_becomes_depends_on_what_is_listed_for_whom()
    {
        var (ada, sam, xenia, guest) = (await server.PersonAsync("ada"), await server.PersonAsync("sam"), await server.PersonAsync("xenia", "guest_app"), server.Guest());
        var unlisted = (await ada.CreateGroupAsync()).Token;
        var listed = (await ada.CreateAsync(new { roomType = 2, roomName = "listed", listable = 1 })).Token;
        var openToAll = (await ada.CreateAsync(new { roomType = 3, roomName = "open", listable = 1 })).Token;

        var (toUnlisted, toListed) = (await StatusesAsync(unlisted, sam, xenia, guest), await StatusesAsync(listed, sam, xenia, guest));
        var types = await Task.WhenAll(TypeAsync(sam, openToAll), TypeAsync(xenia, openToAll), TypeAsync(guest, openToAll));

        Assert.Equal([404, 404, 404], toUnlisted);
        Assert.Equal([200, 404, 404], toListed);
        Assert.Equal([3, 5, 4], types);
        Assert.Equal(["conversation_created", "user_added"], await server.SystemMessagesAsync(listed));
        Assert.Equal(["conversation_created", "user_added"], await server.SystemMessagesAsync(openToAll));
    }

    [Fact]
    public async Task The_lobby_keeps_nobody_from_joining()
    {
        var (ada, guest) = (await server.PersonAsync("ada"), server.Guest());
        var token = (await ada.CreateAsync(new { roomType = 3, roomName = "room", lobbyState = 1 })).Token;

        var joined = await guest.JoinAsync(token);

        Assert.Equal((1, false), (joined["lobbyState"].GetInt32(), joined["canStartCall"].GetBoolean()));
        Assert.False(joined.Data.TryGetProperty("lastMessage", out _));
    }

    [Fact]
    public async Task Joining_while_dial_in_is_on_gives_a_pin_to_accounts_only()
    {
        await using var sip = await server.WithSipAsync();
        var (ada, sam, guest) = (await server.PersonAsync("ada"), await server.PersonAsync("sam"), server.Guest());
        var token = (await ada.CreatePublicAsync()).Token;
        await ada.SetSipAsync(token, 1);

        var (account, visitor) = (await sam.JoinAsync(token), await guest.JoinAsync(token));

        Assert.Matches("^[1-9][0-9]{6}$", account.Text("attendeePin"));
        Assert.Equal("null", visitor["attendeePin"].GetRawText());
    }

    [Theory]
    [InlineData("""{"force":[1]}""", "force")]
    [InlineData("""{"password":{"a":1}}""", "password")]
    [InlineData("""{"password":""", "body")]
    public async Task Whoever_cannot_be_understood_does_not_come_in(string body, string error)
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreatePublicAsync()).Token;

        var reply = await server.Guest().PostAsync($"v4/room/{token}/participants/active", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal((400, error), (reply.Status, reply.Error));
        Assert.Single((await ada.ParticipantsAsync(token)).Data.EnumerateArray());
    }

    private static async Task<string> ProtectedRoomAsync(TalkClient owner) =>
        (await owner.CreateAsync(new { roomType = 3, roomName = "room", password = Word })).Token;

    private static async Task<int[]> StatusesAsync(string token, params TalkClient[] people)
    {
        var statuses = new List<int>();
        foreach (var person in people) statuses.Add((await person.TryJoinAsync(token)).Status);
        return [.. statuses];
    }

    private static async Task<int> TypeAsync(TalkClient person, string token) => (await person.JoinAsync(token))["participantType"].GetInt32();
}
