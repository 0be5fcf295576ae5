using Plenum.Common;
using Plenum.Meetings;
using Plenum.Messaging;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Chat;

public sealed class MentionSuggestionTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact, Case("chat 60")]
    public async Task Everybody_is_suggested_the_caller_last_and_all_of_them_at_the_end()
    {
        var (ada, bob, cem) = (await server.PersonAsync(), await server.PersonAsync("bob"), await server.PersonAsync("cem"));
        var room = await server.StageAsync(ada, ConversationType.Public);
        await room.AddAsync(bob);
        await room.AddAsync(cem);
        await room.GuestAsync(name: "Gil");
        await server.EmailGuestAsync(room.Token, "Eve");
        await bob.SayAsync(room.Token, "older");
        await cem.SayAsync(room.Token, "newer");
        await ada.SayAsync(room.Token, "newest");

        var reply = await SuggestAsync(ada, room, "");

        Assert.Equal([("users", "Cem"), ("users", "Bob"), ("users", "Ada"), ("guests", "Gil"), ("emails", "Eve"), ("calls", "Staged")], Labels(reply));
        Assert.Equal($$"""{"id":"{{cem.User}}","label":"Cem","source":"users","mentionId":"{{cem.User}}"}""", reply.Data[0].GetRawText());
        Assert.Equal("""{"id":"all","label":"Staged","source":"calls","mentionId":"all","details":"All 3 participants"}""", reply.Data[5].GetRawText());
    }

    [Fact, Case("chat 60")]
    public async Task All_of_them_are_suggested_to_those_who_may_mention_them()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada, with: conversation => conversation.MentionPermissions = 1);
        await room.AddAsync(bob);

        var (member, moderator) = (await SuggestAsync(bob, room, ""), await SuggestAsync(ada, room, ""));

        Assert.DoesNotContain(("calls", "Staged"), Labels(member));
        Assert.Contains(("calls", "Staged"), Labels(moderator));
    }

    [Theory, Case("chat 61")]
    [InlineData("uest", "guests:Guest")]
    [InlineData("GIL", "guests:Gil")]
    [InlineData("stage", "calls:Staged")]
    [InlineData("he", "calls:Staged")]
    [InlineData("AL", "calls:Staged")]
    [InlineData("zzz", "")]
    public async Task The_search_looks_into_names(string search, string expected)
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada, ConversationType.Public);
        await room.GuestAsync(name: "");
        await room.GuestAsync(name: "Gil");

        var reply = await SuggestAsync(ada, room, search);

        Assert.Equal(expected, string.Join(' ', Labels(reply).Select(label => $"{label.Source}:{label.Label}")));
    }

    [Fact, Case("chat 61")]
    public async Task Suggestions_need_the_right_to_write()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.AddAsync(bob);

        var stranger = await SuggestAsync(await server.PersonAsync("cem"), room, "");
        await room.ChangeAsync(conversation => conversation.LobbyState = LobbyState.NonModerators);
        var waiting = await SuggestAsync(bob, room, "");
        await room.ChangeAsync(conversation => conversation.ReadOnly = true);
        var locked = await SuggestAsync(ada, room, "");

        Assert.Equal((404, 412, 403), (stranger.Status, waiting.Status, locked.Status));
    }

    [Fact]
    public async Task The_limit_leaves_room_for_all_of_them()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada);
        for (var i = 0; i < 3; i++) await room.AddAsync(await server.PersonAsync("bob"));

        var two = await ada.GetAsync($"v1/chat/{room.Token}/mentions?search=&limit=2&includeStatus=true");
        var least = await ada.GetAsync($"v1/chat/{room.Token}/mentions?search=&limit=0");

        Assert.Equal((3, 2), (two.Data.GetArrayLength(), least.Data.GetArrayLength()));
    }

    [Fact]
    public async Task Both_sides_of_a_one_to_one_are_suggested_although_one_has_left()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada, ConversationType.OneToOne, conversation => conversation.Name = System.Text.Json.JsonSerializer.Serialize(new[] { ada.User, bob.User }));

        var reply = await SuggestAsync(ada, room, "");

        Assert.Equal([("users", "Bob"), ("users", "Ada")], Labels(reply));
    }

    [Fact]
    public async Task Only_moderators_see_the_address_of_an_e_mail_guest()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada, ConversationType.Public);
        await room.AddAsync(bob);
        await server.EmailGuestAsync(room.Token, "Eve", "eve@example.org");

        var (moderator, member) = (await SuggestAsync(ada, room, "eve"), await SuggestAsync(bob, room, "eve"));

        Assert.Equal("eve@example.org", moderator.Data[0].GetProperty("details").GetString());
        Assert.False(member.Data[0].Has("details"));
        Assert.StartsWith("email/", member.Data[0].GetProperty("mentionId").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Groups_of_the_conversation_are_suggested_by_id_and_name()
    {
        var group = PlenumServer.Unique("staff");
        var ada = await server.PersonAsync("ada", group);
        var room = await server.StageAsync(ada);
        var id = (await room.StoredAsync()).Id;
        await server.InDbAsync(db =>
        {
            db.Attendees.Add(new Attendee { ConversationId = id, ActorType = ActorTypes.Groups, ActorId = group, ParticipantType = ParticipantType.User });
            return Task.CompletedTask;
        });

        var reply = await SuggestAsync(ada, room, group);

        Assert.Equal(($"group/{group}", group, "groups"), (reply.Data[0].GetProperty("id").GetString(), reply.Data[0].GetProperty("label").GetString(), reply.Data[0].GetProperty("source").GetString()));
    }

    [Fact]
    public async Task The_search_has_to_be_given()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada);

        var reply = await ada.GetAsync($"v1/chat/{room.Token}/mentions");

        Assert.Equal((400, "search"), (reply.Status, reply.Error));
    }

    [Theory]
    [InlineData("an", "Anna Joanna Ann")]
    [InlineData("ANN", "Ann Anna Joanna")]
    [InlineData("oann", "Joanna")]
    [InlineData("ÄN", "Änne")]
    [InlineData("", "Joanna Anna Zoe Änne Ann")]
    [InlineData("id-zoe", "Zoe")]
    [InlineData("id-", "Joanna Anna Zoe Änne Ann")]
    public void Exact_matches_come_first_then_names_that_begin_like_that_then_who_wrote_last(string search, string expected)
    {
        Candidate[] candidates =
        [
            new("id-ann", "Ann") { IsCaller = true }, new("id-joanna", "Joanna") { LastSaid = 9 }, new("id-anna", "Anna") { LastSaid = 1 },
            new("id-aenne", "Änne"), new("id-zoe", "Zoe"), new("id-none", ""),
        ];

        var found = MentionSuggestionRules.Find(candidates, search).Select(candidate => candidate.Label);

        Assert.Equal(expected, string.Join(' ', found));
    }

    private static Task<Reply> SuggestAsync(TalkClient person, StagedRoom room, string search) => person.GetAsync($"v1/chat/{room.Token}/mentions?search={Uri.EscapeDataString(search)}");

    private static List<(string Source, string Label)> Labels(Reply reply) =>
        [.. reply.Data.EnumerateArray().Select(entry => (entry.GetProperty("source").GetString()!, entry.GetProperty("label").GetString()!))];
}
