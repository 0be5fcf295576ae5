using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Plenum.Chat;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Chat;

public sealed class SystemMessageTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public void Every_key_that_is_posted_has_its_words()
    {
        var keys = typeof(SystemMessageKeys).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);

        // A tried call is how a missed one reads for its caller; it is never stored.
        Assert.Equal([SystemMessageKeys.CallTried], keys.Where(key => !SystemTexts.IsKnown(key)));
    }

    [Fact, Case("chat 87")]
    public async Task A_rename_is_told_to_who_did_it_and_to_the_others()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("old", bob)).Token;

        (await ada.PutAsync($"v4/room/{token}", new { roomName = "new" })).Expect(200);

        var (mine, theirs) = (await ada.NewestAsync(token), await bob.NewestAsync(token));
        Assert.Equal(("You changed the name from \"old\" to \"new\"", "{actor} changed the name from \"old\" to \"new\""), (mine.Text(), theirs.Text()));
        Assert.Equal(("system", "conversation_renamed", false, false), (theirs.GetProperty("messageType").GetString(), theirs.Key(), theirs.GetProperty("isReplyable").GetBoolean(), theirs.GetProperty("markdown").GetBoolean()));
        Assert.Equal($$$"""{"actor":{"type":"user","id":"{{{ada.User}}}","name":"Ada","mention-id":"{{{ada.User}}}"}}""", theirs.GetProperty("messageParameters").GetRawText());
    }

    [Fact, Case("chat 88")]
    public async Task Who_was_added_is_told_from_three_sides()
    {
        var (ada, bob, cem) = (await server.PersonAsync(), await server.PersonAsync("bob"), await server.PersonAsync("cem"));
        var token = (await ada.CreatePublicAsync("room", cem)).Token;

        await ada.AddAsync(token, bob);

        var (mine, affected, other) = (await ada.NewestAsync(token), await bob.NewestAsync(token), await cem.NewestAsync(token));
        Assert.Equal(("You added {user}", "{actor} added you", "{actor} added {user}"), (mine.Text(), affected.Text(), other.Text()));
        Assert.All([mine, affected, other], message => Assert.Equal((ada.User, bob.User), (message.Parameter("actor").GetProperty("id").GetString(), message.Parameter("user").GetProperty("id").GetString())));
    }

    [Fact, Case("chat 88")]
    public async Task Guests_come_without_a_word()
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreatePublicAsync()).Token;
        var before = (await ada.HistoryAsync(token)).Ids();

        await server.Guest().JoinAsync(token);

        Assert.Equal(before, (await ada.HistoryAsync(token)).Ids());
    }

    [Fact, Case("chat 90")]
    public async Task Breakout_rooms_tell_that_they_were_started_and_stopped_and_the_parent_does_not()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        (await ada.PostAsync($"v1/breakout-rooms/{token}", new { mode = 1, amount = 1 })).Expect(200);
        var room = (await ada.GetAsync("v4/room")).Data.EnumerateArray().Single(entry => entry.GetProperty("objectId").GetString() == token).GetProperty("token").GetString()!;
        var before = (await ada.HistoryAsync(token)).Ids();

        (await ada.PostAsync($"v1/breakout-rooms/{token}/rooms")).Expect(200);
        (await ada.DeleteAsync($"v1/breakout-rooms/{token}/rooms")).Expect(200);

        var told = (await ada.HistoryAsync(room)).Expect(200);
        Assert.Equal(["breakout_rooms_stopped", "breakout_rooms_started"], told.Keys().Take(2));
        Assert.Equal("You ended the breakout rooms", told.Texts()[0]);
        Assert.Equal(before, (await ada.HistoryAsync(token)).Ids());
    }

    [Fact]
    public async Task A_guest_who_did_something_is_called_a_guest()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada, ConversationType.Public);
        var guest = await room.GuestAsync(name: "Gil");
        var unnamed = await room.GuestAsync(name: "");
        (await guest.PostAsync(room.Call)).Expect(200);
        (await unnamed.PostAsync(room.Call)).Expect(200);

        var seen = (await ada.HistoryAsync(room.Token)).Data;
        var own = (await guest.HistoryAsync(room.Token)).Data;

        Assert.Equal(["Guest", "Gil (guest)"], seen.EnumerateArray().Select(message => message.Parameter("actor").GetProperty("name").GetString()));
        Assert.Equal(["", "Gil"], seen.EnumerateArray().Select(message => message.GetProperty("actorDisplayName").GetString()));
        Assert.Equal(("{actor} entered the call", "You started a call"), (own[0].Text(), own[1].Text()));
    }

    [Fact]
    public async Task What_a_guest_wrote_keeps_his_name_when_he_has_gone()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada, ConversationType.Public);
        var guest = await room.GuestAsync(name: "Gil");
        await guest.SayAsync(room.Token, "hi");
        var actorId = (await guest.RoomAsync(room.Token))["actorId"].GetString();
        (await guest.PostAsync($"v1/guest/{room.Token}/name", new { displayName = "Gilbert" })).Expect(200);
        var present = (await ada.NewestAsync(room.Token)).GetProperty("actorDisplayName").GetString();

        await server.InDbAsync(db => db.Attendees.Where(attendee => attendee.ActorId == actorId).ExecuteDeleteAsync());

        var gone = (await ada.NewestAsync(room.Token)).GetProperty("actorDisplayName").GetString();
        Assert.Equal(("Gilbert", "Gilbert"), (present, gone));
    }

    [Fact]
    public async Task Of_a_deleted_account_nothing_but_its_messages_is_left()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        var id = await bob.SayAsync(token, "hi");

        (await server.Admin().DeleteAsync($"/ocs/v2.php/cloud/users/{bob.User}")).Expect(200);

        var message = await ada.MessageAsync(token, id);
        Assert.Equal(("deleted_users", "deleted_users", "", false, "hi"), (message.GetProperty("actorType").GetString(), message.GetProperty("actorId").GetString(), message.GetProperty("actorDisplayName").GetString(), message.GetProperty("isReplyable").GetBoolean(), message.Text()));
        var added = (await ada.HistoryAsync(token)).Data.EnumerateArray().Single(row => row.Key() == "user_added");
        Assert.Equal("""{"type":"highlight","id":"deleted_users","name":"Deleted user"}""", added.Parameter("user").GetRawText());
    }

    [Fact]
    public async Task A_missed_call_reads_differently_for_the_two()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada, ConversationType.OneToOne, conversation => conversation.Name = JsonSerializer.Serialize(new[] { ada.User, bob.User }));
        (await ada.PostAsync(room.Call)).Expect(200);
        (await ada.DeleteAsync(room.Call)).Expect(200);

        var (caller, callee) = (await ada.NewestAsync(room.Token), await bob.NewestAsync(room.Token));

        Assert.Equal(("call_tried", "No answer from {user}", "Bob"), (caller.Key(), caller.Text(), caller.Parameter("user").GetProperty("name").GetString()));
        Assert.Equal(("call_missed", "Missed call from {user}", "Ada"), (callee.Key(), callee.Text(), callee.Parameter("user").GetProperty("name").GetString()));
    }

    [Fact, Case("chat 89")]
    public async Task A_call_is_summed_up_with_the_names_of_those_who_took_part()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.SeatAsync(bob);
        (await ada.PostAsync(room.Call)).Expect(200);
        (await bob.PostAsync(room.Call)).Expect(200);
        server.Clock.Advance(TimeSpan.FromSeconds(20));
        (await ada.DeleteAsync(room.Call)).Expect(200);
        (await bob.DeleteAsync(room.Call)).Expect(200);

        var summary = await ada.NewestAsync(room.Token);

        Assert.Equal(("call_ended", "The call with {user1} and {user2} ended (0:20)"), (summary.Key(), summary.Text()));
        Assert.Equal(["Ada", "Bob"], new[] { "user1", "user2" }.Select(name => summary.Parameter(name).GetProperty("name").GetString()).Order());
    }

    [Fact]
    public async Task Groups_and_telephones_are_named()
    {
        var group = PlenumServer.Unique("staff");
        var ada = await server.PersonAsync("ada", group);
        var room = await server.StageAsync(ada);
        var stored = await room.StoredAsync();
        Message Row(string key, string parameters) =>
            new() { ConversationId = stored.Id, Kind = MessageKind.System, ActorType = "guests", ActorId = "cli", Text = key, Parameters = parameters, At = server.Clock.GetUtcNow() };
        await server.InDbAsync(db =>
        {
            db.Messages.AddRange(
                Row("group_added", JsonSerializer.Serialize(new { group })),
                Row("phone_added", """{"phone":"+49301234","name":"Reception"}"""),
                Row("user_added", """{"user":"nobody-at-all"}"""));
            return Task.CompletedTask;
        });

        var messages = (await ada.FutureAsync(room.Token)).Data;

        Assert.Equal(["An administrator added group {group}", "An administrator added {phone}", "An administrator added {user}"], messages.EnumerateArray().Select(message => message.Text()));
        Assert.Equal($$"""{"type":"group","id":"{{group}}","name":"{{group}}","mention-id":"group/{{group}}"}""", messages[0].Parameter("group").GetRawText());
        Assert.Equal(("highlight", "+49301234", "Reception"), (messages[1].Parameter("phone").GetProperty("type").GetString(), messages[1].Parameter("phone").GetProperty("id").GetString(), messages[1].Parameter("phone").GetProperty("name").GetString()));
        Assert.Equal("""{"type":"guest","id":"guest/cli","name":"Administration"}""", messages[2].Parameter("actor").GetRawText());
        Assert.Equal("""{"type":"highlight","id":"deleted_users","name":"Deleted user"}""", messages[2].Parameter("user").GetRawText());
    }

    [Fact]
    public async Task System_messages_are_never_unread_and_expire_like_others()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada, with: conversation => conversation.MessageExpiration = 60);
        await room.AddAsync(bob);
        await bob.SayAsync(room.Token, "first");

        (await ada.PutAsync(room.Lobby, new { state = 1 })).Expect(200);
        (await ada.PutAsync(room.Lobby, new { state = 0 })).Expect(200);

        var newest = await ada.NewestAsync(room.Token);
        Assert.Equal(newest.GetProperty("timestamp").GetInt64() + 60, newest.GetProperty("expirationTimestamp").GetInt64());
        Assert.Equal(0, (await bob.RoomAsync(room.Token))["unreadMessages"].GetInt32());
    }
}
