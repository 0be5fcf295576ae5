using Microsoft.EntityFrameworkCore;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.BreakoutRooms;

/// <summary>
/// Several people do random things, sometimes at once; after each step everything of webinars §8 that can be read from
/// the database must hold. Another seed: <c>PLENUM_SEED=…</c>; more steps: <c>PLENUM_STEPS=…</c>.
/// </summary>
public sealed class RandomOperationsTests(PlenumServer server, ITestOutputHelper output) : IClassFixture<PlenumServer>
{
    private static readonly int Steps = Number("PLENUM_STEPS") ?? 120;

    [Theory]
    [Case("webinars B89", "webinars I1", "webinars I2", "webinars I3", "webinars I4", "webinars I5", "webinars I6", "webinars I7", "webinars I9", "webinars I10", "webinars I17", "webinars I19", "webinars I20")]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    public async Task Whatever_people_do_the_meeting_stays_whole(int seed, bool isPublic)
    {
        seed = Number("PLENUM_SEED") ?? seed;
        output.WriteLine($"PLENUM_SEED={seed}");
        var random = new Random(seed);
        var people = new RandomOperations(server, random, isPublic);
        await people.BeginAsync();
        var history = new List<string>();

        for (var step = 0; step < Steps; step++)
        {
            var before = await MeetingSnapshot.OfAsync(server, people.Token);
            if (before.Parent is null)
            {
                await people.BeginAsync();
                before = await MeetingSnapshot.OfAsync(server, people.Token);
            }

            if (random.Next(4) == 0) await TogetherAsync(people, before, random.Next(2, 4), history);
            else await AloneAsync(people, before, history);

            var broken = await server.BrokenAsync();
            Assert.True(broken.Count == 0, Story(seed, history, broken));
        }

        foreach (var line in history) output.WriteLine(line);
        Assert.Contains(history, line => line.Contains("start", StringComparison.Ordinal) && line.EndsWith("200", StringComparison.Ordinal));
    }

    /// <summary>One operation: what it leaves untouched can be told exactly.</summary>
    private async Task AloneAsync(RandomOperations people, MeetingSnapshot before, List<string> history)
    {
        var (operation, dumpBefore, recording) = (people.Next(before), await server.DumpAsync(), server.Record());

        var reply = await operation.DoAsync();

        history.Add($"{operation.What} -> {reply.Status} {reply.Error}".TrimEnd());
        Assert.True(reply.Status is < 500 or 501, Story(seed: null, history, [reply.Body]));
        var (dumpAfter, after) = (await server.DumpAsync(), await MeetingSnapshot.OfAsync(server, people.Token));
        if (reply.Status >= 400)
        {
            Assert.True(dumpBefore == dumpAfter, Story(seed: null, history, ["I17: changed by a refused request", .. DatabaseDump.Difference(dumpBefore, dumpAfter)]));
            Assert.Empty(recording.About(Tokens(people, before)));
        }

        Assert.True(IsRepetition(operation, reply, before) is false || Same(before, after), Story(seed: null, history, ["I20: a repetition changed something"]));
        Assert.True(MayNotChangeParent(operation) is false || People(before).SetEquals(People(after)), Story(seed: null, history, ["I10: the people of the parent changed"]));
        foreach (var order in recording.About(Tokens(people, before)).OfType<SwitchTo>())
        {
            var there = before.Sessions.Where(session => session.ConversationId == order.ConversationId).ToDictionary(session => session.SessionId);
            var sane = order.SessionIds.Count > 0 && order.SessionIds.Distinct(StringComparer.Ordinal).Count() == order.SessionIds.Count && order.SessionIds.All(there.ContainsKey);
            Assert.True(sane, Story(seed: null, history, ["I19: an order for sessions that are not there, or twice"]));
            var moderators = before.Attendees.Where(attendee => attendee.IsModerator).Select(attendee => attendee.Id).ToHashSet();
            var fromParent = order.ConversationId == before.Parent?.Id;
            Assert.True(!fromParent || !order.SessionIds.Any(id => moderators.Contains(there[id].AttendeeId)), Story(seed: null, history, ["I19: a moderator is sent into a room"]));
        }
    }

    /// <summary>Several operations at the same time: every one is answered, and the end is whole.</summary>
    private static async Task TogetherAsync(RandomOperations people, MeetingSnapshot before, int count, List<string> history)
    {
        var operations = Enumerable.Range(0, count).Select(_ => people.Next(before)).ToList();

        var replies = await Task.WhenAll(operations.Select(operation => operation.DoAsync()));

        history.Add("together: " + string.Join("; ", operations.Zip(replies, (operation, reply) => $"{operation.What} -> {reply.Status} {reply.Error}")));
        Assert.All(replies, reply => Assert.True(reply.Status is < 500 or 501, Story(seed: null, history, [reply.Body])));
    }

    private static bool IsRepetition(Operation operation, Reply reply, MeetingSnapshot before) =>
        reply.Status == 200
        && ((operation.What.Contains(": start ", StringComparison.Ordinal) && before.IsStarted)
            || (operation.What.Contains(": stop ", StringComparison.Ordinal) && !before.IsStarted));

    private static bool MayNotChangeParent(Operation operation) =>
        operation.What.Contains(": reorganize ", StringComparison.Ordinal) || operation.What.Contains(": switch ", StringComparison.Ordinal);

    private static HashSet<(string, string, ParticipantType)> People(MeetingSnapshot snapshot) =>
        [.. snapshot.Attendees.Where(attendee => attendee.ConversationId == snapshot.Parent?.Id).Select(attendee => (attendee.ActorType, attendee.ActorId, attendee.ParticipantType))];

    private static bool Same(MeetingSnapshot one, MeetingSnapshot other) => Describe(one) == Describe(other);

    private static string Describe(MeetingSnapshot snapshot) => string.Join(
        '\n',
        snapshot.Rooms.Append(snapshot.Parent!).Select(room => $"{room.Id} {room.LobbyState} {room.BreakoutRoomMode} {room.BreakoutRoomStatus} {room.CallGraceEndsAt} {room.LastMessageId} {room.LastActivity}")
            .Concat(snapshot.Attendees.Select(attendee => $"{attendee.Id} {attendee.ParticipantType}"))
            .Concat(snapshot.Sessions.Select(session => $"{session.Id} {session.InCall}")));

    private static string[] Tokens(RandomOperations people, MeetingSnapshot before) => [people.Token, .. before.Rooms.Select(room => room.Token)];

    private static string Story(int? seed, List<string> history, IEnumerable<string> problems) =>
        $"{(seed is null ? "" : $"PLENUM_SEED={seed} ")}after {history.Count} steps:\n{string.Join('\n', problems)}\n\nwhat happened:\n{string.Join('\n', history.TakeLast(25))}";

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : null;
}
