using Microsoft.EntityFrameworkCore;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.CommandLine;

public sealed class RoomCommandTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task A_created_room_has_what_was_asked_for()
    {
        var (owner, moderator, user, group) = (await server.PersonAsync("owner"), await server.PersonAsync("moderator"), await server.PersonAsync(), PlenumServer.Unique("group"));
        var member = await server.PersonAsync("member", group);

        var answer = await server.CommandAsync(
            "talk:room:create", "Webinar", "--description", "About it", "--public", "--readonly", "--listable", "1", "--password", "open sesame", "--message-expiration", "3600",
            "--preserve", "--owner", owner.User, "--moderator", moderator.User, "--user", user.User, "--group", group);
        var token = TokenOf(answer);
        var room = (await owner.RoomAsync(token)).Expect(200);

        Assert.Equal("Room successfully created.", answer.Lines.First());
        Assert.Equal(("Webinar", "About it", 3, 1, 1, 3600, true), (Text(room, "name"), Text(room, "description"), Number(room, "type"), Number(room, "readOnly"), Number(room, "listable"), Number(room, "messageExpiration"), room["hasPassword"].GetBoolean()));
        Assert.Equal(
            new[] { (owner.User, 1), (moderator.User, 2), (user.User, 3), (member.User, 3), (group, 3) }.Order(),
            (await owner.ParticipantsAsync(token)).Types().Order());
        Assert.True(await server.FromDbAsync(db => db.Conversations.AnyAsync(conversation => conversation.Token == token && conversation.Attributes == ConversationAttributes.Preserved)));
        Assert.Equal([Actor.CommandLine], await ActorsAsync(token));
    }

    [Fact]
    public async Task Without_options_it_is_an_empty_group()
    {
        var token = TokenOf(await server.CommandAsync("talk:room:create", "Bare"));

        var stored = await StoredAsync(token);

        Assert.Equal((ConversationType.Group, false, Listable.ParticipantsOnly, null), (stored!.Type, stored.ReadOnly, stored.Listable, stored.PasswordHash));
    }

    [Theory]
    [Case("platform T88")]
    [InlineData("--owner", "nobody")]
    [InlineData("--moderator", "nobody")]
    [InlineData("--user", "nobody")]
    [InlineData("--group", "nowhere")]
    [InlineData("--listable", "3")]
    [InlineData("--listable", "many")]
    [InlineData("--message-expiration", "-1")]
    [InlineData("--password", "only for public rooms")]
    public async Task Any_bad_value_fails_and_leaves_nothing_behind(string option, string value)
    {
        var name = PlenumServer.Unique("room");

        var answer = await server.CommandAsync("talk:room:create", name, "--user", "admin", option, value);

        Assert.Equal(1, answer.Code);
        Assert.DoesNotContain("Room token", answer.Output);
        Assert.NotEmpty(answer.Error);
        Assert.False(await server.FromDbAsync(db => db.Conversations.AnyAsync(conversation => conversation.Name == name)));
    }

    [Fact]
    public async Task An_empty_name_and_a_description_too_long_are_refused()
    {
        Assert.Equal(1, (await server.CommandAsync("talk:room:create", " ")).Code);
        Assert.Equal(1, (await server.CommandAsync("talk:room:create", "x", "--description", new string('x', 2001))).Code);
    }

    [Fact]
    public async Task Given_settings_change_and_the_others_stay()
    {
        var (owner, other) = (await server.PersonAsync("owner"), await server.PersonAsync("other"));
        var token = (await owner.CreateGroupAsync("before", other)).Token;

        var answer = await server.CommandAsync(
            "talk:room:update", token, "--name", "after", "--description", "new", "--public", "1", "--password", "secret word", "--readonly", "1",
            "--listable", "2", "--message-expiration", "60", "--preserve", "1", "--owner", other.User);
        var room = (await other.RoomAsync(token)).Expect(200);

        Assert.Equal((0, "Room successfully updated."), (answer.Code, answer.Output.Trim()));
        Assert.Equal(("after", "new", 3, 1, 2, 60, true), (Text(room, "name"), Text(room, "description"), Number(room, "type"), Number(room, "readOnly"), Number(room, "listable"), Number(room, "messageExpiration"), room["hasPassword"].GetBoolean()));
        Assert.Equal(new[] { (other.User, 1), (owner.User, 2) }.Order(), (await other.ParticipantsAsync(token)).Types().Order());
    }

    [Fact]
    public async Task What_was_given_can_be_taken_away_again()
    {
        var owner = await server.PersonAsync("owner");
        var token = TokenOf(await server.CommandAsync("talk:room:create", "room", "--public", "--password", "secret word", "--preserve", "--readonly", "--owner", owner.User));

        var removed = await server.CommandAsync("talk:room:update", token, "--password", "", "--readonly", "0", "--preserve", "0", "--owner", "");
        var isPrivate = await server.CommandAsync("talk:room:update", token, "--public", "0");
        var stored = await StoredAsync(token);

        Assert.Equal((0, 0), (removed.Code, isPrivate.Code));
        Assert.Equal((ConversationType.Group, null, false, ConversationAttributes.None), (stored!.Type, stored.PasswordHash, stored.ReadOnly, stored.Attributes));
        Assert.Equal([(owner.User, 2)], (await owner.ParticipantsAsync(token)).Types());
    }

    [Theory]
    [InlineData("--listable", "7")]
    [InlineData("--public", "2")]
    [InlineData("--owner", "nobody")]
    [InlineData("--password", "only for public rooms")]
    [InlineData("--message-expiration", "-5")]
    public async Task An_update_that_fails_changes_nothing(string option, string value)
    {
        var owner = await server.PersonAsync("owner");
        var token = (await owner.CreateGroupAsync("before")).Token;

        var answer = await server.CommandAsync("talk:room:update", token, "--name", "after", option, value);

        Assert.Equal((1, "before"), (answer.Code, Text(await owner.RoomAsync(token), "name")));
    }

    [Fact]
    public async Task A_deleted_room_is_gone()
    {
        var owner = await server.PersonAsync("owner");
        var token = (await owner.CreateGroupAsync()).Token;

        var answer = await server.CommandAsync("talk:room:delete", token);
        var again = await server.CommandAsync("talk:room:delete", token);

        Assert.Equal((0, "Room successfully deleted."), (answer.Code, answer.Output.Trim()));
        Assert.Equal((1, "Room not found.", 404), (again.Code, again.Error.Trim(), (await owner.RoomAsync(token)).Status));
    }

    [Fact]
    public async Task One_to_ones_and_preserved_rooms_are_not_deleted()
    {
        var (ada, grace) = (await server.PersonAsync(), await server.PersonAsync("grace"));
        var pair = await server.StageAsync(ada, ConversationType.OneToOne, conversation => conversation.Name = OneToOnePair.NameOf(ada.User, grace.User));
        var preserved = await server.StageAsync(ada, with: conversation => conversation.Attributes = ConversationAttributes.Preserved);

        var oneToOne = await server.CommandAsync("talk:room:delete", pair.Token);
        var kept = await server.CommandAsync("talk:room:delete", preserved.Token);

        Assert.Equal((1, "Room is no group call."), (oneToOne.Code, oneToOne.Error.Trim()));
        Assert.Equal((1, 200), (kept.Code, (await ada.RoomAsync(preserved.Token)).Status));
        Assert.Equal(1, (await server.CommandAsync("talk:room:update", pair.Token, "--name", "x")).Code);
    }

    private static string TokenOf(Answer answer)
    {
        Assert.True(answer.Code == 0, answer.Error);
        return answer.Lines.Single(line => line.StartsWith("Room token: ", StringComparison.Ordinal))["Room token: ".Length..];
    }

    private Task<Conversation?> StoredAsync(string token) =>
        server.FromDbAsync(db => db.Conversations.AsNoTracking().SingleOrDefaultAsync(conversation => conversation.Token == token));

    private Task<List<Actor>> ActorsAsync(string token) => server.FromDbAsync(async db =>
        (await db.Messages.AsNoTracking().Where(message => message.Conversation!.Token == token).ToListAsync()).Select(message => message.Actor).Distinct().ToList());

    private static string? Text(Reply reply, string name) => reply[name].GetString();

    private static int Number(Reply reply, string name) => reply[name].GetInt32();
}
