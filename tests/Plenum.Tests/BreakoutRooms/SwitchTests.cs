using Microsoft.EntityFrameworkCore;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.BreakoutRooms;

public sealed class SwitchTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("webinars B51")]
    public async Task Nobody_switches_before_the_rooms_are_started()
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.SplitAsync(mode: 3, amount: 2);

        var reply = await meeting.SwitchAsync(meeting.People[0], rooms[0]);

        Assert.Equal((400, "status"), (reply.Status, reply.Error));
    }

    [Fact]
    [Case("webinars B52", "webinars I7")]
    public async Task Switching_leaves_the_room_before_and_both_say_so()
    {
        var (meeting, rooms) = await FreeAsync();
        var una = meeting.People[0];

        var (first, second) = (await meeting.SwitchAsync(una, rooms[0]), await meeting.SwitchAsync(una, rooms[1]));

        Assert.Equal((200, 200, "1"), (first.Status, second.Status, await meeting.RoomsOfAsync(una)));
        Assert.Equal([$"user_added {una.User}→{una.User}", $"user_removed {una.User}→{una.User}"], (await meeting.SaidAsync(rooms[0]))[^2..]);
        Assert.Equal($"user_added {una.User}→{una.User}", (await meeting.SaidAsync(rooms[1]))[^1]);
    }

    [Fact]
    [Case("webinars B53")]
    public async Task Switching_to_where_one_is_changes_nothing()
    {
        var (meeting, rooms) = await FreeAsync();
        (await meeting.SwitchAsync(meeting.People[0], rooms[0])).Expect(200);
        await meeting.People[0].JoinAsync(rooms[0]);
        var recording = server.Record();

        var reply = await meeting.SwitchAsync(meeting.People[0], rooms[0]);

        Assert.Equal((200, rooms[0]), (reply.Status, reply.Token));
        Assert.Empty(recording.Tell(meeting.Token, rooms));
    }

    [Fact]
    [Case("webinars B54")]
    public async Task Moderators_are_everywhere_already()
    {
        var (meeting, rooms) = await FreeAsync();

        var reply = await meeting.SwitchAsync(meeting.Owner, rooms[0]);

        Assert.Equal((400, "moderator"), (reply.Status, reply.Error));
    }

    [Theory]
    [Case("webinars B55")]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Only_the_free_mode_lets_people_choose(int mode)
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.SplitAsync(mode, amount: 2);
        await meeting.StartAsync();

        var reply = await meeting.SwitchAsync(meeting.People[0], rooms[1]);

        Assert.Equal((400, "mode"), (reply.Status, reply.Error));
    }

    [Fact]
    [Case("webinars B56", "webinars I17")]
    public async Task Only_rooms_of_the_parent_are_targets()
    {
        var (meeting, rooms) = await FreeAsync();
        var (_, foreign) = await FreeAsync();
        (await meeting.SwitchAsync(meeting.People[0], rooms[0])).Expect(200);

        var replies = new[] { await meeting.SwitchAsync(meeting.People[0], meeting.Token), await meeting.SwitchAsync(meeting.People[0], foreign[0]), await meeting.SwitchAsync(meeting.People[0], "nowhere2"), await meeting.SwitchAsync(meeting.People[0], "") };

        Assert.All(replies, reply => Assert.Equal((400, "target"), (reply.Status, reply.Error)));
        Assert.Equal("0", await meeting.RoomsOfAsync(meeting.People[0]));
    }

    [Fact]
    public async Task A_missing_target_is_named()
    {
        var (meeting, _) = await FreeAsync();

        var reply = await meeting.People[0].PostAsync($"{meeting.Path}/switch", new { });

        Assert.Equal((400, "target"), (reply.Status, reply.Error));
    }

    [Fact]
    [Case("webinars B57")]
    public async Task The_answer_is_the_target_as_its_new_member_sees_it()
    {
        var (meeting, rooms) = await FreeAsync();

        var reply = await meeting.SwitchAsync(meeting.People[0], rooms[1]);

        Assert.Equal((rooms[1], meeting.People[0].User, 3), (reply.Token, reply["actorId"].GetString(), reply["participantType"].GetInt32()));
        Assert.Equal(await meeting.People[0].AttendeeIdAsync(rooms[1]), reply["attendeeId"].GetInt64());
    }

    [Fact]
    public async Task Strangers_cannot_switch()
    {
        var (meeting, rooms) = await FreeAsync();

        var reply = await meeting.SwitchAsync(await server.PersonAsync("xena"), rooms[0]);

        Assert.Equal(404, reply.Status);
    }

    [Fact]
    public async Task Clients_are_sent_on_before_their_old_room_lets_them_go()
    {
        var (meeting, rooms) = await FreeAsync();
        (await meeting.SwitchAsync(meeting.People[0], rooms[0])).Expect(200);
        await meeting.People[0].JoinAsync(rooms[0]);
        var recording = server.Record();

        await meeting.SwitchAsync(meeting.People[0], rooms[1]);

        Assert.Equal(
            ["switchto R1→R2 ×1", "end sessions R1 ×1", "chat R1", "disinvite R1 ×1", "chat R2", "invite R2 ×1"],
            recording.Tell(meeting.Token, rooms));
    }

    [Fact]
    public async Task Who_is_banned_in_the_target_stays_where_he_is()
    {
        var (meeting, rooms) = await FreeAsync();
        (await meeting.SwitchAsync(meeting.People[0], rooms[0])).Expect(200);
        await server.InDbAsync(async db => db.Bans.Add(new Ban
        {
            ConversationId = (await db.Conversations.SingleAsync(room => room.Token == rooms[1])).Id,
            ModeratorActorType = "users",
            ModeratorActorId = meeting.Owner.User,
            ModeratorDisplayName = "Olga",
            BannedActorType = "users",
            BannedActorId = meeting.People[0].User,
            BannedDisplayName = "Una",
            BannedAt = server.Clock.GetUtcNow(),
            InternalNote = "",
        }));

        var reply = await meeting.SwitchAsync(meeting.People[0], rooms[1]);

        Assert.Equal((403, "ban", "0"), (reply.Status, reply.Error, await meeting.RoomsOfAsync(meeting.People[0])));
    }

    [Fact]
    [Case("webinars I7")]
    public async Task Two_tabs_that_switch_at_once_end_in_one_room()
    {
        var (meeting, rooms) = await FreeAsync(amount: 4);
        var una = meeting.People[0];

        for (var round = 0; round < 5; round++)
        {
            var replies = await Task.WhenAll(rooms.Select(room => meeting.SwitchAsync(una, room)));

            Assert.All(replies, reply => Assert.Equal(200, reply.Status));
            Assert.Single((await meeting.RoomsOfAsync(una)).Split(' '));
        }
    }

    private async Task<(Meeting Meeting, string[] Rooms)> FreeAsync(int amount = 2)
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.SplitAsync(mode: 3, amount);
        await meeting.StartAsync();
        return (meeting, rooms);
    }
}
