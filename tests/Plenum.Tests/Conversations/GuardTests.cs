using System.Globalization;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Conversations;

/// <summary>Who may do what to a conversation (conversations §4): every route that changes one, for every kind of person.</summary>
public sealed class GuardTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Theory]
    [InlineData("PUT", "", """{"roomName":"new"}""")]
    [InlineData("PUT", "description", """{"description":"new"}""")]
    [InlineData("PUT", "password", """{"password":""}""")]
    [InlineData("PUT", "permissions/default", """{"permissions":0}""")]
    [InlineData("POST", "message-expiration", """{"seconds":0}""")]
    [InlineData("DELETE", "object", "{}")]
    public async Task Moderators_guests_among_them(string method, string path, string body)
    {
        var people = await PeopleAsync();

        var answers = await people.AnswersAsync(new HttpMethod(method), path, body);

        Assert.Equal("self-joined 403, stranger 404, user 403, visitor 404, guest 403", answers.Refused);
        Assert.Equal("guest moderator, moderator, owner", answers.Admitted);
    }

    [Theory]
    [InlineData("PUT", "read-only", """{"state":0}""")]
    [InlineData("PUT", "listable", """{"scope":0}""")]
    [InlineData("PUT", "mention-permissions", """{"mentionPermissions":0}""")]
    [InlineData("PUT", "recording-consent", """{"recordingConsent":0}""")]
    [InlineData("POST", "public", "{}")]
    [InlineData("DELETE", "public", "{}")]
    public async Task Moderators_with_an_account(string method, string path, string body)
    {
        var people = await PeopleAsync();

        var answers = await people.AnswersAsync(new HttpMethod(method), path, body);

        Assert.Equal("self-joined 403, stranger 404, user 403, visitor 401, guest 401, guest moderator 401", answers.Refused);
        Assert.Equal("moderator, owner", answers.Admitted);
    }

    [Theory]
    [InlineData("POST", "preserve")]
    [InlineData("DELETE", "preserve")]
    public async Task Only_owners(string method, string path)
    {
        var people = await PeopleAsync();

        var answers = await people.AnswersAsync(new HttpMethod(method), path, "{}");

        Assert.Equal("self-joined 403, stranger 404, user 403, visitor 401, guest 401, guest moderator 401, moderator 403", answers.Refused);
        Assert.Equal("owner", answers.Admitted);
    }

    [Theory]
    [InlineData("POST", "favorite", "{}")]
    [InlineData("DELETE", "favorite", "{}")]
    [InlineData("POST", "archive", "{}")]
    [InlineData("DELETE", "archive", "{}")]
    [InlineData("POST", "important", "{}")]
    [InlineData("DELETE", "important", "{}")]
    [InlineData("POST", "sensitive", "{}")]
    [InlineData("DELETE", "sensitive", "{}")]
    [InlineData("POST", "notify", """{"level":1}""")]
    [InlineData("POST", "notify-calls", """{"level":1}""")]
    public async Task Everybody_with_an_account_in_the_conversation(string method, string path, string body)
    {
        var people = await PeopleAsync();

        var answers = await people.AnswersAsync(new HttpMethod(method), path, body);

        Assert.Equal("stranger 404, visitor 401, guest 401, guest moderator 401", answers.Refused);
        Assert.Equal("moderator, owner, self-joined, user", answers.Admitted);
    }

    [Fact]
    public async Task Deleting_is_for_moderators_with_an_account()
    {
        var people = await PeopleAsync();

        var answers = await people.AnswersAsync(HttpMethod.Delete, "", "{}");

        Assert.Equal("self-joined 403, stranger 404, user 403, visitor 404, guest 403, guest moderator 403, owner 404", answers.Refused);
        Assert.Equal("moderator", answers.Admitted);
    }

    [Fact]
    public async Task Accounts_that_may_not_use_talk_change_nothing()
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreateGroupAsync()).Token;
        await using var config = await server.ConfigAsync(("allowed_groups", """["nobody"]"""));

        Assert.Equal(403, (await ada.PutAsync($"v4/room/{token}", new { roomName = "new" })).Status);
        Assert.Equal(403, (await ada.PostAsync("v4/room", new { roomName = "new" })).Status);
        Assert.Equal(403, (await ada.GetAsync("v4/room")).Status);
    }

    private async Task<Crowd> PeopleAsync()
    {
        var (owner, moderator, user, selfJoined, stranger) = (await server.PersonAsync("olga"), await server.PersonAsync("mia"), await server.PersonAsync("una"), await server.PersonAsync("sam"), await server.PersonAsync("xenia"));
        var room = await server.StageAsync(owner, ConversationType.Public);
        await room.AddAsync(moderator, ParticipantType.Moderator);
        await room.AddAsync(user);
        await room.AddAsync(selfJoined, ParticipantType.SelfJoinedUser);

        // In this order: those who are refused first, then from the least to the most.
        return new Crowd(room,
        [
            ("self-joined", selfJoined), ("stranger", stranger), ("user", user), ("visitor", server.Guest()),
            ("guest", await room.GuestAsync()), ("guest moderator", await room.GuestAsync(ParticipantType.GuestModerator)), ("moderator", moderator), ("owner", owner),
        ]);
    }

    private sealed record Crowd(StagedRoom Room, (string Role, TalkClient Client)[] People)
    {
        /// <summary>Lets them all try, one after another.</summary>
        public async Task<(string Refused, string Admitted)> AnswersAsync(HttpMethod method, string path, string body)
        {
            List<string> refused = [], admitted = [];
            foreach (var (role, client) in People)
            {
                var reply = await client.SendAsync(method, $"{Room.Room}/{path}".TrimEnd('/'), new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
                if (reply.Status is 401 or 403 or 404) refused.Add(string.Create(CultureInfo.InvariantCulture, $"{role} {reply.Status}"));
                else admitted.Add(role);
            }

            return (string.Join(", ", refused), string.Join(", ", admitted.Order(StringComparer.Ordinal)));
        }
    }
}
