using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.BreakoutRooms;

/// <summary>A thousand people in twenty rooms are asked for as a few in two are: all at once.</summary>
public sealed class QueryCountTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const int Handful = 30;
    private const int Chance = 3;

    [Fact]
    public async Task No_operation_asks_once_for_each_person_or_room()
    {
        var (small, large) = (await CountAsync(people: 4, rooms: 2), await CountAsync(people: 200, rooms: 20));

        // A request that finds something overdue on its way asks a question or two more; a query for each of 200 people would be hundreds.
        Assert.All(large, entry => Assert.InRange(entry.Value, 1, Math.Min(Handful, small[entry.Key] + Chance)));
    }

    [Fact]
    public async Task What_the_server_does_by_itself_meanwhile_is_not_counted()
    {
        using var counter = QueryCounter.Start(server);

        await server.InDbAsync(db => db.Conversations.CountAsync());

        Assert.NotEqual(0, counter.Take());
        Assert.Equal(0, counter.ReadsOfOneRequest);
    }

    private async Task<Dictionary<string, int>> CountAsync(int people, int rooms)
    {
        var meeting = await server.GroupAsync(members: 0);
        var ids = await CrowdAsync(meeting, people);
        var counts = new Dictionary<string, int>();
        var there = Meeting.Map([.. ids.Select((id, i) => (id, i % rooms))]);
        var elsewhere = Meeting.Map([.. ids.Select((id, i) => (id, (i + 1) % rooms))]);

        await CountAsync("configure", () => meeting.TryConfigureAsync(mode: 2, rooms, there));
        await SitDownAsync(meeting);
        await CountAsync("start", () => meeting.Owner.PostAsync($"{meeting.Path}/rooms"));
        await CountAsync("list", () => meeting.Owner.GetAsync($"v4/room/{meeting.Token}/breakout-rooms"));
        await CountAsync("participants", () => meeting.Owner.GetAsync($"v4/room/{meeting.Token}/breakout-rooms/participants"));
        await CountAsync("broadcast", () => meeting.Owner.PostAsync($"{meeting.Path}/broadcast", new { message = "Five minutes" }));
        await CallAsync(meeting);
        await CountAsync("reorganize", () => meeting.ReorganizeAsync(elsewhere));
        await CountAsync("stop", () => meeting.Owner.DeleteAsync($"{meeting.Path}/rooms"));
        await CountAsync("remove", () => meeting.Owner.DeleteAsync(meeting.Path));
        return counts;

        async Task CountAsync(string what, Func<Task<Reply>> doAsync)
        {
            using var counter = QueryCounter.Start(server);
            var reply = await doAsync();
            Assert.True(reply.Status is 200 or 201, $"{what}: {reply.Body}");
            counts[what] = counter.ReadsOfOneRequest;
        }
    }

    /// <summary>Accounts that belong to the parent.</summary>
    private async Task<long[]> CrowdAsync(Meeting meeting, int people)
    {
        var attendees = new List<Attendee>();
        await server.InDbAsync(async db =>
        {
            var parent = await db.Conversations.SingleAsync(room => room.Token == meeting.Token);
            attendees.AddRange(Enumerable.Range(0, people).Select(i => new Attendee
            {
                ConversationId = parent.Id,
                ActorType = ActorTypes.Users,
                ActorId = PlenumServer.Unique("crowd"),
                DisplayName = i.ToString(CultureInfo.InvariantCulture),
                ParticipantType = ParticipantType.User,
            }));
            db.Attendees.AddRange(attendees);
        });
        return [.. attendees.Select(attendee => attendee.Id)];
    }

    /// <summary>Everybody who is in a room is in its call.</summary>
    private Task CallAsync(Meeting meeting) => server.InDbAsync(async db =>
    {
        var rooms = await meeting.RoomTokensAsync();
        await db.Conversations.Where(room => rooms.Contains(room.Token)).ForEachAsync(room => room.ActiveSince = server.Clock.GetUtcNow());
        await db.Sessions.Where(session => rooms.Contains(session.Attendee!.Conversation!.Token)).ForEachAsync(session => session.InCall = CallFlags.InCall);
    });

    /// <summary>Everybody is in the parent and in the room.</summary>
    private Task SitDownAsync(Meeting meeting) => server.InDbAsync(async db =>
    {
        var rooms = await meeting.RoomTokensAsync();
        var attendees = await db.Attendees.Where(attendee => attendee.Conversation!.Token == meeting.Token || rooms.Contains(attendee.Conversation.Token)).ToListAsync();
        db.Sessions.AddRange(attendees.Select(attendee => new Session
        {
            ConversationId = attendee.ConversationId,
            AttendeeId = attendee.Id,
            SessionId = PlenumServer.Unique("session"),
            LastPing = server.Clock.GetUtcNow(),
            JoinedAt = server.Clock.GetUtcNow(),
        }));
    });
}
