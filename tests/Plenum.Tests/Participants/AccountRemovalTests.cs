using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Settings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Participants;

/// <summary>What becomes of conversations when an account is deleted (conversations §6).</summary>
public sealed class AccountRemovalTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task The_others_go_on_without_the_account()
    {
        var (owner, ada) = (await server.PersonAsync("owner"), await server.PersonAsync());
        var room = (await owner.CreateGroupAsync("room", ada)).Token;
        var message = await ada.SayAsync(room, "I was here");
        await ada.JoinAsync(room);

        await server.Admin().DeleteUserAsync(ada);

        var people = await owner.ParticipantsAsync(room);
        var said = await owner.MessageAsync(room, message);
        Assert.Equal([(owner.User, 1)], people.Types());
        Assert.Equal("user_removed", (await server.SystemMessagesAsync(room))[^1]);
        Assert.Equal(("deleted_users", "deleted_users", ""), (Text(said, "actorType"), Text(said, "actorId"), Text(said, "actorDisplayName")));
        Assert.Equal(401, (await ada.RoomAsync(room)).Status);
    }

    [Fact]
    [Case("conversations 87")]
    public async Task A_one_to_one_becomes_a_former_one()
    {
        var (ada, grace) = (await server.PersonAsync(), await server.PersonAsync("grace"));
        var room = await PairAsync(ada, grace);
        await room.SeatAsync(grace, ParticipantType.Owner);
        var message = await grace.SayAsync(room.Token, "hello");

        await server.Admin().DeleteUserAsync(grace);

        var seen = (await ada.RoomAsync(room.Token)).Expect(200);
        Assert.Equal((5, "Grace", 1), (seen["type"].GetInt32(), seen["name"].GetString(), seen["readOnly"].GetInt32()));
        Assert.Equal("deleted_users", Text(await ada.MessageAsync(room.Token, message), "actorType"));
        Assert.Equal(["read_only"], await room.SaidAsync());
    }

    [Fact]
    public async Task A_one_to_one_that_the_account_was_not_in_any_more_ends_too()
    {
        var (ada, grace) = (await server.PersonAsync(), await server.PersonAsync("grace"));
        var room = await PairAsync(ada, grace);

        await server.Admin().DeleteUserAsync(grace);

        var seen = (await ada.RoomAsync(room.Token)).Expect(200);
        Assert.Equal((5, "Grace"), (seen["type"].GetInt32(), seen["name"].GetString()));
    }

    [Fact]
    public async Task A_one_to_one_with_nobody_else_in_it_is_deleted()
    {
        var (ada, grace) = (await server.PersonAsync(), await server.PersonAsync("grace"));
        var room = await PairAsync(ada, grace);

        await server.Admin().DeleteUserAsync(ada);

        Assert.False(await ExistsAsync(room.Token));
    }

    [Fact]
    [Case("conversations 88")]
    public async Task A_conversation_that_only_the_account_held_is_deleted()
    {
        var (owner, stranger) = (await server.PersonAsync("owner"), await server.PersonAsync("stranger"));
        var room = (await owner.CreatePublicAsync()).Token;
        await stranger.JoinAsync(room);
        var recording = server.Record();

        await server.Admin().DeleteUserAsync(owner);

        Assert.Equal(404, (await stranger.RoomAsync(room)).Status);
        Assert.Contains(recording.About(room), announcement => announcement is RoomDeleted);
    }

    [Fact]
    public async Task The_longest_standing_user_becomes_moderator_when_nobody_else_is()
    {
        var (owner, first, second) = (await server.PersonAsync("owner"), await server.PersonAsync("first"), await server.PersonAsync("second"));
        var room = (await owner.CreateGroupAsync("room", first)).Token;
        await server.AdvanceAsync(TimeSpan.FromMinutes(1));
        await owner.AddAsync(room, second);

        await server.Admin().DeleteUserAsync(owner);

        var people = (await second.ParticipantsAsync(room)).Types();
        Assert.Equal([(first.User, 2), (second.User, 3)], people.Order());
        var promoted = await server.FromDbAsync(db => db.Messages.SingleAsync(message => message.Conversation!.Token == room && message.Text == SystemMessageKeys.ModeratorPromoted));
        Assert.Equal((Actor.System, $$"""{"user":"{{first.User}}"}"""), (promoted.Actor, promoted.Parameters));
    }

    [Fact]
    public async Task With_a_moderator_left_nobody_is_promoted()
    {
        var (owner, moderator, user) = (await server.PersonAsync("owner"), await server.PersonAsync("moderator"), await server.PersonAsync());
        var room = await server.StageAsync(owner);
        await room.AddAsync(moderator, ParticipantType.Moderator);
        await room.AddAsync(user);

        await server.Admin().DeleteUserAsync(owner);

        Assert.Contains((user.User, 3), (await moderator.ParticipantsAsync(room.Token)).Types());
        Assert.DoesNotContain("moderator_promoted", await room.SaidAsync());
    }

    [Fact]
    [Case("webinars B66")]
    public async Task Breakout_rooms_lose_the_account_and_gain_the_new_moderator()
    {
        var meeting = await server.GroupAsync(members: 2);
        var (heir, other) = (meeting.People[0], meeting.People[1]);
        var rooms = await meeting.ManualAsync(2, (heir, 0), (other, 1));

        await server.Admin().DeleteUserAsync(meeting.Owner);

        Assert.Equal(ParticipantType.Moderator, Assert.Single(await meeting.MembersAsync(rooms[0])).Value);
        Assert.Equal([heir.User, other.User], (await meeting.MembersAsync(rooms[1])).Keys.Order());
    }

    [Fact]
    public async Task A_parent_that_only_the_account_held_takes_its_breakout_rooms_along()
    {
        var meeting = await server.GroupAsync(members: 0);
        var rooms = await meeting.SplitAsync(mode: 3, amount: 2);

        await server.Admin().DeleteUserAsync(meeting.Owner);

        Assert.False(await ExistsAsync(meeting.Token));
        Assert.False(await ExistsAsync(rooms[0]));
    }

    [Fact]
    public async Task A_call_ends_with_its_last_person()
    {
        var (owner, ada) = (await server.PersonAsync("owner"), await server.PersonAsync());
        var room = await server.StageAsync(owner);
        await room.SeatAsync(ada);
        (await ada.PostAsync(room.Call, new { flags = 1 })).Expect(200);

        await server.Admin().DeleteUserAsync(ada);

        Assert.False((await owner.RoomAsync(room.Token))["hasCall"].GetBoolean());
    }

    [Fact]
    public async Task Nothing_keeps_the_id_of_the_account()
    {
        var (owner, ada) = (await server.PersonAsync("owner"), await server.PersonAsync("ada", PlenumServer.Unique("group")));
        var room = (await owner.CreateGroupAsync("room", ada)).Token;
        await ada.SayAsync(room, "hello");
        await server.InDbAsync(db =>
        {
            db.UserPreferences.Add(new UserPreference { AccountId = ada.User, App = TalkConfig.App, Key = "typing_privacy", Value = "1" });
            db.AppPasswords.Add(new AppPassword { AccountId = ada.User, Digest = PlenumServer.Unique("digest"), Name = "phone", LoginName = ada.User });
            db.Bans.Add(new Ban
            {
                ConversationId = db.Conversations.Single(conversation => conversation.Token == room).Id,
                ModeratorActorType = ActorTypes.Users,
                ModeratorActorId = owner.User,
                ModeratorDisplayName = "",
                BannedActorType = ActorTypes.Users,
                BannedActorId = ada.User,
                BannedDisplayName = "",
                BannedAt = server.Clock.GetUtcNow(),
                InternalNote = "",
            });
            return Task.CompletedTask;
        });

        await server.Admin().DeleteUserAsync(ada);

        Assert.Empty(await server.FromDbAsync(db => TablesNamingAsync(db, ada.User)));
    }

    [Fact]
    public async Task A_later_account_of_the_same_id_starts_afresh()
    {
        var (owner, ada) = (await server.PersonAsync("owner"), await server.PersonAsync());
        var room = (await owner.CreateGroupAsync("room", ada)).Token;
        await server.Admin().DeleteUserAsync(ada);

        await server.Admin().CreateUserAsync(ada.User);

        Assert.Equal(404, (await ada.RoomAsync(room)).Status);
        Assert.Equal(0, (await ada.GetAsync("v4/room")).Expect(200).Data.GetArrayLength());
    }

    private Task<StagedRoom> PairAsync(TalkClient ada, TalkClient other)
    {
        string[] pair = [ada.User, other.User];
        Array.Sort(pair, StringComparer.Ordinal);
        return server.StageAsync(ada, ConversationType.OneToOne, conversation => conversation.Name = JsonSerializer.Serialize(pair));
    }

    private Task<bool> ExistsAsync(string token) => server.FromDbAsync(db => db.Conversations.AnyAsync(conversation => conversation.Token == token));

    /// <summary>Looks through every table for a column that holds an account's or actor's id.</summary>
    private static async Task<List<string>> TablesNamingAsync(DbContext db, string id)
    {
        string[] columns = ["AccountId", "ActorId", "BannedActorId", "EditorId"];
        var found = new List<string>();
        foreach (var table in db.Model.GetEntityTypes())
        {
            foreach (var column in table.GetProperties().Where(property => columns.Contains(property.Name)))
            {
                var sql = $"SELECT COUNT(*) AS \"Value\" FROM \"{table.GetTableName()}\" WHERE \"{column.GetColumnName()}\" = {{0}}";
                if (await db.Database.SqlQueryRaw<long>(sql, id).SingleAsync() > 0) found.Add($"{table.GetTableName()}.{column.Name}");
            }
        }

        return found;
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
