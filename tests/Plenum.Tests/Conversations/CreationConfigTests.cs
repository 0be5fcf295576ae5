using Plenum.Tests.Testing;

namespace Plenum.Tests.Conversations;

/// <summary>What the administrator's settings do to creation; each test sets its own.</summary>
public sealed class CreationConfigTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact, Case("conversations 3")]
    public async Task Passwords_can_be_enforced_for_public_conversations()
    {
        await using var config = await server.ConfigAsync(("force_passwords", "1"));
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));

        var without = await ada.PostAsync("v4/room", new { roomType = 3, roomName = "room" });

        Assert.Equal((400, "password"), Outcome(without));
        Assert.NotEmpty(without["message"].GetString()!);
        Assert.Equal(201, (await ada.PostAsync("v4/room", new { roomType = 3, roomName = "room", password = "secret" })).Status);
        Assert.Equal(201, (await ada.PostAsync("v4/room", new { roomType = 2, roomName = "room" })).Status);
        Assert.Equal(201, (await ada.PostAsync("v4/room", new { roomType = 1, invite = bob.User })).Status);
    }

    [Fact, Case("conversations 4")]
    public async Task The_password_policy_counts_for_conversations()
    {
        await using var config = await server.AppConfigAsync("password_policy", ("minLength", "10"));
        var ada = await server.PersonAsync();

        var weak = await ada.PostAsync("v4/room", new { roomType = 3, roomName = "room", password = "abc" });

        Assert.Equal((400, "password"), Outcome(weak));
        Assert.Contains("10", weak["message"].GetString());
        Assert.Equal(201, (await ada.PostAsync("v4/room", new { roomType = 3, roomName = "room", password = "abcdefghij" })).Status);
        Assert.Equal(201, (await ada.PostAsync("v4/room", new { roomType = 3, roomName = "room" })).Status);
    }

    [Fact, Case("conversations 10")]
    public async Task Only_some_groups_may_start_conversations()
    {
        var group = PlenumServer.Unique("starters");
        await using var config = await server.ConfigAsync(("start_conversations", $"""["{group}"]"""));
        var (ada, bob, cleo) = (await server.PersonAsync(), await server.PersonAsync("bob"), await server.PersonAsync("cleo", group));

        Assert.Equal((403, "permissions"), Outcome(await ada.PostAsync("v4/room", new { roomType = 2, roomName = "room" })));
        Assert.Equal((403, "permissions"), Outcome(await ada.PostAsync("v4/room", new { roomType = 3, roomName = "room" })));
        Assert.Equal(201, (await ada.PostAsync("v4/room", new { roomType = 1, invite = bob.User })).Status);
        Assert.Equal(201, (await cleo.PostAsync("v4/room", new { roomType = 2, roomName = "room" })).Status);
    }

    [Fact, Case("conversations 14")]
    public async Task Where_nobody_finds_others_nobody_begins_a_one_to_one()
    {
        var (ada, bob, cleo) = (await server.PersonAsync(), await server.PersonAsync("bob"), await server.PersonAsync("cleo"));
        var known = (await ada.CreateAsync(new { roomType = 1, invite = cleo.User })).Token;
        await using var config = await server.AppConfigAsync("core", ("shareapi_allow_share_dialog_user_enumeration", "no"), ("shareapi_restrict_user_enumeration_full_match", "no"));

        Assert.Equal((403, "invite"), Outcome(await ada.PostAsync("v4/room", new { roomType = 1, invite = bob.User })));
        Assert.Equal((200, known), await OpenAsync(ada, cleo));
    }

    [Fact]
    public async Task Where_only_groups_find_each_other_a_shared_one_is_needed()
    {
        var group = PlenumServer.Unique("team");
        var (ada, bob, cleo) = (await server.PersonAsync("ada", group), await server.PersonAsync("bob", group), await server.PersonAsync("cleo"));
        await using var config = await server.AppConfigAsync("core", ("shareapi_restrict_user_enumeration_to_group", "yes"), ("shareapi_restrict_user_enumeration_full_match", "no"));

        Assert.Equal(201, (await ada.PostAsync("v4/room", new { roomType = 1, invite = bob.User })).Status);
        Assert.Equal((403, "invite"), Outcome(await ada.PostAsync("v4/room", new { roomType = 1, invite = cleo.User })));
    }

    [Fact, Case("conversations 21", "platform T83")]
    public async Task A_forced_value_replaces_what_was_asked_for()
    {
        await using var config = await server.ConfigAsync(("force_listable", "0"));
        var ada = await server.PersonAsync();

        var room = await ada.CreateAsync(new { roomType = 2, roomName = "room", listable = 1 });
        var changed = await ada.PutAsync($"v4/room/{room.Token}/listable", new { scope = 1 });

        Assert.Equal(0, room["listable"].GetInt32());
        Assert.Equal((400, "forced", 0), (changed.Status, changed.Error, changed["forced"].GetInt32()));
        Assert.Equal(200, (await ada.PutAsync($"v4/room/{room.Token}/listable", new { scope = 0 })).Status);
    }

    [Fact]
    public async Task Everything_that_can_be_forced_is()
    {
        await using var config = await server.ConfigAsync(
            ("force_listable", "2"), ("force_message_expiration", "60"), ("force_sip_enabled", "1"), ("force_permissions", "389"), ("force_mention_permissions", "1"), ("force_lobby_state", "1"));
        var ada = await server.PersonAsync();

        var room = await ada.CreateAsync(new { roomType = 2, roomName = "room", listable = 0, messageExpiration = 0, sipEnabled = 0, permissions = 0, mentionPermissions = 0, lobbyState = 0 });

        Assert.Equal((2, 60, 389, 1, 1), (room["listable"].GetInt32(), room["messageExpiration"].GetInt32(), room["defaultPermissions"].GetInt32(), room["mentionPermissions"].GetInt32(), room["lobbyState"].GetInt32()));
        Assert.Equal((400, 60), Forced(await ada.PostAsync($"v4/room/{room.Token}/message-expiration", new { seconds = 0 })));
        Assert.Equal((400, 389), Forced(await ada.PutAsync($"v4/room/{room.Token}/permissions/default", new { permissions = 0 })));
        Assert.Equal((400, 1), Forced(await ada.PutAsync($"v4/room/{room.Token}/mention-permissions", new { mentionPermissions = 0 })));
    }

    [Fact]
    public async Task A_forced_lobby_leaves_telephone_calls_alone_and_classified_wins_over_forced_values()
    {
        await using var config = await server.ConfigAsync(("force_lobby_state", "1"), ("force_listable", "2"), ("force_sip_enabled", "1"));
        var ada = await server.PersonAsync();

        var call = await ada.CreateAsync(new { roomType = 2, roomName = "+49…", objectType = "phone_temporary", objectId = "phone" });
        var classified = await ada.CreateAsync(new { roomName = "room", preset = "classified" });

        Assert.Equal(0, call["lobbyState"].GetInt32());
        Assert.Equal((0, 1), (classified["listable"].GetInt32(), classified["lobbyState"].GetInt32()));
    }

    [Fact, Case("webinars L51")]
    public async Task A_forced_lobby_can_be_switched_off()
    {
        await using var config = await server.ConfigAsync(("force_lobby_state", "1"));
        var ada = await server.PersonAsync();

        var room = await ada.CreateAsync(new { roomType = 2, roomName = "room", lobbyState = 0 });
        var opened = await ada.PutAsync($"v4/room/{room.Token}/webinar/lobby", new { state = 0 });

        Assert.Equal((1, 200, 0), (room["lobbyState"].GetInt32(), opened.Status, opened["lobbyState"].GetInt32()));
    }

    [Fact]
    public async Task Dial_in_is_for_those_who_may_switch_it_on()
    {
        var group = PlenumServer.Unique("phones");
        await using var config = await server.WithSipAsync(("sip_bridge_groups", $"""["{group}"]"""));
        var (ada, mia) = (await server.PersonAsync(), await server.PersonAsync("mia", group));

        var allowed = await mia.CreateAsync(new { roomType = 2, roomName = "room", sipEnabled = 1 });

        Assert.Equal((400, "sip-enabled"), Outcome(await ada.PostAsync("v4/room", new { roomType = 2, roomName = "room", sipEnabled = 1 })));
        Assert.Equal(1, allowed["sipEnabled"].GetInt32());
        Assert.Matches("^[1-9][0-9]{9,}$", allowed.Token);
        Assert.Matches("^[1-9][0-9]{6}$", allowed["attendeePin"].GetString());
    }

    [Fact]
    public async Task Telephones_are_invited_by_those_who_may_dial_out()
    {
        await using var config = await server.WithSipAsync(("sip_dialout", "yes"), ("default_phone_region", "DE"));
        var ada = await server.PersonAsync();

        var reply = await ada.PostAsync("v4/room", new { roomType = 2, roomName = "room", participants = new { phones = new[] { "+49 30 1234567", "letters" } } });

        Assert.Equal(202, reply.Status);
        Assert.Equal("""{"phones":["letters"]}""", reply["invalidParticipants"].GetRawText());
        Assert.Equal(["phone_added", "conversation_created"], (await ada.HistoryAsync(reply.Token)).Keys());
    }

    [Fact, Case("conversations 20")]
    public async Task A_voice_room_keeps_what_was_asked_for()
    {
        var ada = await server.PersonAsync();

        var room = await ada.CreateAsync(new { roomName = "room", preset = "voiceroom", listable = 0, messageExpiration = 1800 });

        Assert.Equal((1, 0, 1800), (room["attributes"].GetInt32(), room["listable"].GetInt32(), room["messageExpiration"].GetInt32()));
    }

    [Fact]
    public async Task Without_calls_there_are_no_voice_rooms()
    {
        await using var config = await server.ConfigAsync(("start_calls", "3"));
        var ada = await server.PersonAsync();

        Assert.Equal((404, "preset"), Outcome(await ada.PostAsync("v4/room", new { roomName = "room", preset = "voiceroom" })));
    }

    private static async Task<(int, string)> OpenAsync(TalkClient person, TalkClient other)
    {
        var reply = await person.PostAsync("v4/room", new { roomType = 1, invite = other.User });
        return (reply.Status, reply.Token);
    }

    private static (int, int) Forced(Reply reply) => (reply.Status, reply["forced"].GetInt32());

    private static (int Status, string? Error) Outcome(Reply reply) => (reply.Status, reply.Error);
}
