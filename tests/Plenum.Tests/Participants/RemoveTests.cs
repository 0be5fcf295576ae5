using Plenum.Common;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Participants;

public sealed class RemoveTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("conversations 64")]
    public async Task The_last_moderator_hands_over_first_and_the_last_person_takes_the_conversation_along()
    {
        var (ada, mia, sam) = (await server.PersonAsync("ada"), await server.PersonAsync("mia"), await server.PersonAsync("sam"));
        var token = (await ada.CreatePublicAsync("room", mia)).Token;

        var alone = await LeaveForGoodAsync(ada, token);
        await ada.PromoteAsync(token, mia);
        var withAnother = await LeaveForGoodAsync(ada, token);
        var last = await LeaveForGoodAsync(mia, token);

        Assert.Equal((400, "last-moderator"), (alone.Status, alone.Error));
        Assert.Equal((200, 200), (withAnother.Status, last.Status));
        Assert.Equal(404, (await sam.RoomAsync(token)).Status);
    }

    [Fact]
    [Case("conversations 65")]
    public async Task Moderators_remove_each_other_but_never_an_owner()
    {
        var (ada, bob, mia, max) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"), await server.PersonAsync("mia"), await server.PersonAsync("max"));
        var token = (await ada.CreateGroupAsync("room", bob, mia, max)).Token;
        await ada.PromoteAsync(token, mia);
        await ada.PromoteAsync(token, max);

        var moderator = await mia.TryRemoveAsync(token, await max.AttendeeIdAsync(token));
        var owner = await mia.TryRemoveAsync(token, await ada.AttendeeIdAsync(token));
        var byUser = await bob.TryRemoveAsync(token, await mia.AttendeeIdAsync(token));
        var nobody = await mia.TryRemoveAsync(token, 0);

        Assert.Equal(
            [(200, null), (403, "owner"), (403, null), (404, "participant")],
            new[] { moderator, owner, byUser, nobody }.Select(reply => (reply.Status, reply.Error)));
        Assert.Equal("user_removed", (await server.SystemMessagesAsync(token))[^1]);
        Assert.Equal(404, (await max.RoomAsync(token)).Status);
    }

    [Fact]
    public async Task Removing_a_group_removes_those_who_are_there_only_because_of_it()
    {
        var (one, two) = (PlenumServer.Unique("one"), PlenumServer.Unique("two"));
        var ada = await server.PersonAsync("ada");
        var (bob, both, mia) = (await server.PersonAsync("bob", one), await server.PersonAsync("eve", one, two), await server.PersonAsync("mia", one));
        var token = (await ada.CreateGroupAsync()).Token;
        (await ada.TryAddAsync(token, one, ActorTypes.Groups)).Expect(200);
        (await ada.TryAddAsync(token, two, ActorTypes.Groups)).Expect(200);
        await ada.PromoteAsync(token, mia);
        var group = (await ada.ParticipantsAsync(token)).Row(one).GetProperty("attendeeId").GetInt64();

        (await ada.TryRemoveAsync(token, group)).Expect(200);

        var left = (await ada.ParticipantsAsync(token)).Types().Select(person => person.Id);
        Assert.Equal([ada.User, both.User, mia.User, two], left);
        Assert.Equal(["group_removed", "user_removed"], (await server.SystemMessagesAsync(token))[^2..]);
    }

    [Fact]
    public async Task A_guest_moderator_removes_itself_by_its_attendee_id()
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreatePublicAsync()).Token;
        var guest = server.Guest();
        var id = (await guest.JoinAsync(token))["attendeeId"].GetInt64();
        await ada.PromoteAsync(token, guest);

        var reply = await guest.TryRemoveAsync(token, id);

        Assert.Equal(200, reply.Status);
        Assert.Single((await ada.ParticipantsAsync(token)).Types());
    }

    [Fact]
    public async Task Guests_have_no_membership_to_give_up()
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreatePublicAsync()).Token;
        var guest = server.Guest();
        await guest.JoinAsync(token);

        Assert.Equal(401, (await LeaveForGoodAsync(guest, token)).Status);
    }

    [Fact]
    [Case("conversations 66")]
    public async Task Whom_an_announcement_is_for_stays_until_a_moderator_removes_him()
    {
        var (bob, mia) = (await server.PersonAsync("bob"), await server.PersonAsync("mia"));
        var admin = server.Admin();
        var token = (await admin.CreateGroupAsync("news", bob, mia)).Token;
        await server.ChangeAsync(token, conversation => conversation.Attributes = ConversationAttributes.Channel | ConversationAttributes.Announcement);
        await admin.PromoteAsync(token, mia);

        var leaves = await LeaveForGoodAsync(bob, token);
        var may = (await bob.RoomAsync(token))["canLeaveConversation"].GetBoolean();
        var removed = await admin.TryRemoveAsync(token, await bob.AttendeeIdAsync(token));
        var moderator = await LeaveForGoodAsync(mia, token);

        Assert.Equal((400, "announcement", false), (leaves.Status, leaves.Error, may));
        Assert.Equal((200, 200), (removed.Status, moderator.Status));
    }

    [Fact]
    public async Task A_preserved_conversation_is_not_ended_by_the_last_who_leaves()
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreateGroupAsync()).Token;
        (await ada.PostAsync($"v4/room/{token}/preserve")).Expect(200);

        var reply = await LeaveForGoodAsync(ada, token);

        Assert.Equal((403, "preserved"), (reply.Status, reply.Error));
        Assert.Equal(200, (await ada.RoomAsync(token)).Status);
    }

    [Fact]
    public async Task Who_is_removed_leaves_the_call_and_a_call_nobody_is_left_in_ends()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        await bob.JoinAsync(token);
        (await bob.PostAsync($"v4/call/{token}", new { flags = 1 })).Expect(200);
        var heard = server.Record();

        (await ada.TryRemoveAsync(token, await bob.AttendeeIdAsync(token))).Expect(200);

        Assert.False((await ada.RoomAsync(token))["hasCall"].GetBoolean());
        Assert.Equal(["call_left", "call_ended", "user_removed"], (await server.SystemMessagesAsync(token))[^3..]);
        Assert.Equal(bob.User, Assert.Single(heard.About(token).OfType<Disinvited>()).Actors.Single().Id);
    }

    [Fact]
    public async Task Of_two_moderators_who_leave_at_once_one_stays()
    {
        var (ada, bob, mia) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"), await server.PersonAsync("mia"));
        var token = (await ada.CreateGroupAsync("room", bob, mia)).Token;
        await ada.PromoteAsync(token, mia);

        var replies = await Task.WhenAll(LeaveForGoodAsync(ada, token), LeaveForGoodAsync(mia, token));

        Assert.Equal([(200, null), (400, "last-moderator")], replies.Select(reply => (reply.Status, reply.Error)).Order());
    }

    [Theory]
    [InlineData("", "attendeeId")]
    [InlineData("?attendeeId=-1", "attendeeId")]
    [InlineData("?attendeeId[]=1", "attendeeId")]
    [InlineData("?attendeeId=99999999999999999999", "attendeeId")]
    public async Task Whom_to_remove_is_a_number(string query, string error)
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreateGroupAsync()).Token;

        var reply = await ada.DeleteAsync($"v4/room/{token}/attendees{query}");

        Assert.Equal((400, error), (reply.Status, reply.Error));
    }

    private static Task<Reply> LeaveForGoodAsync(TalkClient person, string token) => person.DeleteAsync($"v4/room/{token}/participants/self");
}
