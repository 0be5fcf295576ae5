using Plenum.Tests.Testing;

namespace Plenum.Tests.Conversations;

/// <summary>What cannot be set in breakout rooms and in parents that have some (webinars §5.11).</summary>
public sealed class LockedSettingsTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string Signaling = """{"servers":[{"server":"https://signaling.example","verify":true}],"secret":"s"}""";
    private const string Recording = """{"servers":[{"server":"https://recording.example","verify":true}],"secret":"s"}""";

    [Fact, Case("webinars B79", "webinars B80")]
    public async Task A_breakout_room_is_what_its_parent_makes_it()
    {
        await using var config = await server.WithSipAsync(("signaling_servers", Signaling), ("recording_servers", Recording), ("recording_consent", "2"));
        var meeting = await server.GroupAsync(members: 2);
        var (olga, room) = (meeting.Owner, (await meeting.SplitAsync(mode: 1, amount: 2))[0]);

        Reply[] locked =
        [
            await olga.PutAsync($"v4/room/{room}/webinar/lobby", new { state = 0 }),
            await olga.PutAsync($"v4/room/{room}/webinar/sip", new { state = 1 }),
            await olga.PostAsync($"v4/room/{room}/public"),
            await olga.PostAsync($"v4/room/{room}/public", new { password = "secret" }),
            await olga.PostAsync($"v4/room/{room}/message-expiration", new { seconds = 60 }),
            await olga.PutAsync($"v4/room/{room}/permissions/default", new { permissions = 5 }),
            await olga.PutAsync($"v4/room/{room}/listable", new { scope = 2 }),
            await olga.PutAsync($"v4/room/{room}/mention-permissions", new { mentionPermissions = 1 }),
            await olga.PutAsync($"v4/room/{room}/recording-consent", new { recordingConsent = 1 }),
        ];

        Assert.All(locked, reply => Assert.Equal((400, "breakout-room"), (reply.Status, reply.Error)));
        Assert.Equal((400, "type"), Outcome(await olga.PutAsync($"v4/room/{room}/password", new { password = "secret" })));
        Assert.Equal(200, (await olga.DeleteAsync($"v4/room/{room}/public")).Status);
        Assert.Equal(200, (await olga.PutAsync($"v4/room/{room}/listable", new { scope = 0 })).Status);
    }

    [Fact, Case("webinars B81")]
    public async Task A_parent_does_not_go_public_while_it_has_breakout_rooms()
    {
        var meeting = await server.GroupAsync(members: 2);
        await meeting.SplitAsync(mode: 1, amount: 2);

        Assert.Equal((400, "breakout-room"), Outcome(await meeting.Owner.PostAsync($"v4/room/{meeting.Token}/public")));
        Assert.Equal((400, "breakout-room"), Outcome(await meeting.Owner.PostAsync($"v4/room/{meeting.Token}/public", new { password = "secret" })));
        Assert.Equal(200, (await meeting.Owner.DeleteAsync($"v4/room/{meeting.Token}/public")).Status);
        Assert.Equal(2, (await meeting.Owner.RoomAsync(meeting.Token))["type"].GetInt32());
    }

    [Fact]
    public async Task A_public_parent_stays_public_while_it_has_breakout_rooms()
    {
        var meeting = await server.PublicAsync(members: 2);
        await meeting.SplitAsync(mode: 1, amount: 2);

        Assert.Equal((400, "breakout-room"), Outcome(await meeting.Owner.DeleteAsync($"v4/room/{meeting.Token}/public")));
    }

    [Fact, Case("webinars B82", "conversations 44")]
    public async Task Consent_of_a_parent_holds_in_its_breakout_rooms_and_changes_only_while_they_are_stopped()
    {
        await using var config = await server.ConfigAsync(("signaling_servers", Signaling), ("recording_servers", Recording), ("recording_consent", "2"));
        var meeting = await server.GroupAsync(members: 2);
        var rooms = await meeting.SplitAsync(mode: 1, amount: 2);
        await meeting.StartAsync();
        var started = await meeting.Owner.PutAsync($"v4/room/{meeting.Token}/recording-consent", new { recordingConsent = 1 });
        await meeting.StopAsync();

        var stopped = await meeting.Owner.PutAsync($"v4/room/{meeting.Token}/recording-consent", new { recordingConsent = 1 });

        Assert.Equal((400, "breakout-room"), Outcome(started));
        Assert.Equal(1, stopped.Expect(200)["recordingConsent"].GetInt32());
        foreach (var room in rooms) Assert.Equal(1, (await meeting.Owner.RoomAsync(room))["recordingConsent"].GetInt32());
    }

    [Fact]
    public async Task Consent_needs_a_recording_server_and_no_call()
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreateGroupAsync()).Token;
        var without = await ada.PutAsync($"v4/room/{token}/recording-consent", new { recordingConsent = 1 });
        await using var config = await server.ConfigAsync(("recording_servers", Recording), ("signaling_servers", Signaling), ("recording_consent", "2"));
        await server.ChangeAsync(token, room => room.ActiveSince = server.Clock.GetUtcNow());

        Assert.Equal((412, "config"), Outcome(without));
        Assert.Equal((400, "value"), Outcome(await ada.PutAsync($"v4/room/{token}/recording-consent", new { recordingConsent = 2 })));
        Assert.Equal((400, "call"), Outcome(await ada.PutAsync($"v4/room/{token}/recording-consent", new { recordingConsent = 1 })));
        await server.ChangeAsync(token, room => room.ActiveSince = null);
        Assert.Equal(200, (await ada.PutAsync($"v4/room/{token}/recording-consent", new { recordingConsent = 1 })).Status);
        Assert.Equal(["conversation_created"], (await ada.HistoryAsync(token)).Keys());
    }

    [Fact, Case("webinars B83")]
    public async Task A_breakout_room_can_be_named_described_and_locked()
    {
        var meeting = await server.GroupAsync(members: 2);
        var (olga, room) = (meeting.Owner, (await meeting.SplitAsync(mode: 1, amount: 2))[0]);

        Assert.Equal(200, (await olga.PutAsync($"v4/room/{room}", new { roomName = "Reds" })).Status);
        Assert.Equal(200, (await olga.PutAsync($"v4/room/{room}/description", new { description = "who draws" })).Status);
        Assert.Equal(200, (await olga.PutAsync($"v4/room/{room}/read-only", new { state = 1 })).Status);
        Assert.Equal(0, (await olga.RoomAsync(meeting.Token))["readOnly"].GetInt32());
    }

    [Fact, Case("webinars B84")]
    public async Task Breakout_rooms_do_not_take_over_what_is_set_in_the_parent()
    {
        var meeting = await server.GroupAsync(members: 2);
        (await meeting.Owner.PostAsync($"v4/room/{meeting.Token}/message-expiration", new { seconds = 3600 })).Expect(200);
        (await meeting.Owner.PutAsync($"v4/room/{meeting.Token}/permissions/default", new { permissions = 5 })).Expect(200);

        var rooms = await meeting.SplitAsync(mode: 1, amount: 2);

        foreach (var token in rooms)
        {
            var room = await meeting.Owner.RoomAsync(token);
            Assert.Equal((0, 0), (room["messageExpiration"].GetInt32(), room["defaultPermissions"].GetInt32()));
        }

        Assert.Equal(200, (await meeting.Owner.PutAsync($"v4/room/{meeting.Token}/permissions/default", new { permissions = 0 })).Status);
    }

    [Fact]
    public async Task One_more_breakout_room_is_created_like_a_conversation()
    {
        var meeting = await server.GroupAsync(members: 2);
        await meeting.SplitAsync(mode: 1, amount: 2);
        var stranger = await server.PersonAsync("sam");

        var reply = await meeting.Owner.CreateAsync(new { roomType = 3, roomName = "Extra", objectType = "room", objectId = meeting.Token, listable = 2, password = "x" });

        Assert.Equal((2, "Extra", "room", meeting.Token, 0, 1), (reply["type"].GetInt32(), reply["name"].GetString(), reply["objectType"].GetString(), reply["objectId"].GetString(), reply["listable"].GetInt32(), reply["lobbyState"].GetInt32()));
        Assert.Equal((400, "object"), Outcome(await stranger.PostAsync("v4/room", new { roomName = "Extra", objectType = "room", objectId = meeting.Token })));
        Assert.Equal((403, "permissions"), Outcome(await meeting.People[0].PostAsync("v4/room", new { roomName = "Extra", objectType = "room", objectId = meeting.Token })));
        Assert.Equal((400, "object"), Outcome(await meeting.Owner.PostAsync("v4/room", new { roomName = "Extra", objectType = "room", objectId = "" })));
        Assert.Equal((400, "name"), Outcome(await meeting.Owner.PostAsync("v4/room", new { roomName = " ", objectType = "room", objectId = meeting.Token })));
    }

    private static (int Status, string? Error) Outcome(Reply reply) => (reply.Status, reply.Error);
}
