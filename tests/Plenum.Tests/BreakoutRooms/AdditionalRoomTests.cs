using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.BreakoutRooms;

/// <summary>One more room beside those that configuring made (webinars §5.10).</summary>
public sealed class AdditionalRoomTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Theory]
    [Case("webinars B85", "webinars I3")]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task It_is_open_if_the_others_are_and_has_all_moderators(bool started, int lobby)
    {
        var meeting = await server.GroupAsync(members: 1);
        var moderator = await meeting.ModeratorAsync();
        await meeting.SplitAsync(mode: 1, amount: 2);
        if (started) await meeting.StartAsync();

        var reply = await CreateAsync(moderator, meeting.Token);

        Assert.Equal((201, lobby, "Extra", "room", meeting.Token), (reply.Status, reply["lobbyState"].GetInt32(), reply["name"].GetString(), reply["objectType"].GetString(), reply["objectId"].GetString()));
        Assert.Equal(new() { [meeting.Owner.User] = ParticipantType.Owner, [moderator.User] = ParticipantType.Moderator }, await meeting.MembersAsync(reply.Token));
        Assert.Equal(["conversation_created", $"user_added {moderator.User}→{meeting.Owner.User}"], await meeting.SaidAsync(reply.Token));
        Assert.Equal(reply.Token, (await meeting.RoomTokensAsync())[2]);
    }

    [Fact]
    [Case("webinars B85", "webinars I9")]
    public async Task Of_the_request_only_the_name_counts()
    {
        var meeting = await server.GroupAsync();
        await meeting.SplitAsync(mode: 1, amount: 1);

        var reply = await meeting.Owner.PostAsync("v4/room", new
        {
            roomType = 3, roomName = " Extra ", objectType = "room", objectId = meeting.Token, password = "secret password", listable = 2, lobbyState = 0, messageExpiration = 60,
            permissions = 5, mentionPermissions = 1, readOnly = 1, description = "Something",
        });

        var room = await meeting.StoredAsync(reply.Expect(201).Token);
        Assert.Equal((ConversationType.Group, "Extra", "", Listable.ParticipantsOnly, LobbyState.NonModerators), (room.Type, room.Name, room.Description, room.Listable, room.LobbyState));
        Assert.Equal((null, 0, Permissions.Inherit, 0, false), (room.PasswordHash, room.MessageExpiration, room.DefaultPermissions, room.MentionPermissions, room.ReadOnly));
    }

    [Fact]
    [Case("webinars B85")]
    public async Task Only_moderators_of_the_parent_create_one()
    {
        var meeting = await server.GroupAsync(members: 1);
        await meeting.SplitAsync(mode: 1, amount: 1);

        var (member, stranger) = (await CreateAsync(meeting.People[0], meeting.Token), await CreateAsync(await server.PersonAsync("xena"), meeting.Token));

        Assert.Equal((403, "permissions", 400, "object"), (member.Status, member.Error, stranger.Status, stranger.Error));
        Assert.Single(await meeting.RoomTokensAsync());
    }

    [Fact]
    [Case("webinars B85", "webinars I1")]
    public async Task There_are_never_more_than_twenty()
    {
        var meeting = await server.GroupAsync();
        await meeting.SplitAsync(mode: 1, amount: 19);

        var (twentieth, next) = (await CreateAsync(meeting.Owner, meeting.Token), await CreateAsync(meeting.Owner, meeting.Token));

        Assert.Equal((201, 400, "object"), (twentieth.Status, next.Status, next.Error));
        Assert.Equal(20, (await meeting.RoomTokensAsync()).Length);
    }

    [Fact]
    public async Task Only_a_configured_parent_has_one()
    {
        var meeting = await server.GroupAsync();

        var (unconfigured, unknown) = (await CreateAsync(meeting.Owner, meeting.Token), await CreateAsync(meeting.Owner, "nowhere2"));

        Assert.Equal((400, "object", 400, "object"), (unconfigured.Status, unconfigured.Error, unknown.Status, unknown.Error));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public async Task It_needs_a_name(string name)
    {
        var meeting = await server.GroupAsync();
        await meeting.SplitAsync(mode: 1, amount: 1);

        var reply = await meeting.Owner.PostAsync("v4/room", new { roomType = 2, roomName = name, objectType = "room", objectId = meeting.Token });

        Assert.Equal((400, "name"), (reply.Status, reply.Error));
    }

    [Fact]
    public async Task The_parent_is_updated()
    {
        var meeting = await server.GroupAsync();
        await meeting.SplitAsync(mode: 1, amount: 1);
        var recording = server.Record();

        var room = (await CreateAsync(meeting.Owner, meeting.Token)).Token;

        Assert.Equal(["chat R", "invite R ×1", "update P"], recording.Tell((meeting.Token, "P"), (room, "R")));
    }

    private static Task<Reply> CreateAsync(TalkClient person, string parent) =>
        person.PostAsync("v4/room", new { roomType = 2, roomName = "Extra", objectType = "room", objectId = parent });
}
