using Plenum.Common;
using Plenum.Conversations;
using Plenum.Meetings;
using Plenum.Settings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Conversations;

/// <summary>What happens to conversations by itself. Each test looks at conversations of its own; the clock only moves on.</summary>
public sealed class UpkeepTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact, Case("conversations 89")]
    public async Task Conversations_for_one_occasion_are_deleted_some_time_after_it()
    {
        var ada = await server.PersonAsync();
        var now = server.Clock.Unix;
        var past = await CreateAsync(ada, "event", $"{now - 8640000}#{now - 8636400}");
        var future = await CreateAsync(ada, "event", $"{now + 8640000}#{now + 8643600}");
        var odd = await CreateAsync(ada, "event", "some-event");
        var instant = await CreateAsync(ada, "instant_meeting", "1");
        var temporary = await CreateAsync(ada, "phone_temporary", "phone");
        var kept = await CreateAsync(ada, "phone_persist", "phone");
        await server.AdvanceAsync(TimeSpan.FromDays(2));
        Assert.Equal([past, future, odd, temporary, kept], await LeftAsync(ada));
        await server.AdvanceAsync(TimeSpan.FromDays(6));
        Assert.Equal([past, future, odd, kept], await LeftAsync(ada));

        await server.AdvanceAsync(TimeSpan.FromDays(24));

        Assert.Equal([future, odd, kept], await LeftAsync(ada));
    }

    [Fact]
    public async Task A_conversation_that_is_used_stays()
    {
        var ada = await server.PersonAsync();
        var token = await CreateAsync(ada, "instant_meeting", "1");
        await server.AdvanceAsync(TimeSpan.FromHours(20));
        await ada.SayAsync(token, "still here");

        await server.AdvanceAsync(TimeSpan.FromHours(20));

        Assert.Equal([token], await LeftAsync(ada));
    }

    [Fact]
    public async Task A_classified_conversation_goes_an_hour_after_its_call_although_it_is_preserved()
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreateAsync(new { roomName = "room", preset = "classified" })).Token;
        var kept = (await ada.CreateAsync(new { roomName = "room", preset = "classified" })).Token;
        (await ada.PostAsync($"v4/room/{token}/preserve")).Expect(200);
        foreach (var called in new[] { token, kept })
        {
            await ada.JoinAsync(called);
            (await ada.PostAsync($"v4/call/{called}", new { flags = 1 })).Expect(200);
            (await ada.DeleteAsync($"v4/call/{called}")).Expect(200);
        }

        Assert.Equal("classified", (await ada.RoomAsync(token))["objectType"].GetString());
        Assert.Equal("classified_persist", (await ada.DeleteAsync($"v4/room/{kept}/object")).Expect(200)["objectType"].GetString());
        await server.AdvanceAsync(TimeSpan.FromHours(3));

        Assert.Equal([kept], await LeftAsync(ada));
    }

    [Fact]
    public async Task Who_was_in_a_deleted_conversation_hears_of_it()
    {
        var ada = await server.PersonAsync();
        var token = await CreateAsync(ada, "instant_meeting", "1");
        var heard = server.Record();

        await server.AdvanceAsync(TimeSpan.FromDays(2));

        Assert.Equal(ada.User, Assert.Single(Assert.Single(heard.About(token).OfType<RoomDeleted>()).Actors).Id);
    }

    [Fact]
    public async Task Conversations_that_nobody_belongs_to_are_deleted()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var empty = await server.StageAsync(ada);
        var group = await server.StageAsync(ada);
        var full = await server.StageAsync(ada);
        await full.AddAsync(bob);
        await server.InDbAsync(db =>
        {
            foreach (var token in new[] { empty.Token, group.Token, full.Token })
            {
                var attendees = db.Attendees;
                attendees.RemoveRange(attendees.Where(attendee => attendee.Conversation!.Token == token && attendee.ActorId == ada.User));
            }

            var id = db.Conversations.Single(conversation => conversation.Token == group.Token).Id;
            db.Attendees.Add(new Attendee { ConversationId = id, ActorType = ActorTypes.Groups, ActorId = "staff", ParticipantType = ParticipantType.User });
            return Task.CompletedTask;
        });

        await server.AdvanceAsync(TimeSpan.FromMinutes(6));

        var tokens = await server.FromDbAsync(db => Task.FromResult(db.Conversations.Select(conversation => conversation.Token).ToArray()));
        Assert.Equal((false, false, true), (tokens.Contains(empty.Token), tokens.Contains(group.Token), tokens.Contains(full.Token)));
    }

    [Theory]
    [InlineData("event", "1#100", 28, 101, true)]
    [InlineData("event", "1#99999999", 28, 101, false)]
    [InlineData("event", "1", 28, 101, false)]
    [InlineData("event", "#100", 28, 101, false)]
    [InlineData("event", "1#-5", 28, 101, false)]
    [InlineData("event", "1#99999999999999999999", 28, 101, false)]
    [InlineData("instant_meeting", "x", 1, 0, true)]
    [InlineData("instant_meeting", "x", 1, -1, false)]
    [InlineData("phone_temporary", "phone", 7, 0, true)]
    [InlineData("phone_persist", "phone", 700, 0, false)]
    [InlineData("", "", 7000, 0, false)]
    public void Retention(string objectType, string objectId, int days, int secondsMore, bool isOver)
    {
        var conversation = new Conversation { Token = "abcdef", Type = ConversationType.Group, Name = "room", ObjectType = objectType, ObjectId = objectId, LastActivity = DateTimeOffset.UnixEpoch };
        var now = DateTimeOffset.UnixEpoch.AddDays(days).AddSeconds(secondsMore).AddMilliseconds(1);

        Assert.Equal(isOver, RetentionRules.IsOver(conversation, RetentionPeriods.Of(new TalkConfig(new Dictionary<string, string>())), now));
    }

    [Fact]
    public void Nothing_goes_during_a_call_and_a_period_of_zero_is_for_ever()
    {
        var conversation = new Conversation { Token = "abcdef", Type = ConversationType.Group, Name = "room", ObjectType = "instant_meeting", ObjectId = "1" };
        var now = DateTimeOffset.UnixEpoch.AddYears(50);
        var never = RetentionPeriods.Of(new TalkConfig(new Dictionary<string, string> { ["retention_instant_meetings"] = "0" }));
        var negative = RetentionPeriods.Of(new TalkConfig(new Dictionary<string, string> { ["retention_instant_meetings"] = "-5" }));

        Assert.False(RetentionRules.IsOver(conversation, never, now));
        Assert.False(RetentionRules.IsOver(conversation, negative, now));
        conversation.ActiveSince = now;
        Assert.False(RetentionRules.IsOver(conversation, RetentionPeriods.Of(new TalkConfig(new Dictionary<string, string>())), now));
    }

    private static async Task<string> CreateAsync(TalkClient owner, string objectType, string objectId) =>
        (await owner.CreateAsync(new { roomName = "room", objectType, objectId })).Token;

    private static async Task<string[]> LeftAsync(TalkClient person) =>
        [.. (await person.GetAsync("v4/room")).Expect(200).Data.EnumerateArray().Select(room => room.GetProperty("token").GetString()!)];
}
