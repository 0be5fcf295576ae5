using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Conversations;

public sealed class AdmissionTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact, Case("conversations 34")]
    public async Task Going_private_sends_everybody_away_who_came_by_the_link()
    {
        var (ada, bob, sam) = (await server.PersonAsync(), await server.PersonAsync("bob"), await server.PersonAsync("sam"));
        var token = (await ada.CreateAsync(new { roomName = "room", participants = new { users = new[] { bob.User }, emails = new[] { "mail@example.org" } } })).Token;
        var opened = await ada.PostAsync($"v4/room/{token}/public");
        var guest = server.Guest();
        await guest.JoinAsync(token);
        await sam.JoinAsync(token);
        var heard = server.Record();

        var closed = await ada.DeleteAsync($"v4/room/{token}/public");

        Assert.Equal((3, 2), (opened.Expect(200)["type"].GetInt32(), closed.Expect(200)["type"].GetInt32()));
        Assert.Equal(["user_removed", "guests_disallowed", "guests_allowed", "user_added", "conversation_created"], (await ada.HistoryAsync(token)).Keys());
        var left = await server.ActorsAsync(token);
        Assert.Equal([ada.User, bob.User], left.Where(actor => actor.Length < 64));
        Assert.Single(left, actor => actor.Length == 64);
        Assert.Equal(404, (await guest.RoomAsync(token)).Status);
        Assert.Equal(404, (await sam.RoomAsync(token)).Status);
        Assert.Equal(2, heard.About(token).OfType<SessionsDisinvited>().SelectMany(gone => gone.SessionIds).Count());
        Assert.Equal(2, heard.About(token).OfType<Disinvited>().SelectMany(gone => gone.Actors).Count());
    }

    [Fact, Case("conversations 35")]
    public async Task Only_moderators_with_an_account_open_a_conversation()
    {
        var (ada, bob, sam) = (await server.PersonAsync(), await server.PersonAsync("bob"), await server.PersonAsync("sam"));
        var group = (await ada.CreateGroupAsync("room", bob)).Token;
        var room = await server.StageAsync(ada, ConversationType.Public);
        var guestModerator = await room.GuestAsync(ParticipantType.GuestModerator);

        Assert.Equal(403, (await bob.PostAsync($"v4/room/{group}/public")).Status);
        Assert.Equal(404, (await sam.PostAsync($"v4/room/{group}/public")).Status);
        Assert.Equal(401, (await guestModerator.PostAsync($"v4/room/{room.Token}/public")).Status);
        Assert.Equal(401, (await guestModerator.DeleteAsync($"v4/room/{room.Token}/public")).Status);
    }

    [Fact]
    public async Task Going_public_with_a_password_says_both_and_answers_freshly()
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreateGroupAsync()).Token;

        var reply = await ada.PostAsync($"v4/room/{token}/public", new { password = "secret" });
        var again = await ada.PostAsync($"v4/room/{token}/public", new { password = "another" });

        Assert.Equal((3, true), (reply.Expect(200)["type"].GetInt32(), reply["hasPassword"].GetBoolean()));
        Assert.Equal(200, again.Status);
        Assert.Equal(["password_set", "guests_allowed", "conversation_created"], (await ada.HistoryAsync(token)).Keys());
        Assert.Equal(200, (await server.Guest().TryJoinAsync(token, "secret")).Status);
        Assert.Equal((403, "password"), Outcome(await server.Guest().TryJoinAsync(token, "another")));
    }

    [Fact]
    public async Task Going_private_drops_the_password()
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreateAsync(new { roomType = 3, roomName = "room", password = "secret" })).Token;

        (await ada.DeleteAsync($"v4/room/{token}/public")).Expect(200);
        var opened = await ada.PostAsync($"v4/room/{token}/public");

        Assert.False(opened.Expect(200)["hasPassword"].GetBoolean());
        Assert.Equal(200, (await server.Guest().TryJoinAsync(token)).Status);
        Assert.DoesNotContain("password_removed", (await ada.HistoryAsync(token)).Keys());
    }

    [Fact]
    public async Task Going_private_twice_is_no_mistake()
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreateGroupAsync()).Token;

        Assert.Equal(200, (await ada.DeleteAsync($"v4/room/{token}/public")).Status);
        Assert.Equal(["conversation_created"], (await ada.HistoryAsync(token)).Keys());
    }

    [Fact, Case("conversations 38")]
    public async Task Only_public_conversations_have_passwords()
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreateGroupAsync()).Token;

        Assert.Equal((400, "type"), Outcome(await ada.PutAsync($"v4/room/{token}/password", new { password = "secret" })));
        await server.ChangeAsync(token, room => (room.Type, room.ObjectType) = (ConversationType.Public, ObjectTypes.BreakoutRoom));
        Assert.Equal((400, "breakout-room"), Outcome(await ada.PutAsync($"v4/room/{token}/password", new { password = "secret" })));
    }

    [Fact]
    public async Task Passwords_are_set_changed_and_removed_and_the_same_again_is_no_news()
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreatePublicAsync()).Token;

        foreach (var password in new[] { "", "one", "one", "two", "", "" }) (await ada.PutAsync($"v4/room/{token}/password", new { password })).Expect(200);

        Assert.Equal(["password_removed", "password_set", "password_set", "conversation_created"], (await ada.HistoryAsync(token)).Keys());
    }

    [Fact]
    public async Task A_guest_moderator_sets_the_password()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada, ConversationType.Public);
        var guestModerator = await room.GuestAsync(ParticipantType.GuestModerator);
        var guest = await room.GuestAsync();

        Assert.Equal(200, (await guestModerator.PutAsync($"v4/room/{room.Token}/password", new { password = "secret" })).Status);
        Assert.Equal(403, (await guest.PutAsync($"v4/room/{room.Token}/password", new { password = "secret" })).Status);
        Assert.Equal(404, (await server.Guest().PutAsync($"v4/room/{room.Token}/password", new { password = "secret" })).Status);
    }

    [Fact]
    public async Task Many_passwords_at_once_leave_one_that_works()
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreatePublicAsync()).Token;

        var replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(turn => ada.PutAsync($"v4/room/{token}/password", new { password = $"secret {turn}" })));

        Assert.All(replies, reply => reply.Expect(200));
        var joins = new List<int>();
        foreach (var turn in Enumerable.Range(0, 5)) joins.Add((await server.Guest().TryJoinAsync(token, $"secret {turn}")).Status);
        Assert.Single(joins, status => status == 200);
    }

    [Fact, Case("conversations 90")]
    public async Task A_parent_takes_its_breakout_rooms_along()
    {
        var meeting = await server.GroupAsync(members: 2);
        var rooms = await meeting.SplitAsync(mode: 1, amount: 2);

        (await meeting.Owner.DeleteAsync($"v4/room/{meeting.Token}")).Expect(200);

        foreach (var token in rooms.Append(meeting.Token)) Assert.Equal(404, (await meeting.Owner.RoomAsync(token)).Status);
        foreach (var person in meeting.People) Assert.Equal("[]", (await person.GetAsync("v4/room")).Data.GetRawText());
    }

    [Fact]
    public async Task A_deleted_conversation_is_gone_with_everything_in_it()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        await bob.JoinAsync(token);
        await bob.SayAsync(token, "hello");
        var heard = server.Record();

        var reply = await ada.DeleteAsync($"v4/room/{token}");

        Assert.Equal((200, System.Text.Json.JsonValueKind.Null), (reply.Status, reply.Data.ValueKind));
        Assert.Equal([ada.User, bob.User], Assert.IsType<RoomDeleted>(Assert.Single(heard.About(token))).Actors.Select(actor => actor.Id));
        Assert.Equal(404, (await bob.HistoryAsync(token)).Status);
        Assert.Empty(await server.ActorsAsync(token));
    }

    [Fact]
    public async Task Of_many_who_delete_at_once_one_does()
    {
        var (ada, mia) = (await server.PersonAsync(), await server.PersonAsync("mia"));
        var token = (await ada.CreateGroupAsync("room", mia)).Token;
        await server.RankAsync(token, mia, ParticipantType.Moderator);

        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(turn => (turn % 2 == 0 ? ada : mia).DeleteAsync($"v4/room/{token}")));

        Assert.Equal([200, 404, 404, 404, 404, 404], replies.Select(reply => reply.Status).Order());
    }

    [Fact]
    public async Task A_guest_moderator_deletes_nothing()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada, ConversationType.Public);
        await room.AddAsync(bob);
        var guestModerator = await room.GuestAsync(ParticipantType.GuestModerator);

        Assert.Equal(403, (await guestModerator.DeleteAsync($"v4/room/{room.Token}")).Status);
        Assert.Equal(403, (await bob.DeleteAsync($"v4/room/{room.Token}")).Status);
        Assert.Equal(200, (await ada.RoomAsync(room.Token)).Status);
    }

    private static (int Status, string? Error) Outcome(Reply reply) => (reply.Status, reply.Error);
}
