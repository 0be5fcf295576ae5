using Microsoft.EntityFrameworkCore;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Webinars;

/// <summary>Callers with and without a PIN, as the bridge brings them in.</summary>
public sealed class SipDialInTests(PlenumServer server) : IClassFixture<PlenumServer>, IAsyncLifetime
{
    private IAsyncDisposable? config;

    public async ValueTask InitializeAsync() => config = await server.WithSipAsync();

    public async ValueTask DisposeAsync() => await config!.DisposeAsync();

    [Fact]
    [Case("webinars P19")]
    public async Task The_right_pin_is_answered_with_the_room_of_its_owner()
    {
        using var owner = await server.PersonAsync("olga");
        using var user = await server.PersonAsync("uwe");
        var group = await owner.CreateGroupAsync("Weekly", user);
        await owner.SetSipAsync(group.Token, 1);
        var pin = await server.PinOfAsync(group.Token, user.User);

        var reply = await server.BridgeAsync(HttpMethod.Post, group.Token, "verify-dialin", new { pin });

        Assert.Equal((200, "users", user.User, pin), (reply.Status, reply.Data.Text("actorType"), reply.Data.Text("actorId"), reply.Data.Text("attendeePin")));
        Assert.Equal(("Weekly", 3, "0"), (reply.Data.Text("displayName"), reply["participantType"].GetInt32(), reply.Data.Text("sessionId")));
        Assert.False(reply.Data.TryGetProperty("lastMessage", out _));
    }

    [Fact]
    public async Task The_room_of_a_moderator_says_what_the_moderator_may()
    {
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();
        await owner.SetSipAsync(group.Token, 1);
        var pin = await server.PinOfAsync(group.Token, owner.User);

        var reply = await server.BridgeAsync(HttpMethod.Post, group.Token, "verify-dialin", new { pin });

        var own = await owner.RoomAsync(group.Token);
        Assert.True(reply["canEnableSIP"].GetBoolean());
        Assert.Equal(own["permissions"].GetInt32(), reply["permissions"].GetInt32());
        Assert.Equal(own["attendeeId"].GetInt64(), reply["attendeeId"].GetInt64());
    }

    [Fact]
    [Case("webinars P19")]
    public async Task The_old_route_gives_the_same_answer()
    {
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();
        await owner.SetSipAsync(group.Token, 2);
        var pin = await server.PinOfAsync(group.Token, owner.User);

        var right = await server.BridgeAsync(HttpMethod.Get, group.Token, $"pin/{pin}");
        var wrong = await server.BridgeAsync(HttpMethod.Get, group.Token, "pin/00000000");
        var noPin = await server.BridgeAsync(HttpMethod.Get, group.Token, "pin/123");

        Assert.Equal((200, owner.User, 404, 404), (right.Status, right.Data.Text("actorId"), wrong.Status, noPin.Status));
    }

    [Theory]
    [InlineData("1234567")]
    [InlineData("")]
    [InlineData("%")]
    [InlineData("' OR 1=1")]
    [Case("webinars P19")]
    public async Task A_wrong_pin_is_unknown(string pin)
    {
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();
        await owner.SetSipAsync(group.Token, 1);
        await server.SetPinAsync(group.Token, owner.User, "7654321");

        var reply = await server.BridgeAsync(HttpMethod.Post, group.Token, "verify-dialin", new { pin });

        Assert.Equal((404, "null"), (reply.Status, reply.Data.GetRawText()));
    }

    [Fact]
    [Case("webinars P20")]
    public async Task A_pin_opens_its_own_conversation_only()
    {
        using var owner = await server.PersonAsync("olga");
        var (one, other) = (await owner.CreateGroupAsync(), await owner.CreateGroupAsync());
        await owner.SetSipAsync(one.Token, 1);
        await owner.SetSipAsync(other.Token, 1);
        await server.SetPinAsync(one.Token, owner.User, "1212121");
        await server.SetPinAsync(other.Token, owner.User, "3434343");

        var reply = await server.BridgeAsync(HttpMethod.Post, one.Token, "verify-dialin", new { pin = "3434343" });

        Assert.Equal(404, reply.Status);
    }

    [Fact]
    [Case("webinars P18")]
    public async Task A_pin_opens_nothing_while_dial_in_is_off()
    {
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();
        await owner.SetSipAsync(group.Token, 1);
        var pin = await server.PinOfAsync(group.Token, owner.User);
        await owner.SetSipAsync(group.Token, 0);

        var reply = await server.BridgeAsync(HttpMethod.Post, group.Token, "verify-dialin", new { pin });

        Assert.Equal((404, "null"), (reply.Status, reply.Data.GetRawText()));
    }

    [Fact]
    [Case("webinars P17")]
    public async Task Switched_on_again_everybody_has_the_same_pin()
    {
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();
        var first = (await owner.SetSipAsync(group.Token, 1)).Data.Text("attendeePin");
        var off = await owner.SetSipAsync(group.Token, 0);
        var listedOff = (await owner.ParticipantsAsync(group.Token)).Expect(200).Data[0].Text("attendeePin");
        var again = await owner.SetSipAsync(group.Token, 2);
        var listedAgain = (await owner.ParticipantsAsync(group.Token)).Expect(200).Data[0].Text("attendeePin");

        Assert.Equal(("", ""), (off.Data.Text("attendeePin"), listedOff));
        Assert.Equal((first, first), (again.Data.Text("attendeePin"), listedAgain));
    }

    [Fact]
    public async Task The_pin_may_be_sent_as_a_number()
    {
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();
        await owner.SetSipAsync(group.Token, 1);
        await server.SetPinAsync(group.Token, owner.User, "7654321");

        var reply = await server.BridgeAsync(HttpMethod.Post, group.Token, "verify-dialin", new { pin = 7654321 });

        Assert.Equal(200, reply.Status);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"pin":null}""")]
    [InlineData("""{"pin":["7654321"]}""")]
    public async Task Without_a_pin_the_parameter_is_named(string json)
    {
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();
        await owner.SetSipAsync(group.Token, 1);

        var reply = await server.BridgeAsync(HttpMethod.Post, group.Token, "verify-dialin", new StringContent(json, null, "application/json"));

        Assert.Equal((400, "pin"), (reply.Status, reply.Error));
    }

    [Fact]
    public async Task The_lobby_does_not_stop_the_answer_but_is_in_it()
    {
        using var owner = await server.PersonAsync("olga");
        using var user = await server.PersonAsync("uwe");
        var group = await owner.CreateGroupAsync("room", user);
        await owner.SetSipAsync(group.Token, 1);
        (await owner.PutAsync($"v4/room/{group.Token}/webinar/lobby", new { state = 1 })).Expect(200);
        var pin = await server.PinOfAsync(group.Token, user.User);

        var reply = await server.BridgeAsync(HttpMethod.Post, group.Token, "verify-dialin", new { pin });

        Assert.Equal((200, 1), (reply.Status, reply["lobbyState"].GetInt32()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [Case("webinars P28")]
    public async Task Without_pin_nobody_comes_in_where_a_pin_is_needed(int state)
    {
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();
        if (state != 0) await owner.SetSipAsync(group.Token, state);
        var heard = server.Record();

        var reply = await server.BridgeAsync(HttpMethod.Post, group.Token, "open-dial-in");

        Assert.Equal((400, "null"), (reply.Status, reply.Data.GetRawText()));
        Assert.Empty(heard.About(group.Token));
        Assert.Single((await owner.ParticipantsAsync(group.Token)).Expect(200).Data.EnumerateArray());
    }

    [Fact]
    [Case("webinars P28")]
    public async Task Without_pin_a_caller_comes_in_as_a_guest_with_a_session()
    {
        using var owner = await server.PersonAsync("olga");
        var room = await owner.CreatePublicAsync();
        await owner.SetSipAsync(room.Token, 2);
        await server.ChangeAsync(room.Token, conversation => conversation.PasswordHash = "a hash that no password matches");

        var reply = await server.BridgeAsync(HttpMethod.Post, room.Token, "open-dial-in");

        var (actorId, sessionId) = (reply.Data.Text("actorId"), reply.Data.Text("sessionId"));
        Assert.Equal((200, "guests", 4), (reply.Status, reply.Data.Text("actorType"), reply["participantType"].GetInt32()));
        Assert.Equal(Common.Secret.Sha1(sessionId), actorId);
        Assert.True(await server.FromDbAsync(db => db.Sessions.AnyAsync(session => session.SessionId == sessionId && session.Attendee!.ActorId == actorId)));
        Assert.Null(await server.PinOfAsync(room.Token, actorId));
        Assert.False(reply.Data.TryGetProperty("lastMessage", out _));
    }

    [Fact]
    public async Task Every_caller_is_a_guest_of_its_own()
    {
        using var owner = await server.PersonAsync("olga");
        var room = await owner.CreateGroupAsync();
        await owner.SetSipAsync(room.Token, 2);

        var callers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => server.BridgeAsync(HttpMethod.Post, room.Token, "open-dial-in")));

        Assert.Equal(6, callers.Select(caller => caller.Expect(200).Data.Text("actorId")).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(7, (await owner.ParticipantsAsync(room.Token)).Expect(200).Data.GetArrayLength());
    }

    [Fact]
    [Case("webinars P26")]
    public async Task The_bridge_sees_the_settings_of_any_conversation_and_nothing_personal()
    {
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync("Board meeting");
        (await owner.PutAsync($"v4/room/{group.Token}/webinar/lobby", new { state = 1, timer = server.Clock.Unix + 600 })).Expect(200);
        await owner.SetSipAsync(group.Token, 2);
        await server.ChangeAsync(group.Token, conversation => conversation.Description = "For members only");

        var reply = await server.BridgeAsync(HttpMethod.Get, group.Token, "");

        Assert.Equal((200, "Board meeting", "Board meeting"), (reply.Status, reply.Data.Text("name"), reply.Data.Text("displayName")));
        Assert.Equal((1, server.Clock.Unix + 600, 2), (reply["lobbyState"].GetInt32(), reply["lobbyTimer"].GetInt64(), reply["sipEnabled"].GetInt32()));
        Assert.Equal(("", "", "", 0L), (reply.Data.Text("description"), reply.Data.Text("actorId"), reply.Data.Text("attendeePin"), reply["attendeeId"].GetInt64()));
        Assert.Equal(("0", 1, 0), (reply.Data.Text("sessionId"), reply["permissions"].GetInt32(), reply["unreadMessages"].GetInt32()));
        Assert.False(reply.Data.TryGetProperty("lastMessage", out _));
    }

    [Fact]
    public async Task An_account_that_signs_asks_as_the_bridge_not_as_itself()
    {
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();

        var reply = await owner.SendAsync(HttpMethod.Get, $"v4/room/{group.Token}", body: null, Telephone.SignatureOf(group.Token));

        Assert.Equal((200, ""), (reply.Status, reply.Data.Text("actorId")));
    }

    [Fact]
    [Case("webinars P27")]
    public async Task Without_signature_and_login_the_conversation_does_not_exist()
    {
        using var owner = await server.PersonAsync("olga");
        using var nobody = server.Guest();
        var group = await owner.CreateGroupAsync();

        var reply = await nobody.GetAsync($"v4/room/{group.Token}");

        Assert.Equal(404, reply.Status);
    }

    [Fact]
    public async Task An_overdue_lobby_opens_for_the_bridge_as_well()
    {
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();
        await owner.SetSipAsync(group.Token, 2);
        (await owner.PutAsync($"v4/room/{group.Token}/webinar/lobby", new { state = 1, timer = server.Clock.Unix + 60 })).Expect(200);
        server.Clock.Advance(TimeSpan.FromSeconds(61));

        var reply = await server.BridgeAsync(HttpMethod.Get, group.Token, "");

        Assert.Equal((0, 0L), (reply["lobbyState"].GetInt32(), reply["lobbyTimer"].GetInt64()));
    }
}
