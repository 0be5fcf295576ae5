using Plenum.Common;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Participants;

/// <summary>Groups that are attendees (conversations §6).</summary>
public sealed class GroupSyncTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("conversations 57", "platform T63")]
    public async Task Members_come_and_go_with_their_group()
    {
        var (owner, ada, group) = (await server.PersonAsync("owner"), await server.PersonAsync(), await GroupAsync());
        var room = await RoomOfAsync(owner, group);

        (await server.Admin().JoinGroupAsync(ada.User, group)).Expect(200);
        var joined = await owner.ParticipantsAsync(room);
        (await server.Admin().LeaveGroupAsync(ada.User, group)).Expect(200);
        var left = await ada.RoomAsync(room);

        Assert.Contains((ada.User, 3), joined.Types());
        Assert.Equal(404, left.Status);
        Assert.Equal(["user_added", "user_removed"], (await server.SystemMessagesAsync(room)).TakeLast(2));
    }

    [Fact]
    public async Task An_account_created_in_the_group_comes_along()
    {
        var (owner, group, id) = (await server.PersonAsync("owner"), await GroupAsync(), PlenumServer.Unique("new"));
        var room = await RoomOfAsync(owner, group);

        (await server.Admin().PostAsync("/ocs/v2.php/cloud/users", new { userid = id, password = PlenumServer.Password, displayName = "New One", groups = new[] { group } })).Expect(200);

        Assert.Equal("New One", (await owner.ParticipantsAsync(room)).Row(id).GetProperty("displayName").GetString());
    }

    [Fact]
    [Case("conversations 57")]
    public async Task Moderators_stay()
    {
        var (owner, ada, group) = (await server.PersonAsync("owner"), await server.PersonAsync(), await GroupAsync());
        var room = await RoomOfAsync(owner, group);
        await server.Admin().JoinGroupAsync(ada.User, group);
        await server.InDbAsync(db =>
        {
            db.Attendees.Single(attendee => attendee.ActorId == ada.User).ParticipantType = ParticipantType.Moderator;
            return Task.CompletedTask;
        });

        await server.Admin().LeaveGroupAsync(ada.User, group);

        Assert.Equal(200, (await ada.RoomAsync(room)).Status);
    }

    [Fact]
    [Case("conversations 57")]
    public async Task Who_is_in_another_group_of_the_conversation_stays()
    {
        var (owner, ada, group, other) = (await server.PersonAsync("owner"), await server.PersonAsync(), await GroupAsync(), await GroupAsync());
        var room = await RoomOfAsync(owner, group);
        (await owner.TryAddAsync(room, other, "groups")).Expect(200);
        await server.Admin().JoinGroupAsync(ada.User, group);
        await server.Admin().JoinGroupAsync(ada.User, other);

        await server.Admin().LeaveGroupAsync(ada.User, group);
        var held = await ada.RoomAsync(room);
        await server.Admin().LeaveGroupAsync(ada.User, other);

        Assert.Equal((200, 404), (held.Status, (await ada.RoomAsync(room)).Status));
    }

    [Fact]
    public async Task Who_is_banned_is_passed_over()
    {
        var (owner, ada, group) = (await server.PersonAsync("owner"), await server.PersonAsync(), await GroupAsync());
        var room = await RoomOfAsync(owner, group);
        await server.InDbAsync(db =>
        {
            db.Bans.Add(new Ban
            {
                ConversationId = db.Conversations.Single(conversation => conversation.Token == room).Id,
                ModeratorActorType = ActorTypes.Users,
                ModeratorActorId = owner.User,
                ModeratorDisplayName = "",
                BannedActorType = ActorTypes.Users,
                BannedActorId = ada.User,
                BannedDisplayName = "",
                BannedAt = server.Clock.GetUtcNow(),
                InternalNote = "",
            });
            return Task.CompletedTask;
        });

        await server.Admin().JoinGroupAsync(ada.User, group);

        Assert.Equal(404, (await ada.RoomAsync(room)).Status);
    }

    [Fact]
    public async Task Who_had_come_by_link_stays_from_now_on()
    {
        var (owner, ada, group) = (await server.PersonAsync("owner"), await server.PersonAsync(), await GroupAsync());
        var room = (await owner.CreatePublicAsync()).Token;
        (await owner.TryAddAsync(room, group, "groups")).Expect(200);
        await ada.JoinAsync(room);

        await server.Admin().JoinGroupAsync(ada.User, group);

        Assert.Contains((ada.User, 3), (await owner.ParticipantsAsync(room)).Types());
    }

    [Fact]
    [Case("webinars B66")]
    public async Task Who_leaves_the_group_loses_the_breakout_rooms_too()
    {
        var (meeting, group) = (await server.GroupAsync(members: 0), await GroupAsync());
        var ada = await server.PersonAsync();
        (await meeting.Owner.TryAddAsync(meeting.Token, group, "groups")).Expect(200);
        await server.Admin().JoinGroupAsync(ada.User, group);
        var rooms = await meeting.ManualAsync(2, (ada, 1));

        await server.Admin().LeaveGroupAsync(ada.User, group);

        Assert.Equal((404, 404), ((await ada.RoomAsync(rooms[1])).Status, (await ada.RoomAsync(meeting.Token)).Status));
    }

    [Fact]
    public async Task Deleting_a_group_leaves_its_people_in_the_conversation()
    {
        var (owner, ada, group) = (await server.PersonAsync("owner"), await server.PersonAsync(), await GroupAsync());
        var room = await RoomOfAsync(owner, group);
        await server.Admin().JoinGroupAsync(ada.User, group);

        (await server.Admin().DeleteAsync($"/ocs/v2.php/cloud/groups/{group}")).Expect(200);
        var people = (await owner.ParticipantsAsync(room)).Types();

        Assert.Contains((ada.User, 3), people);
        Assert.DoesNotContain(group, people.Select(person => person.Id));
        Assert.Equal("group_removed", (await server.SystemMessagesAsync(room))[^1]);
    }

    [Fact]
    public async Task A_renamed_group_has_its_new_name_in_conversations()
    {
        var (owner, group) = (await server.PersonAsync("owner"), await GroupAsync());
        var room = await RoomOfAsync(owner, group);

        (await server.Admin().PutAsync($"/ocs/v2.php/cloud/groups/{group}", new { key = "displayname", value = "The others" })).Expect(200);

        Assert.Equal("The others", (await owner.ParticipantsAsync(room)).Row(group).GetProperty("displayName").GetString());
    }

    private async Task<string> GroupAsync()
    {
        var group = PlenumServer.Unique("group");
        await server.Admin().CreateGroupOfAccountsAsync(group);
        return group;
    }

    private static async Task<string> RoomOfAsync(TalkClient owner, string group)
    {
        var room = (await owner.CreateGroupAsync()).Token;
        (await owner.TryAddAsync(room, group, "groups")).Expect(200);
        return room;
    }
}
