using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.CommandLine;

public sealed class MovingCommandTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task Somebody_is_taken_out_of_all_rooms_but_one_to_ones()
    {
        var (owner, ada) = (await server.PersonAsync("owner"), await server.PersonAsync());
        var (group, open) = ((await owner.CreateGroupAsync("group", ada)).Token, (await owner.CreatePublicAsync("open", ada)).Token);
        var pair = await server.StageAsync(ada, ConversationType.OneToOne, conversation => conversation.Name = OneToOnePair.NameOf(ada.User, owner.User));

        var answer = await server.CommandAsync("talk:user:remove", "--user", ada.User);

        Assert.Equal((0, "Users successfully removed from all rooms."), (answer.Code, answer.Output.Trim()));
        Assert.Equal([(owner.User, 1)], (await owner.ParticipantsAsync(group)).Types());
        Assert.Equal([(owner.User, 1)], (await owner.ParticipantsAsync(open)).Types());
        Assert.Equal(200, (await ada.RoomAsync(pair.Token)).Status);
    }

    [Fact]
    public async Task Public_rooms_can_be_left_alone()
    {
        var (owner, ada) = (await server.PersonAsync("owner"), await server.PersonAsync());
        var (group, open) = ((await owner.CreateGroupAsync("group", ada)).Token, (await owner.CreatePublicAsync("open", ada)).Token);

        await server.CommandAsync("talk:user:remove", "--user", ada.User, "--private-only");

        Assert.Equal([(owner.User, 1)], (await owner.ParticipantsAsync(group)).Types());
        Assert.Contains((ada.User, 3), (await owner.ParticipantsAsync(open)).Types());
    }

    [Fact]
    public async Task With_somebody_unknown_nobody_is_taken_out()
    {
        var (owner, ada) = (await server.PersonAsync("owner"), await server.PersonAsync());
        var room = (await owner.CreateGroupAsync("room", ada)).Token;

        var answer = await server.CommandAsync("talk:user:remove", "--user", ada.User, "--user", "nobody");

        Assert.Equal((1, "User 'nobody' could not be found."), (answer.Code, answer.Error.Trim()));
        Assert.Equal(200, (await ada.RoomAsync(room)).Status);
    }

    [Fact]
    public async Task Rooms_change_hands_with_their_roles()
    {
        var (source, heir, other) = (await server.PersonAsync("source"), await server.PersonAsync("heir"), await server.PersonAsync("other"));
        var owned = (await source.CreateGroupAsync("owned", heir)).Token;
        var plain = (await other.CreateGroupAsync("plain", source)).Token;

        var answer = await server.CommandAsync("talk:user:transfer-ownership", source.User, heir.User);

        Assert.Equal((0, $"Added user {heir.User} to 1 rooms."), (answer.Code, answer.Output.Trim()));
        Assert.Equal(new[] { (source.User, 1), (heir.User, 1) }.Order(), (await heir.ParticipantsAsync(owned)).Types().Order());
        Assert.Equal(404, (await heir.RoomAsync(plain)).Status);
    }

    [Fact]
    public async Task All_rooms_can_be_handed_over_and_left()
    {
        var (source, heir, other) = (await server.PersonAsync("source"), await server.PersonAsync("heir"), await server.PersonAsync("other"));
        var owned = (await source.CreateGroupAsync("owned")).Token;
        var plain = (await other.CreateGroupAsync("plain", source)).Token;

        var answer = await server.CommandAsync("talk:user:transfer-ownership", source.User, heir.User, "--include-non-moderator", "--remove-source-user");

        Assert.Equal($"Added user {heir.User} to 2 rooms.", answer.Output.Trim());
        Assert.Equal([(heir.User, 1)], (await heir.ParticipantsAsync(owned)).Types());
        Assert.Equal(new[] { (other.User, 1), (heir.User, 3) }.Order(), (await heir.ParticipantsAsync(plain)).Types().Order());
    }

    [Fact]
    public async Task A_better_role_is_kept()
    {
        var (source, heir) = (await server.PersonAsync("source"), await server.PersonAsync("heir"));
        var room = await server.StageAsync(heir);
        await room.AddAsync(source, ParticipantType.Moderator);

        await server.CommandAsync("talk:user:transfer-ownership", source.User, heir.User);

        Assert.Contains((heir.User, 1), (await heir.ParticipantsAsync(room.Token)).Types());
    }

    [Fact]
    public async Task Breakout_rooms_follow()
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.SplitAsync(mode: 3, amount: 2);
        var heir = meeting.People[0];

        await server.CommandAsync("talk:user:transfer-ownership", meeting.Owner.User, heir.User, "--remove-source-user");

        Assert.Equal([heir.User], (await meeting.MembersAsync(rooms[0])).Keys);
    }

    [Fact]
    public async Task Both_must_exist_and_differ()
    {
        var ada = await server.PersonAsync();

        Assert.Equal(1, (await server.CommandAsync("talk:user:transfer-ownership", "nobody", ada.User)).Code);
        Assert.Equal(1, (await server.CommandAsync("talk:user:transfer-ownership", ada.User, "nobody")).Code);
        Assert.Equal(1, (await server.CommandAsync("talk:user:transfer-ownership", ada.User, ada.User)).Code);
    }
}
