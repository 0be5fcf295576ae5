using System.Text.Json;
using Plenum.Meetings;
using Plenum.Notifications;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Notifications;

/// <summary>Accounts that are added to a conversation are told so.</summary>
public sealed class InvitationTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("platform T74", "conversations 54")]
    public async Task Somebody_who_is_added_is_told_who_did_it_and_where()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("Botany")).Token;

        await ada.AddAsync(token, bob);

        var told = Assert.Single(await server.ToldAsync(bob));
        Assert.Equal(("spreed", bob.User, "room", token), (told.Word("app"), told.Word("user"), told.Word("object_type"), told.Word("object_id")));
        Assert.Equal(("{user} invited you to {call}", "Ada invited you to Botany"), (told.Word("subjectRich"), told.Word("subject")));
        Assert.Equal(("user", ada.User, "Ada"), (told.Subject("user").Word("type"), told.Subject("user").Word("id"), told.Subject("user").Word("name")));
        Assert.Equal(("call", "Botany", "group"), (told.Subject("call").Word("type"), told.Subject("call").Word("name"), told.Subject("call").Word("call-type")));
        Assert.Equal($"{server.Url}/ocs/v2.php/apps/spreed/api/v1/room/{token}/avatar", told.Subject("call").Word("icon-url"));
        Assert.True(long.Parse(told.Subject("call").Word("id"), System.Globalization.CultureInfo.InvariantCulture) > 0);
        Assert.All(told.GetProperty("subjectRichParameters").EnumerateObject().SelectMany(one => one.Value.EnumerateObject()), one => Assert.Equal(JsonValueKind.String, one.Value.ValueKind));
        Assert.Equal(("", "", "[]"), (told.Word("message"), told.Word("messageRich"), told.GetProperty("messageRichParameters").GetRawText()));
        Assert.Equal(server.Clock.GetUtcNow().ToUnixTimeSeconds(), DateTimeOffset.Parse(told.Word("datetime"), System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeSeconds());
        Assert.EndsWith("+00:00", told.Word("datetime"), StringComparison.Ordinal);
        Assert.True(told.GetProperty("shouldNotify").GetBoolean());
    }

    [Fact]
    public async Task It_leads_to_the_conversation_and_into_a_call_that_is_running()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("Botany")).Token;
        await ada.JoinAsync(token);
        (await ada.PostAsync($"v4/call/{token}")).Expect(200);

        await ada.AddAsync(token, bob);
        var during = Assert.Single(await server.ToldAsync(bob));
        (await ada.DeleteAsync($"v4/call/{token}")).Expect(200);
        var after = Assert.Single(await server.ToldAsync(bob));

        var page = $"{server.Url}/call/{token}";
        Assert.Equal((page, $"{page}#direct-call", "WEB", true), ActionOf(during));
        Assert.Equal((page, page, "WEB", false), ActionOf(after));
        Assert.Equal(200, (await server.Guest().GetAsync(new Uri(after.Word("icon")).AbsolutePath)).Status);
    }

    [Fact]
    [Case("platform T74")]
    public async Task Whoever_comes_in_knows_it()
    {
        var (ada, bob, eve) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"), await server.PersonAsync("eve"));
        var token = (await ada.CreateGroupAsync("Botany", bob, eve)).Token;
        await ada.CreateGroupAsync("Zoology", bob);

        await bob.JoinAsync(token);

        Assert.Equal("Ada invited you to Zoology", Assert.Single(await server.ToldAsync(bob)).Word("subject"));
        Assert.Single(await server.ToldAsync(eve));
    }

    [Fact]
    public async Task Whoever_opens_the_page_knows_it()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("Botany", bob)).Token;

        Assert.Equal(200, (await bob.GetAsync($"/call/{token}")).Status);

        Assert.Empty(await server.ToldAsync(bob));
    }

    [Fact]
    public async Task It_goes_with_whoever_leaves_or_is_removed_and_with_the_conversation()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var tokens = new List<string>();
        foreach (var name in new[] { "one", "two", "three" }) tokens.Add((await ada.CreateGroupAsync(name, bob)).Token);

        (await ada.TryRemoveAsync(tokens[0], await bob.AttendeeIdAsync(tokens[0]))).Expect(200);
        (await bob.DeleteAsync($"v4/room/{tokens[1]}/participants/self")).Expect(200);
        (await ada.DeleteAsync($"v4/room/{tokens[2]}")).Expect(200);

        Assert.Empty(await server.ToldAsync(bob));
        Assert.Equal(0, await server.RowsOfAsync(bob));
    }

    [Fact]
    public async Task It_goes_with_the_account()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        await ada.CreateGroupAsync("one", bob);

        (await server.Admin().DeleteAsync($"/ocs/v2.php/cloud/users/{bob.User}")).Expect(200);

        Assert.Equal(0, await server.RowsOfAsync(bob));
    }

    [Fact]
    [Case("conversations 55", "conversations 12")]
    public async Task Nobody_is_told_who_came_by_himself_or_talks_to_one_person()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var open = (await ada.CreatePublicAsync("open")).Token;
        await bob.JoinAsync(open);
        await ada.AddAsync(open, bob);
        var oneToOne = (await ada.CreateAsync(new { roomType = 1, invite = bob.User })).Token;
        (await bob.PostAsync("v4/room", new { roomType = 1, invite = ada.User })).Expect(200);

        Assert.Equal((3, 200), ((await bob.RoomAsync(open))["participantType"].GetInt32(), (await bob.RoomAsync(oneToOne)).Status));
        Assert.Empty(await server.ToldAsync(bob));
        Assert.Empty(await server.ToldAsync(ada));
    }

    [Fact]
    public async Task The_members_of_a_group_are_told_when_it_is_added()
    {
        var group = PlenumServer.Unique("botanists");
        var (ada, bob) = (await server.PersonAsync("ada", group), await server.PersonAsync("bob", group));
        var token = (await ada.CreateGroupAsync("Botany")).Token;

        (await ada.TryAddAsync(token, group, "groups")).Expect(200);

        Assert.Equal([$"room {token}"], await server.ToldOfAsync(bob));
        Assert.Empty(await server.ToldAsync(ada));
    }

    [Fact]
    public async Task Breakout_rooms_invite_whom_a_moderator_puts_into_them()
    {
        var meeting = await server.GroupAsync(members: 2);
        await meeting.Owner.DeleteAsync(ToldPeople.NotificationsPath);
        foreach (var person in meeting.People) await person.DeleteAsync(ToldPeople.NotificationsPath);

        var rooms = await meeting.ManualAsync(2, (meeting.People[0], 0), (meeting.People[1], 1));

        Assert.Equal([$"room {rooms[0]}"], await server.ToldOfAsync(meeting.People[0]));
        Assert.Equal([$"room {rooms[1]}"], await server.ToldOfAsync(meeting.People[1]));
        Assert.Empty(await server.ToldAsync(meeting.Owner));
    }

    [Fact]
    public async Task An_invitation_to_a_lobby_is_seen_by_those_who_wait()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));

        var token = (await ada.CreateAsync(new { roomType = 3, roomName = "webinar", lobbyState = 1, participants = new { users = new[] { bob.User } } })).Token;

        Assert.Equal([$"room {token}"], await server.ToldOfAsync(bob));
    }

    [Fact]
    public async Task In_a_classified_conversation_nothing_says_which()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreateAsync(new { roomType = 2, roomName = "Secret", preset = "classified", participants = new { users = new[] { bob.User } } })).Token;

        var told = Assert.Single(await server.ToldAsync(bob));

        Assert.Equal((token, "You are invited to Private conversation"), (told.Word("object_id"), told.Word("subject")));
        Assert.Equal("Private conversation", told.Subject("call").Word("name"));
        Assert.DoesNotContain(told.EnumerateObject(), one => one.Value.GetRawText().Contains("Secret", StringComparison.Ordinal) || one.Value.GetRawText().Contains("Ada", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ConversationType.Group, "", true)]
    [InlineData(ConversationType.Public, "", true)]
    [InlineData(ConversationType.Group, ObjectTypes.BreakoutRoom, true)]
    [InlineData(ConversationType.Public, ObjectTypes.Event, true)]
    [InlineData(ConversationType.Public, ObjectTypes.File, false)]
    [InlineData(ConversationType.OneToOne, "", false)]
    [InlineData(ConversationType.FormerOneToOne, "", false)]
    [InlineData(ConversationType.NoteToSelf, "", false)]
    [InlineData(ConversationType.Changelog, "", false)]
    internal void Some_conversations_invite_nobody(ConversationType type, string objectType, bool tells) =>
        Assert.Equal(tells, InvitationRules.Tells(type, objectType));

    private static (string Page, string Action, string Type, bool IsPrimary) ActionOf(JsonElement told)
    {
        var action = Assert.Single(told.GetProperty("actions").EnumerateArray());
        Assert.NotEmpty(action.Word("label"));
        return (told.Word("link"), action.Word("link"), action.Word("type"), action.GetProperty("primary").GetBoolean());
    }
}
