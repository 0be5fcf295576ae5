using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.ExternalSignaling;

public sealed class BackendTests(ExternalServer server) : IClassFixture<ExternalServer>
{
    [Fact]
    [Case("calls 63")]
    public void The_checksum_is_over_random_and_body()
    {
        var random = string.Concat(Enumerable.Repeat("0123456789abcdef", 4));

        var checksum = SignatureRules.Checksum(random, "unit-test-secret", """{"type":"update","update":{"properties":{"name":"x"}}}"""u8);

        Assert.Equal("557599acd0a437aebbca353128db0c62135379fb3a3dc7ea084fea182c475493", checksum);
    }

    [Fact]
    [Case("calls 63", "calls 64")]
    public async Task What_is_not_signed_is_an_error_with_status_200()
    {
        const string body = """{"type":"ping","ping":{"version":"1.0","roomid":"","entries":[]}}""";
        const string random = "0123456789abcdef0123456789abcdef";
        var checksum = SignatureRules.Checksum(random, SignalingServer.Secret, Encoding.UTF8.GetBytes(body));

        Assert.Equal("room", (await server.SendSignedAsync(body, random, checksum)).Expect(200).Data.Text("type"));
        Assert.Equal("room", (await server.SendSignedAsync(body, random, checksum.ToUpperInvariant())).Expect(200).Data.Text("type"));
        foreach (var (wrong, with, proof) in new[]
        {
            (body.Replace("1.0", "1.1", StringComparison.Ordinal), random, checksum),
            (body, random[1..], SignatureRules.Checksum(random[1..], SignalingServer.Secret, Encoding.UTF8.GetBytes(body))),
            (body, random, SignatureRules.Checksum(random, "another secret", Encoding.UTF8.GetBytes(body))),
            (body, "", ""),
        })
        {
            Assert.Equal("invalid_request", (await server.SendSignedAsync(wrong, with, proof)).Expect(200).Data.ErrorCode());
        }
    }

    [Fact]
    [Case("calls 51")]
    public async Task A_ticket_proves_who_says_hello()
    {
        var ada = await server.PersonAsync("ada");
        var ticket = await TicketAsync(ada);

        var answer = await AuthAsync(ada.User, ticket);

        Assert.Equal("""{"type":"auth","auth":{"version":"1.0","userid":"ADA","user":{"displayname":"Ada"}}}""".Replace("ADA", ada.User, StringComparison.Ordinal), answer.GetRawText());
        Assert.Equal("invalid_ticket", (await AuthAsync(ada.User, $"{(ticket[0] == 'x' ? 'y' : 'x')}{ticket[1..]}")).ErrorCode());
        Assert.Equal("invalid_ticket", (await AuthAsync("", ticket)).ErrorCode());
        Assert.Equal("invalid_ticket", (await AuthAsync((await server.PersonAsync("bob")).User, ticket)).ErrorCode());
        await server.InDbAsync(db => db.Accounts.Where(account => account.Id == ada.User).ExecuteDeleteAsync());
        Assert.Equal("no_such_user", (await AuthAsync(ada.User, ticket)).ErrorCode());
    }

    [Fact]
    [Case("calls 65")]
    public async Task A_guest_has_no_name_and_what_nobody_knows_is_an_error()
    {
        var room = await server.StageAsync(await server.PersonAsync("ada"), ConversationType.Public);
        var ticket = (await server.Guest().GetAsync($"v3/signaling/settings?token={room.Token}")).Expect(200).Text("ticket");

        Assert.Equal("""{"type":"auth","auth":{"version":"1.0"}}""", (await AuthAsync("", ticket)).GetRawText());
        Assert.Equal("unknown_type", (await server.AskAsync(new { type = "dance" })).ErrorCode());
        Assert.Equal("unknown_type", (await server.AskAsync(new { type = "session", session = new { action = "add" } })).ErrorCode());
        Assert.Equal("invalid_request", (await server.AskAsync(new { type = "auth" })).ErrorCode());
        Assert.Equal("invalid_request", (await server.SendSignedAsync("no JSON")).Expect(200).Data.ErrorCode());
    }

    [Fact]
    [Case("calls 66")]
    public async Task Whoever_joins_gets_the_room_and_what_it_may_send()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreatePublicAsync("Team", bob)).Token;
        var gil = server.Guest();
        await gil.JoinAsync(token);
        await ada.PromoteAsync(token, gil);

        var owners = await JoinAsync(ada, token);
        var users = await JoinAsync(bob, token);
        var guestModerators = await JoinAsync(gil, token);

        Assert.Equal(
            """{"name":"Team","type":3,"lobby-state":0,"lobby-timer":null,"read-only":0,"listable":0,"active-since":null,"sip-enabled":0,"description":""}""",
            owners.GetProperty("room").GetProperty("properties").GetRawText());
        Assert.Equal(("1.0", token), (owners.GetProperty("room").Text("version"), owners.GetProperty("room").Text("roomid")));
        Assert.Equal("""["publish-audio","publish-video","publish-screen","control"]""", PermissionsOf(owners));
        Assert.Equal("""["publish-audio","publish-video","publish-screen"]""", PermissionsOf(users));
        Assert.Equal("""["publish-audio","publish-video","publish-screen"]""", PermissionsOf(guestModerators));
    }

    [Fact]
    [Case("calls 67")]
    public async Task A_session_that_is_not_ones_own_opens_nothing()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var (token, other) = ((await ada.CreateGroupAsync("room", bob)).Token, (await ada.CreateGroupAsync()).Token);
        var session = (await ada.JoinAsync(token)).Text("sessionId");

        Assert.Equal("no_such_room", (await server.JoinRoomAsync(token, "nothing", ada.User)).ErrorCode());
        Assert.Equal("no_such_room", (await server.JoinRoomAsync("nothere1", session, ada.User)).ErrorCode());
        Assert.Equal("no_such_room", (await server.JoinRoomAsync(other, session, ada.User)).ErrorCode());
        Assert.Equal("duplicate_session", (await server.JoinRoomAsync(token, session, bob.User)).ErrorCode());
        Assert.Equal("duplicate_session", (await server.JoinRoomAsync(token, session)).ErrorCode());
    }

    [Fact]
    [Case("calls 67")]
    public async Task Leaving_a_room_ends_session_and_call()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        var session = (await ada.JoinAsync(token)).Text("sessionId");
        (await ada.PostAsync($"v4/call/{token}")).Expect(200);
        var leave = new { type = "room", room = new { version = "1.0", roomid = token, userid = ada.User, sessionid = session, action = "leave" } };

        Assert.Equal("room", (await server.AskAsync(new { type = "room", room = new { version = "1.0", roomid = token, userid = bob.User, sessionid = session, action = "leave" } })).Text("type"));
        Assert.Equal(session, (await ada.RoomAsync(token)).Text("sessionId"));
        Assert.Equal("room", (await server.AskAsync(leave)).Text("type"));

        Assert.Equal("0", (await ada.RoomAsync(token)).Text("sessionId"));
        Assert.Equal(["call_left", "call_ended"], (await server.SystemMessagesAsync(token)).TakeLast(2));
        Assert.Equal("room", (await server.AskAsync(leave)).Text("type"));
    }

    [Fact]
    [Case("calls 68")]
    public async Task A_telephone_joins_with_a_session_of_the_servers_making()
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreateGroupAsync()).Token;
        var phone = await PhoneAsync(token);

        var answer = await VirtualAsync(token, "virtual-1", phone, incall: 9);

        Assert.Equal("room", answer.Text("type"));
        Assert.Equal(CallFlags.InCall | CallFlags.WithPhone, await FlagsAsync("virtual-1"));
        Assert.Equal("call_started", (await server.SystemMessagesAsync(token))[^1]);
        Assert.Equal("duplicate_session", (await VirtualAsync(token, "virtual-1", "another", incall: 9)).ErrorCode());
        Assert.Equal("no_such_room", (await VirtualAsync(token, "virtual-2", "another", incall: 9)).ErrorCode());
        await VirtualAsync(token, "virtual-1", phone, incall: 0);
        Assert.Equal(CallFlags.Disconnected, await FlagsAsync("virtual-1"));
        Assert.Equal("call_ended", (await server.SystemMessagesAsync(token))[^1]);
    }

    [Fact]
    [Case("calls 68")]
    public async Task Who_may_not_start_a_call_does_not_and_has_no_session_either()
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreateGroupAsync()).Token;
        var phone = await PhoneAsync(token, Permissions.Custom | Permissions.JoinCall);

        var answer = await VirtualAsync(token, "virtual-3", phone, incall: 9);

        Assert.Equal("start_call_not_allowed", answer.ErrorCode());
        Assert.False(await server.FromDbAsync(db => db.Sessions.AnyAsync(session => session.SessionId == "virtual-3")));
    }

    [Fact]
    public async Task Whoever_waits_in_the_lobby_joins_without_any_permission_and_stays_out_of_the_call()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreatePublicAsync("room", bob)).Token;
        await ada.JoinAsync(token);
        (await ada.PostAsync($"v4/call/{token}")).Expect(200);
        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1 })).Expect(200);
        var phone = await PhoneAsync(token);

        var waiting = await JoinAsync(bob, token);
        var telephone = await VirtualAsync(token, "virtual-4", phone, incall: 9);

        Assert.Equal("[]", PermissionsOf(waiting));
        Assert.Equal((1, JsonValueKind.Null), (
            waiting.GetProperty("room").GetProperty("properties").GetProperty("lobby-state").GetInt32(),
            waiting.GetProperty("room").GetProperty("properties").GetProperty("active-since").ValueKind));
        Assert.Equal("[]", PermissionsOf(telephone));
        Assert.Equal(CallFlags.Disconnected, await FlagsAsync("virtual-4"));
    }

    [Fact]
    public async Task Joining_after_the_lobbys_time_opens_it()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreatePublicAsync("room", bob)).Token;
        var session = (await bob.JoinAsync(token)).Text("sessionId");
        await server.ChangeAsync(token, room => (room.LobbyState, room.LobbyTimer) = (LobbyState.NonModerators, server.Clock.GetUtcNow().AddSeconds(-1)));

        var answer = await server.JoinRoomAsync(token, session, bob.User);

        Assert.Equal("""["publish-audio","publish-video","publish-screen"]""", PermissionsOf(answer));
    }

    [Fact]
    [Case("calls 69")]
    public async Task A_ping_keeps_the_sessions_of_many_rooms_alive_with_one_statement()
    {
        var ada = await server.PersonAsync("ada");
        var sessions = new List<string>();
        for (var i = 0; i < 3; i++) sessions.Add((await ada.JoinAsync((await ada.CreateGroupAsync()).Token)).Text("sessionId"));
        await server.AdvanceAsync(TimeSpan.FromSeconds(20));
        var entries = sessions.Concat(Enumerable.Range(0, 195).Select(i => $"gone-{i}")).Append("0").Append("").Select(sessionid => new { userid = ada.User, sessionid });

        using var commands = QueryCounter.Start(server);
        var answer = await server.AskAsync(new { type = "ping", ping = new { version = "1.0", roomid = "", entries } });

        Assert.Equal("""{"type":"room","room":{"version":"1.0","roomid":""}}""", answer.GetRawText());
        Assert.Equal(1, commands.With("UPDATE \"Sessions\"", "\"SessionId\""));
        var pings = await server.FromDbAsync(db => db.Sessions.Where(session => sessions.Contains(session.SessionId)).Select(session => session.LastPing).ToListAsync());
        Assert.All(pings, ping => Assert.Equal(server.Clock.GetUtcNow(), ping));
    }

    [Fact]
    public async Task The_old_address_answers_as_well()
    {
        var answer = await server.AskAsync(new { type = "ping", ping = new { entries = Array.Empty<object>() } }, "v1/signaling/backend");

        Assert.Equal("room", answer.Text("type"));
    }

    private static string PermissionsOf(JsonElement answer) => answer.GetProperty("room").GetProperty("permissions").GetRawText();

    private static async Task<string> TicketAsync(TalkClient person) => (await person.GetAsync("v3/signaling/settings")).Expect(200).Text("ticket");

    private Task<JsonElement> AuthAsync(string userid, string ticket) =>
        server.AskAsync(new { type = "auth", auth = new { version = "1.0", @params = new { userid, ticket } } });

    private async Task<JsonElement> JoinAsync(TalkClient person, string token) =>
        await server.JoinRoomAsync(token, (await person.JoinAsync(token)).Text("sessionId"), person.User);

    private Task<JsonElement> VirtualAsync(string token, string sessionid, string actorid, int incall) =>
        server.AskAsync(new { type = "room", room = new { version = "1.0", roomid = token, sessionid, actorid, actortype = "phones", incall, action = "join" } });

    private async Task<string> PhoneAsync(string token, Permissions permissions = Permissions.Inherit)
    {
        var actorId = PlenumServer.Unique("phone");
        await server.InDbAsync(async db => db.Attendees.Add(new Attendee
        {
            ConversationId = await db.Conversations.Where(conversation => conversation.Token == token).Select(conversation => conversation.Id).SingleAsync(),
            ActorType = ActorTypes.Phones,
            ActorId = actorId,
            PhoneNumber = "+491711234567",
            ParticipantType = ParticipantType.Guest,
            Permissions = permissions,
        }));
        return actorId;
    }

    private Task<CallFlags> FlagsAsync(string sessionId) =>
        server.FromDbAsync(db => db.Sessions.Where(session => session.SessionId == sessionId).Select(session => session.InCall).SingleAsync());
}
