using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.BreakoutRooms;

/// <summary>Settings that breakout rooms, and parents that have some, do not let go of (webinars §5.11).</summary>
public sealed class LockedSettingsTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    public static TheoryData<string, string, object> Locked => new()
    {
        { "PUT", "webinar/lobby", new { state = 0 } },
        { "PUT", "webinar/sip", new { state = 1 } },
        { "PUT", "webinar/sip", new { state = 0 } },
        { "POST", "public", new { } },
        { "POST", "public", new { password = "correct horse" } },
        { "POST", "message-expiration", new { seconds = 60 } },
        { "PUT", "permissions/default", new { permissions = 5 } },
        { "PUT", "listable", new { scope = 2 } },
        { "PUT", "mention-permissions", new { mentionPermissions = 1 } },
    };

    [Theory]
    [MemberData(nameof(Locked))]
    [Case("webinars B79", "webinars P10", "webinars I9", "webinars I16")]
    public async Task A_breakout_room_keeps_what_it_was_made_with(string method, string setting, object body)
    {
        await using var sip = await server.WithSipAsync();
        var meeting = await server.GroupAsync();
        var rooms = await meeting.SplitAsync(mode: 1, amount: 1);

        var reply = await meeting.Owner.SendAsync(new HttpMethod(method), $"v4/room/{rooms[0]}/{setting}", body);

        Assert.Equal((400, "breakout-room"), (reply.Status, reply.Error));
    }

    [Fact]
    [Case("webinars B80", "conversations 38")]
    public async Task A_breakout_room_is_no_public_conversation_that_had_a_password()
    {
        var meeting = await server.GroupAsync();
        var rooms = await meeting.SplitAsync(mode: 1, amount: 1);

        var reply = await meeting.Owner.PutAsync($"v4/room/{rooms[0]}/password", new { password = "correct horse" });

        Assert.Equal((400, "type"), (reply.Status, reply.Error));
    }

    [Theory]
    [Case("webinars B81")]
    [InlineData("")]
    [InlineData("correct horse")]
    public async Task A_configured_group_does_not_become_public(string password)
    {
        var meeting = await server.GroupAsync();
        await meeting.SplitAsync(mode: 1, amount: 1);

        var reply = await meeting.Owner.PostAsync($"v4/room/{meeting.Token}/public", new { password });

        Assert.Equal((400, "breakout-room"), (reply.Status, reply.Error));
        Assert.Equal(ConversationType.Group, (await meeting.StoredAsync()).Type);
    }

    [Fact]
    [Case("webinars B81", "webinars I1")]
    public async Task A_configured_public_conversation_does_not_become_private()
    {
        var meeting = await server.PublicAsync();
        await meeting.SplitAsync(mode: 1, amount: 1);

        var reply = await meeting.Owner.DeleteAsync($"v4/room/{meeting.Token}/public");

        Assert.Equal((400, "breakout-room"), (reply.Status, reply.Error));
    }

    [Fact]
    [Case("webinars B83")]
    public async Task Name_description_picture_and_read_only_are_the_rooms_own()
    {
        var meeting = await server.GroupAsync();
        var rooms = await meeting.SplitAsync(mode: 1, amount: 1);

        var replies = new[]
        {
            await meeting.Owner.PutAsync($"v4/room/{rooms[0]}", new { roomName = "Red" }),
            await meeting.Owner.PutAsync($"v4/room/{rooms[0]}/description", new { description = "The red ones" }),
            await meeting.Owner.PutAsync($"v4/room/{rooms[0]}/read-only", new { state = 1 }),
            await meeting.Owner.PostAsync($"v4/room/{rooms[0]}/favorite"),
            await meeting.Owner.DeleteAsync($"v4/room/{rooms[0]}/public"),
            await meeting.Owner.PutAsync($"v4/room/{rooms[0]}/listable", new { scope = 0 }),
        };

        Assert.All(replies, reply => Assert.Equal(200, reply.Status));
    }

    [Fact]
    public async Task The_parents_own_settings_stay_its_own()
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.ManualAsync(amount: 1, (meeting.People[0], 0));
        await meeting.StartAsync();

        var replies = new[]
        {
            await meeting.Owner.PutAsync($"v4/room/{meeting.Token}/webinar/lobby", new { state = 1 }),
            await meeting.Owner.PostAsync($"v4/room/{meeting.Token}/message-expiration", new { seconds = 3600 }),
            await meeting.Owner.PutAsync($"v4/room/{meeting.Token}/permissions/default", new { permissions = 5 }),
            await meeting.Owner.PutAsync($"v4/room/{meeting.Token}/listable", new { scope = 2 }),
            await meeting.Owner.PutAsync($"v4/room/{meeting.Token}/mention-permissions", new { mentionPermissions = 1 }),
        };

        Assert.All(replies, reply => Assert.Equal(200, reply.Status));
        var room = await meeting.StoredAsync(rooms[0]);
        Assert.Equal((LobbyState.None, 0, Permissions.Inherit, Listable.ParticipantsOnly, 0), (room.LobbyState, room.MessageExpiration, room.DefaultPermissions, room.Listable, room.MentionPermissions));
    }
}

/// <summary>A server that can record calls.</summary>
public sealed class RecordingConsentTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("webinars B82", "webinars I9", "conversations 44")]
    public async Task Consent_is_asked_for_in_the_rooms_as_in_the_parent_and_only_changed_while_stopped()
    {
        await using var recording = await RecordingAsync();
        var meeting = await server.GroupAsync();
        var rooms = await meeting.SplitAsync(mode: 1, amount: 2);
        await meeting.StartAsync();

        var started = await ConsentAsync(meeting, meeting.Token);
        await meeting.StopAsync();
        var stopped = await ConsentAsync(meeting, meeting.Token);

        Assert.Equal((400, "breakout-room", 200), (started.Status, started.Error, stopped.Status));
        foreach (var room in rooms) Assert.Equal(1, (await meeting.Owner.RoomAsync(room))["recordingConsent"].GetInt32());
    }

    [Fact]
    [Case("webinars B79", "webinars I9")]
    public async Task Consent_is_not_changed_in_one_room_alone()
    {
        await using var recording = await RecordingAsync();
        var meeting = await server.GroupAsync();
        var rooms = await meeting.SplitAsync(mode: 1, amount: 2);

        var reply = await ConsentAsync(meeting, rooms[0]);

        Assert.Equal((400, "breakout-room"), (reply.Status, reply.Error));
    }

    private Task<IAsyncDisposable> RecordingAsync() => server.ConfigAsync(
        ("signaling_servers", """{"servers":[{"server":"https://signaling.example.org","verify":true}],"secret":"secret"}"""),
        ("recording_servers", """{"servers":[{"server":"https://recording.example.org","verify":true}],"secret":"secret"}"""),
        ("recording_consent", "2"));

    private static Task<Reply> ConsentAsync(Meeting meeting, string token) =>
        meeting.Owner.PutAsync($"v4/room/{token}/recording-consent", new { recordingConsent = 1 });
}
