using Microsoft.EntityFrameworkCore;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.BreakoutRooms;

/// <summary>What happens in the rooms when something happens in the parent, and the other way round (webinars §5.10).</summary>
public sealed class CascadeTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("webinars B64", "webinars I6")]
    public async Task Who_is_promoted_moderates_all_rooms()
    {
        var meeting = await server.GroupAsync(members: 2);
        var una = meeting.People[0];
        var rooms = await meeting.ManualAsync(amount: 3, (una, 1));
        var session = (await una.JoinAsync(rooms[1]))["sessionId"].GetString();

        await meeting.Owner.PromoteAsync(meeting.Token, una);

        foreach (var room in rooms) Assert.Equal(ParticipantType.Moderator, (await meeting.MembersAsync(room))[una.User]);
        var by = meeting.Owner.User;
        Assert.Equal(
            ($"user_added {by}→{una.User}", $"moderator_promoted {by}→{una.User}"),
            ((await meeting.SaidAsync(rooms[0]))[^1], (await meeting.SaidAsync(rooms[1]))[^1]));
        Assert.Equal(session, (await una.RoomAsync(rooms[1]))["sessionId"].GetString());
    }

    [Fact]
    public async Task The_rooms_change_before_the_parent_says_so()
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.ManualAsync(amount: 2, (meeting.People[0], 0));
        var recording = server.Record();

        await meeting.Owner.PromoteAsync(meeting.Token, meeting.People[0]);

        Assert.Equal(["chat R1", "participants R1", "chat R2", "invite R2 ×1", "chat P", "participants P"], recording.Tell(meeting.Token, rooms));
    }

    [Fact]
    [Case("webinars B64", "webinars I6")]
    public async Task Permissions_of_ones_own_in_a_room_go_with_the_promotion()
    {
        var meeting = await server.GroupAsync(members: 1);
        var una = meeting.People[0];
        var rooms = await meeting.ManualAsync(amount: 1, (una, 0));
        (await meeting.Owner.TryGrantAsync(rooms[0], await una.AttendeeIdAsync(rooms[0]), permissions: 5)).Expect(200);

        await meeting.Owner.PromoteAsync(meeting.Token, una);

        Assert.Equal((0, 510), ((await una.RoomAsync(rooms[0]))["attendeePermissions"].GetInt32(), (await una.RoomAsync(rooms[0]))["permissions"].GetInt32()));
    }

    [Fact]
    [Case("webinars B65", "webinars I6", "webinars I7")]
    public async Task Who_is_demoted_leaves_all_rooms()
    {
        var meeting = await server.GroupAsync(members: 1);
        var una = meeting.People[0];
        var rooms = await meeting.ManualAsync(amount: 2, (una, 0));
        await meeting.Owner.PromoteAsync(meeting.Token, una);

        await meeting.Owner.DemoteAsync(meeting.Token, una);

        Assert.Equal(("", ParticipantType.User), (await meeting.RoomsOfAsync(una), (await meeting.MembersAsync(meeting.Token))[una.User]));
        Assert.Equal($"user_removed {meeting.Owner.User}→{una.User}", (await meeting.SaidAsync(rooms[0]))[^1]);
    }

    [Fact]
    [Case("webinars I6")]
    public async Task Owners_and_moderators_are_the_same_in_the_rooms_as_in_the_parent()
    {
        var meeting = await server.GroupAsync(members: 0);
        var moderator = await meeting.ModeratorAsync();
        var rooms = await meeting.SplitAsync(mode: 1, amount: 2);

        (await meeting.Owner.TryPromoteAsync(meeting.Token, await moderator.AttendeeIdAsync(meeting.Token), participantType: 1)).Expect(200);
        var raised = (await meeting.MembersAsync(rooms[1]))[moderator.User];
        (await meeting.Owner.TryDemoteAsync(meeting.Token, await moderator.AttendeeIdAsync(meeting.Token), participantType: 2)).Expect(200);

        Assert.Equal((ParticipantType.Owner, ParticipantType.Moderator), (raised, (await meeting.MembersAsync(rooms[1]))[moderator.User]));
        var (by, who) = (meeting.Owner.User, moderator.User);
        Assert.Equal([$"owner_promoted {by}→{who}", $"owner_demoted {by}→{who}"], (await meeting.SaidAsync(rooms[0]))[^2..]);
    }

    [Fact]
    [Case("webinars I6", "webinars I7")]
    public async Task In_a_public_parent_a_guest_becomes_a_moderator_of_all_rooms_and_loses_them_again()
    {
        var meeting = await server.PublicAsync();
        var guest = await meeting.GuestAsync();
        var id = await meeting.GuestIdAsync(guest);
        (await meeting.TryConfigureAsync(mode: 2, amount: 2, await meeting.MapAsync((guest, 0)))).Expect(200);
        var rooms = await meeting.RoomTokensAsync();

        await meeting.Owner.PromoteAsync(meeting.Token, guest);
        var promoted = ((await meeting.MembersAsync(rooms[0]))[id], (await meeting.MembersAsync(rooms[1]))[id]);
        await meeting.Owner.DemoteAsync(meeting.Token, guest);

        Assert.Equal((ParticipantType.GuestModerator, ParticipantType.GuestModerator), promoted);
        Assert.Equal(("", ParticipantType.Guest), (await meeting.RoomsOfAsync(id), (await meeting.MembersAsync(meeting.Token))[id]));
    }

    [Fact]
    [Case("webinars B66", "webinars I5")]
    public async Task Who_is_removed_from_the_parent_or_leaves_it_is_gone_from_the_rooms_first()
    {
        var meeting = await server.GroupAsync(members: 2);
        var (una, uwe) = (meeting.People[0], meeting.People[1]);
        var rooms = await meeting.ManualAsync(amount: 2, (una, 0), (uwe, 1));
        await una.JoinAsync(rooms[0]);
        var recording = server.Record();

        (await meeting.Owner.TryRemoveAsync(meeting.Token, await una.AttendeeIdAsync(meeting.Token))).Expect(200);
        (await uwe.DeleteAsync($"v4/room/{meeting.Token}/participants/self")).Expect(200);

        Assert.Equal(("", ""), (await meeting.RoomsOfAsync(una), await meeting.RoomsOfAsync(uwe)));
        Assert.Equal($"user_removed {meeting.Owner.User}→{una.User}", (await meeting.SaidAsync(rooms[0]))[^1]);
        Assert.Equal(
            ["end sessions R1 ×1", "chat R1", "disinvite R1 ×1", "chat P", "disinvite P ×1", "chat R2", "disinvite R2 ×1", "chat P", "disinvite P ×1"],
            recording.Tell(meeting.Token, rooms));
    }

    [Fact]
    [Case("webinars B67", "webinars I6")]
    public async Task A_moderator_who_is_removed_from_the_parent_is_gone_from_all_rooms()
    {
        var meeting = await server.GroupAsync(members: 0);
        var moderator = await meeting.ModeratorAsync();
        await meeting.SplitAsync(mode: 1, amount: 3);

        (await meeting.Owner.TryRemoveAsync(meeting.Token, await moderator.AttendeeIdAsync(meeting.Token))).Expect(200);

        Assert.Equal("", await meeting.RoomsOfAsync(moderator));
    }

    [Fact]
    [Case("webinars I5")]
    public async Task A_guest_who_is_removed_from_the_parent_is_gone_from_its_room()
    {
        var meeting = await server.PublicAsync();
        var guest = await meeting.GuestAsync();
        var id = await meeting.GuestIdAsync(guest);
        (await meeting.TryConfigureAsync(mode: 2, amount: 1, await meeting.MapAsync((guest, 0)))).Expect(200);

        (await meeting.Owner.TryRemoveAsync(meeting.Token, await guest.AttendeeIdAsync(meeting.Token))).Expect(200);

        Assert.Equal("", await meeting.RoomsOfAsync(id));
    }

    [Fact]
    [Case("webinars I5")]
    public async Task Who_is_banned_from_the_parent_is_gone_from_the_rooms_and_finds_none_of_them()
    {
        var meeting = await server.GroupAsync(members: 1);
        var una = meeting.People[0];
        var rooms = await meeting.ManualAsync(amount: 2, (una, 0));
        await meeting.StartAsync();
        await una.JoinAsync(rooms[0]);

        (await meeting.Owner.PostAsync($"v1/ban/{meeting.Token}", new { actorType = "users", actorId = una.User })).Expect(200);

        Assert.Equal(("", 404), (await meeting.RoomsOfAsync(una), (await una.RoomAsync(rooms[0])).Status));
        Assert.Equal(404, (await una.PostAsync($"v1/breakout-rooms/{rooms[0]}/request-assistance")).Status);
    }

    [Fact]
    [Case("webinars I6", "webinars I7")]
    public async Task Two_moderators_who_demote_and_move_the_same_person_at_once_leave_it_in_at_most_one_room()
    {
        var meeting = await server.GroupAsync(members: 1);
        var (una, moderator) = (meeting.People[0], await meeting.ModeratorAsync());
        await meeting.SplitAsync(mode: 2, amount: 3);
        var id = await una.AttendeeIdAsync(meeting.Token);

        for (var round = 0; round < 4; round++)
        {
            await Task.WhenAll(
                meeting.Owner.TryPromoteAsync(meeting.Token, id),
                moderator.PostAsync($"{meeting.Path}/attendees", new { attendeeMap = Meeting.Map((id, 1)) }),
                moderator.TryAddAsync((await meeting.RoomTokensAsync())[2], una.User));
            var type = (await meeting.MembersAsync(meeting.Token))[una.User];
            Assert.Equal((ParticipantType.Moderator, "0 1 2"), (type, await meeting.RoomsOfAsync(una)));

            await Task.WhenAll(meeting.Owner.TryDemoteAsync(meeting.Token, id), moderator.PostAsync($"{meeting.Path}/attendees", new { attendeeMap = Meeting.Map((id, 1)) }));
            Assert.Contains(await meeting.RoomsOfAsync(una), (string[])["", "1"]);
        }
    }

    [Fact]
    public async Task Who_is_added_to_the_parent_later_is_in_no_room()
    {
        var meeting = await server.GroupAsync();
        await meeting.SplitAsync(mode: 1, amount: 2);
        var late = await server.PersonAsync("lea");

        await meeting.Owner.AddAsync(meeting.Token, late);

        Assert.Equal("", await meeting.RoomsOfAsync(late));
    }

    [Theory]
    [Case("webinars B68", "webinars I10", "conversations 63")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_is_added_to_a_room_is_added_to_the_parent_too(bool started)
    {
        var meeting = await server.GroupAsync(members: 0);
        var rooms = await meeting.SplitAsync(mode: 1, amount: 2);
        if (started) await meeting.StartAsync();
        var xena = await server.PersonAsync("xena");
        var recording = server.Record();

        var reply = await meeting.Owner.TryAddAsync(rooms[1], xena.User.ToUpperInvariant());

        Assert.Equal((200, "1", ParticipantType.User), (reply.Status, await meeting.RoomsOfAsync(xena), (await meeting.MembersAsync(meeting.Token))[xena.User]));
        Assert.Equal(["invite P ×1", "chat P", "chat R2", "invite R2 ×1"], recording.Tell(meeting.Token, rooms));
    }

    [Fact]
    [Case("webinars B69", "webinars I7", "webinars I10")]
    public async Task Who_is_added_to_another_room_leaves_the_one_before()
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.ManualAsync(amount: 2, (meeting.People[0], 0));
        await meeting.StartAsync();
        await meeting.People[0].JoinAsync(rooms[0]);
        var recording = server.Record();

        await meeting.Owner.AddAsync(rooms[1], meeting.People[0]);

        Assert.Equal("1", await meeting.RoomsOfAsync(meeting.People[0]));
        Assert.Equal(["switchto R1→R2 ×1", "end sessions R1 ×1", "chat R1", "disinvite R1 ×1", "chat R2", "invite R2 ×1"], recording.Tell(meeting.Token, rooms));
    }

    [Fact]
    [Case("webinars B70")]
    public async Task Who_is_added_to_the_room_he_is_in_stays()
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.ManualAsync(amount: 2, (meeting.People[0], 1));
        var (before, recording) = (await meeting.People[0].AttendeeIdAsync(rooms[1]), server.Record());

        var reply = await meeting.Owner.TryAddAsync(rooms[1], meeting.People[0].User);

        Assert.Equal((200, before), (reply.Status, await meeting.People[0].AttendeeIdAsync(rooms[1])));
        Assert.Empty(recording.Tell(meeting.Token, rooms));
    }

    [Fact]
    [Case("webinars B71", "webinars I17")]
    public async Task A_moderator_is_not_added_to_one_room()
    {
        var meeting = await server.GroupAsync();
        var moderator = await meeting.ModeratorAsync();
        var rooms = await meeting.SplitAsync(mode: 1, amount: 2);

        var reply = await meeting.Owner.TryAddAsync(rooms[1], moderator.User);

        Assert.Equal((400, "moderator", "0 1"), (reply.Status, reply.Error, await meeting.RoomsOfAsync(moderator)));
    }

    [Theory]
    [Case("webinars B72")]
    [InlineData("groups", "admin")]
    [InlineData("emails", "gil@example.org")]
    [InlineData("phones", "+491601231212")]
    [InlineData("federated_users", "una@example.org")]
    [InlineData("circles", "team")]
    public async Task Only_accounts_are_added_to_a_room(string source, string id)
    {
        var meeting = await server.GroupAsync();
        var rooms = await meeting.SplitAsync(mode: 1, amount: 2);

        var reply = await meeting.Owner.TryAddAsync(rooms[1], id, source);

        Assert.Equal((400, "source"), (reply.Status, reply.Error));
    }

    [Theory]
    [Case("webinars B73", "webinars I17")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_is_banned_in_parent_or_room_is_added_to_neither(bool inParent)
    {
        var meeting = await server.GroupAsync();
        var rooms = await meeting.SplitAsync(mode: 1, amount: 2);
        var xena = await server.PersonAsync("xena");
        await BanAsync(inParent ? meeting.Token : rooms[1], xena);

        var reply = await meeting.Owner.TryAddAsync(rooms[1], xena.User);

        Assert.Equal((400, "ban"), (reply.Status, reply.Error));
        Assert.DoesNotContain(xena.User, (await meeting.MembersAsync(meeting.Token)).Keys);
        Assert.Equal("", await meeting.RoomsOfAsync(xena));
    }

    [Fact]
    public async Task Nobody_unknown_is_added_to_a_room()
    {
        var meeting = await server.GroupAsync();
        var rooms = await meeting.SplitAsync(mode: 1, amount: 1);

        var reply = await meeting.Owner.TryAddAsync(rooms[0], "nobody-of-this-name");

        Assert.Equal((404, "new-participant"), (reply.Status, reply.Error));
    }

    [Fact]
    [Case("webinars B74")]
    public async Task Who_leaves_a_room_stays_in_the_parent_without_one()
    {
        var meeting = await server.GroupAsync(members: 1);
        var una = meeting.People[0];
        var rooms = await meeting.ManualAsync(amount: 1, (una, 0));
        await meeting.StartAsync();

        (await una.DeleteAsync($"v4/room/{rooms[0]}/participants/self")).Expect(200);

        Assert.Equal(("", 200), (await meeting.RoomsOfAsync(una), (await una.RoomAsync(meeting.Token)).Status));
        var parent = await meeting.StoredAsync();
        Assert.Equal((BreakoutMode.Manual, BreakoutStatus.Started), (parent.BreakoutRoomMode, parent.BreakoutRoomStatus));
        Assert.Equal($"user_removed {una.User}→{una.User}", (await meeting.SaidAsync(rooms[0]))[^1]);
    }

    [Fact]
    public async Task Who_is_removed_from_a_room_stays_in_the_parent_without_one()
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.ManualAsync(amount: 2, (meeting.People[0], 0));

        (await meeting.Owner.TryRemoveAsync(rooms[0], await meeting.People[0].AttendeeIdAsync(rooms[0]))).Expect(200);

        Assert.Equal("", await meeting.RoomsOfAsync(meeting.People[0]));
        Assert.Contains(meeting.People[0].User, (await meeting.MembersAsync(meeting.Token)).Keys);
    }

    [Fact]
    [Case("webinars B75", "webinars I6", "webinars I17")]
    public async Task Moderators_neither_leave_a_room_nor_are_removed_or_demoted_there()
    {
        var meeting = await server.GroupAsync(members: 1);
        var moderator = await meeting.ModeratorAsync();
        var rooms = await meeting.ManualAsync(amount: 2, (meeting.People[0], 0));
        var id = await moderator.AttendeeIdAsync(rooms[0]);

        var replies = new[]
        {
            await moderator.DeleteAsync($"v4/room/{rooms[0]}/participants/self"),
            await moderator.TryRemoveAsync(rooms[0], id),
            await meeting.Owner.TryRemoveAsync(rooms[0], id),
            await meeting.Owner.TryDemoteAsync(rooms[0], id),
            await meeting.Owner.TryPromoteAsync(rooms[0], await meeting.People[0].AttendeeIdAsync(rooms[0])),
            await moderator.TryRemoveAsync(rooms[0], await meeting.Owner.AttendeeIdAsync(rooms[0])),
        };

        Assert.Equal(["400 moderator", "400 moderator", "400 moderator", "400 room-type", "400 room-type", "403 owner"], replies.Select(reply => $"{reply.Status} {reply.Error}"));
        Assert.Equal("0 1", await meeting.RoomsOfAsync(moderator));
    }

    private Task BanAsync(string token, TalkClient person) => server.InDbAsync(async db => db.Bans.Add(new Ban
    {
        ConversationId = (await db.Conversations.SingleAsync(room => room.Token == token)).Id,
        ModeratorActorType = "users",
        ModeratorActorId = "admin",
        ModeratorDisplayName = "admin",
        BannedActorType = "users",
        BannedActorId = person.User,
        BannedDisplayName = person.User,
        BannedAt = server.Clock.GetUtcNow(),
        InternalNote = "",
    }));
}
