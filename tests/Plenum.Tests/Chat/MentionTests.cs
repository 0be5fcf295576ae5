using System.Text.Json;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Chat;

public sealed class MentionTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact, Case("chat 55")]
    public async Task Members_become_placeholders_and_strangers_stay_text()
    {
        var (ada, bob, room) = await TwoAsync();
        var stranger = await server.PersonAsync("nobody");

        var reply = await ada.TrySayAsync(room.Token, $"hi @{bob.User}, @{stranger.User} and @{bob.User}");

        Assert.Equal($"hi {{mention-user1}}, @{stranger.User} and {{mention-user1}}", reply.Data.Text());
        Assert.Equal($$$"""{"mention-user1":{"type":"user","id":"{{{bob.User}}}","name":"Bob","mention-id":"{{{bob.User}}}"}}""", reply["messageParameters"].GetRawText());
        Assert.Equal($$$"""{"mention-user1":{"type":"user","id":"{{{bob.User}}}","name":"Bob","mention-id":"{{{bob.User}}}"}}""", (await bob.RoomAsync(room.Token))["lastMessage"].GetProperty("messageParameters").GetRawText());
    }

    [Fact]
    public async Task Who_has_left_is_still_known_if_he_wrote_here()
    {
        var (ada, bob, room) = await TwoAsync();
        var cem = await server.PersonAsync("cem");
        await room.AddAsync(cem);
        await bob.SayAsync(room.Token, "bye");
        await server.InDbAsync(db =>
        {
            db.Attendees.RemoveRange(db.Attendees.Where(attendee => attendee.ActorId == bob.User || attendee.ActorId == cem.User));
            return Task.CompletedTask;
        });

        var reply = await ada.TrySayAsync(room.Token, $"@{bob.User} @{cem.User}");

        Assert.Equal($"{{mention-user1}} @{cem.User}", reply.Data.Text());
        Assert.Equal("Bob", reply.Data.Parameter("mention-user1").GetProperty("name").GetString());
    }

    [Fact, Case("chat 57")]
    public async Task Mentioning_everybody_can_be_left_to_moderators()
    {
        var (ada, bob, room) = await TwoAsync();
        await room.ChangeAsync(conversation => conversation.MentionPermissions = 1);

        var byMember = await bob.TrySayAsync(room.Token, "@all");
        var unflagged = (await ada.RoomAsync(room.Token))["unreadMention"].GetBoolean();
        var byModerator = await ada.TrySayAsync(room.Token, "@all");
        var flagged = await bob.RoomAsync(room.Token);

        Assert.Equal(("@all", "[]", false), (byMember.Data.Text(), byMember["messageParameters"].GetRawText(), unflagged));
        Assert.Equal(
            $$$"""{"mention-call1":{"type":"call","id":"{{{room.Token}}}","name":"Staged","call-type":"group","icon-url":"{{{server.Url}}}/ocs/v2.php/apps/spreed/api/v1/room/{{{room.Token}}}/avatar","mention-id":"all"}}""",
            byModerator["messageParameters"].GetRawText());
        Assert.Equal((true, false), (flagged["unreadMention"].GetBoolean(), flagged["unreadMentionDirect"].GetBoolean()));
    }

    [Fact, Case("chat 58")]
    public async Task What_mentioned_everybody_once_does_so_for_good()
    {
        var (ada, bob, room) = await TwoAsync();
        var id = await bob.SayAsync(room.Token, "@all");

        await room.ChangeAsync(conversation => conversation.MentionPermissions = 1);

        Assert.Equal("{mention-call1}", (await ada.MessageAsync(room.Token, id)).Text());
    }

    [Theory]
    [InlineData(3, "public")]
    [InlineData(6, "group")]
    public async Task The_kind_of_the_conversation_goes_with_the_mention_of_everybody(int type, string callType)
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada, (ConversationType)type);

        var reply = await ada.TrySayAsync(room.Token, "@all");

        Assert.Equal(callType, reply.Data.Parameter("mention-call1").GetProperty("call-type").GetString());
    }

    [Fact]
    public async Task A_conversation_of_two_is_called_like_the_other_side()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada, ConversationType.OneToOne, conversation => conversation.Name = JsonSerializer.Serialize(new[] { ada.User, bob.User }));
        await room.AddAsync(bob, ParticipantType.Owner);

        var id = await ada.SayAsync(room.Token, "@all");

        var (mine, yours) = ((await ada.MessageAsync(room.Token, id)).Parameter("mention-call1"), (await bob.MessageAsync(room.Token, id)).Parameter("mention-call1"));
        Assert.Equal(("Bob", "Ada", "one2one"), (mine.GetProperty("name").GetString(), yours.GetProperty("name").GetString(), mine.GetProperty("call-type").GetString()));
    }

    [Fact, Case("chat 59")]
    public async Task Guests_are_mentioned_by_their_plain_name_and_called_guest_without_one()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada, ConversationType.Public);
        var (gil, unnamed, eve) = (await room.GuestAsync(name: "Gil"), await room.GuestAsync(name: ""), await server.EmailGuestAsync(room.Token, "Eve"));
        async Task<string> IdAsync(TalkClient guest) => (await guest.RoomAsync(room.Token))["actorId"].GetString()!;
        var (first, second, third) = (await IdAsync(gil), await IdAsync(unnamed), await IdAsync(eve));

        var reply = await ada.TrySayAsync(room.Token, $"@\"guest/{first}\" @\"guest/{second}\" @\"email/{third}\" @\"guest/0123\" `@\"guest/{first}\"`");

        Assert.Equal($"{{mention-guest1}} {{mention-guest2}} {{mention-email1}} {{mention-guest3}} `@\"guest/{first}\"`", reply.Data.Text());
        Assert.Equal(["Gil", "Guest", "Guest"], new[] { 1, 2, 3 }.Select(number => reply.Data.Parameter($"mention-guest{number}").GetProperty("name").GetString()));
        Assert.Equal($$"""{"type":"guest","id":"guest/{{first}}","name":"Gil","mention-id":"guest/{{first}}"}""", reply.Data.Parameter("mention-guest1").GetRawText());
        Assert.Equal($$"""{"type":"email","id":"{{third}}","name":"Eve","mention-id":"email/{{third}}"}""", reply.Data.Parameter("mention-email1").GetRawText());
    }

    [Fact]
    public async Task Groups_are_named_only_where_they_belong()
    {
        var (staff, others) = (PlenumServer.Unique("staff"), PlenumServer.Unique("others"));
        var ada = await server.PersonAsync();
        var (bob, cem) = (await server.PersonAsync("bob", staff), await server.PersonAsync("cem", others));
        var room = await server.StageAsync(ada);
        await room.AddAsync(bob);
        await room.AddAsync(cem);
        await ada.SayAsync(room.Token, "first");
        var id = (await room.StoredAsync()).Id;
        await server.InDbAsync(db =>
        {
            foreach (var group in db.Groups.Where(group => group.Id == staff || group.Id == others)) group.DisplayName = $"The {group.Id}";
            db.Attendees.Add(new Attendee { ConversationId = id, ActorType = ActorTypes.Groups, ActorId = staff, ParticipantType = ParticipantType.User });
            return Task.CompletedTask;
        });

        var reply = await ada.TrySayAsync(room.Token, $"@\"group/{staff}\" @\"group/{others}\" @\"team/7\"");

        var names = reply["messageParameters"].EnumerateObject().ToDictionary(entry => entry.Value.GetProperty("id").GetString()!, entry => entry.Value.GetProperty("name").GetString());
        Assert.Equal((3, $"The {staff}", others, "7"), (names.Count, names[staff], names[others], names["7"]));
        var (inGroup, outside) = (await bob.RoomAsync(room.Token), await cem.RoomAsync(room.Token));
        Assert.Equal((true, false, false), (inGroup["unreadMention"].GetBoolean(), inGroup["unreadMentionDirect"].GetBoolean(), outside["unreadMention"].GetBoolean()));
    }

    [Fact]
    public async Task An_answer_is_a_direct_mention()
    {
        var (ada, bob, room) = await TwoAsync();
        var question = await bob.SayAsync(room.Token, "question");

        await ada.AnswerAsync(room.Token, question, "answer");

        var seen = await bob.RoomAsync(room.Token);
        Assert.Equal((true, true), (seen["unreadMention"].GetBoolean(), seen["unreadMentionDirect"].GetBoolean()));
    }

    [Fact]
    public async Task Nobody_flags_himself()
    {
        var (ada, _, room) = await TwoAsync();
        var id = await ada.SayAsync(room.Token, $"@{ada.User} @all");
        await ada.AnswerAsync(room.Token, id, "to myself");

        await ada.PostAsync($"v1/chat/{room.Token}/read", new { lastReadMessage = -2 });

        var seen = await ada.RoomAsync(room.Token);
        Assert.Equal((3, false, false), (seen["unreadMessages"].GetInt32(), seen["unreadMention"].GetBoolean(), seen["unreadMentionDirect"].GetBoolean()));
    }

    [Fact]
    public async Task Who_never_wants_to_hear_of_a_conversation_is_not_flagged()
    {
        var (ada, bob, room) = await TwoAsync();
        await room.ChangeAsync(bob, attendee => attendee.NotificationLevel = NotificationLevel.Never);

        await ada.SayAsync(room.Token, $"@{bob.User} @all");

        var seen = await bob.RoomAsync(room.Token);
        Assert.Equal((false, false), (seen["unreadMention"].GetBoolean(), seen["unreadMentionDirect"].GetBoolean()));
    }

    [Fact]
    public async Task What_was_typed_cannot_pass_for_a_mention()
    {
        var (ada, bob, room) = await TwoAsync();

        var reply = await ada.TrySayAsync(room.Token, $"{{mention-user1}} {{actor}} {{file}} @{bob.User}");

        Assert.Equal("{mention-user1} {actor} {file} {mention-user2}", reply.Data.Text());
        Assert.Equal(["mention-user2"], reply["messageParameters"].EnumerateObject().Select(entry => entry.Name));
    }

    [Fact]
    public async Task Two_slashes_are_read_as_one()
    {
        var (ada, _, room) = await TwoAsync();

        var replies = (await ada.TrySayAsync(room.Token, "//me"), await ada.TrySayAsync(room.Token, "/me"));

        Assert.Equal(("/me", "/me"), (replies.Item1.Data.Text(), replies.Item2.Data.Text()));
    }

    private async Task<(TalkClient Ada, TalkClient Bob, StagedRoom Room)> TwoAsync()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.AddAsync(bob);
        await ada.SayAsync(room.Token, "first");
        return (ada, bob, room);
    }
}
