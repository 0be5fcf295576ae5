using Plenum.Tests.Testing;

namespace Plenum.Tests.CommandLine;

public sealed class RoomPeopleCommandTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task Accounts_and_groups_are_added()
    {
        var (owner, ada, group) = (await server.PersonAsync("owner"), await server.PersonAsync(), PlenumServer.Unique("group"));
        var member = await server.PersonAsync("member", group);
        var room = (await owner.CreateGroupAsync()).Token;

        var answer = await server.CommandAsync("talk:room:add", room, "--user", ada.User.ToUpperInvariant(), "--group", group);

        Assert.Equal((0, "Users successfully added to room."), (answer.Code, answer.Output.Trim()));
        Assert.Equal(new[] { (owner.User, 1), (ada.User, 3), (member.User, 3), (group, 3) }.Order(), (await owner.ParticipantsAsync(room)).Types().Order());
    }

    [Fact]
    public async Task With_somebody_unknown_nobody_is_added()
    {
        var (owner, ada) = (await server.PersonAsync("owner"), await server.PersonAsync());
        var room = (await owner.CreateGroupAsync()).Token;

        var user = await server.CommandAsync("talk:room:add", room, "--user", ada.User, "--user", "nobody");
        var group = await server.CommandAsync("talk:room:add", room, "--user", ada.User, "--group", "nowhere");
        var unknown = await server.CommandAsync("talk:room:add", "unknown", "--user", ada.User);

        Assert.Equal((1, 1, 1), (user.Code, group.Code, unknown.Code));
        Assert.Contains("'nobody'", user.Error);
        Assert.Contains("'nowhere'", group.Error);
        Assert.Equal(404, (await ada.RoomAsync(room)).Status);
    }

    [Fact]
    public async Task Removed_people_are_out()
    {
        var (owner, ada, grace) = (await server.PersonAsync("owner"), await server.PersonAsync(), await server.PersonAsync("grace"));
        var room = (await owner.CreateGroupAsync("room", ada, grace)).Token;

        var answer = await server.CommandAsync("talk:room:remove", room, ada.User, grace.User);

        Assert.Equal((0, "Users successfully removed from room."), (answer.Code, answer.Output.Trim()));
        Assert.Equal([(owner.User, 1)], (await owner.ParticipantsAsync(room)).Types());
    }

    [Theory]
    [InlineData("talk:room:remove")]
    [InlineData("talk:room:promote")]
    [InlineData("talk:room:demote")]
    public async Task Somebody_who_is_no_participant_is_named_and_nothing_happens(string command)
    {
        var (owner, ada) = (await server.PersonAsync("owner"), await server.PersonAsync());
        var room = (await owner.CreateGroupAsync("room", ada)).Token;

        var answer = await server.CommandAsync(command, room, ada.User, "stranger");

        Assert.Equal((1, "'stranger' is no participant."), (answer.Code, answer.Error.Trim()));
        Assert.Contains((ada.User, 3), (await owner.ParticipantsAsync(room)).Types());
    }

    [Fact]
    public async Task People_are_promoted_and_demoted_step_by_step()
    {
        var (owner, ada) = (await server.PersonAsync("owner"), await server.PersonAsync());
        var room = (await owner.CreateGroupAsync("room", ada)).Token;

        Assert.Equal(2, await AfterAsync("talk:room:promote", room, ada.User));
        Assert.Equal(2, await AfterAsync("talk:room:promote", room, ada.User));
        Assert.Equal(1, await AfterAsync("talk:room:promote", room, ada.User, "--owner"));
        Assert.Equal(1, await AfterAsync("talk:room:promote", room, ada.User));
        Assert.Equal(2, await AfterAsync("talk:room:demote", room, ada.User, "--to-moderator"));
        Assert.Equal(3, await AfterAsync("talk:room:demote", room, ada.User));
        Assert.Equal(3, await AfterAsync("talk:room:demote", room, ada.User));

        async Task<int> AfterAsync(params string[] args)
        {
            var answer = await server.CommandAsync(args);
            Assert.True(answer.Code == 0, answer.Error);
            return (await owner.ParticipantsAsync(room)).Types().Single(person => person.Id == ada.User).Type;
        }
    }

    [Fact]
    public async Task The_last_moderator_stays()
    {
        var owner = await server.PersonAsync("owner");
        var room = (await owner.CreateGroupAsync("room", await server.PersonAsync())).Token;

        var answer = await server.CommandAsync("talk:room:demote", room, owner.User);

        Assert.Equal(1, answer.Code);
        Assert.Contains(owner.User, answer.Error);
    }

    [Fact]
    public async Task A_promotion_reaches_the_breakout_rooms()
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.SplitAsync(mode: 3, amount: 2);

        await server.CommandAsync("talk:room:promote", meeting.Token, meeting.People[0].User);
        var inside = await meeting.MembersAsync(rooms[1]);
        await server.CommandAsync("talk:room:remove", meeting.Token, meeting.People[0].User);

        Assert.Contains(meeting.People[0].User, inside.Keys);
        Assert.DoesNotContain(meeting.People[0].User, (await meeting.MembersAsync(rooms[1])).Keys);
    }
}
