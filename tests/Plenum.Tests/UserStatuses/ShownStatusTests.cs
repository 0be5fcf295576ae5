using System.Text.Json;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.UserStatuses;

/// <summary>Statuses beside people: in conversations between two, in lists of participants, where somebody is mentioned.</summary>
public sealed class ShownStatusTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string Header = "X-Nextcloud-Has-User-Statuses";

    [Fact]
    public async Task A_conversation_between_two_shows_the_status_of_the_other_one()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = await PairAsync(ada, bob);
        var before = await ada.RoomAsync(token);
        var clearAt = server.Clock.Unix + 60;
        (await bob.ChooseAsync("away")).Expect(200);
        (await bob.SayOfSelfAsync("🎹", "Practising", clearAt)).Expect(200);

        var (single, joined) = (await ada.RoomAsync(token), await ada.JoinAsync(token));

        Assert.False(before.Data.TryGetProperty("status", out _) || before.Data.TryGetProperty("statusIcon", out _));
        Assert.Equal(("away", "🎹", "Practising", clearAt), Status(single.Data));
        Assert.Equal(("away", "🎹", "Practising", clearAt), Status(joined.Data));
    }

    [Fact]
    public async Task A_status_without_message_has_its_keys_all_the_same()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = await PairAsync(ada, bob);
        (await bob.ChooseAsync("invisible")).Expect(200);

        Assert.Equal(("offline", null, null, null), Status((await ada.RoomAsync(token)).Data));
    }

    [Fact]
    public async Task The_list_of_conversations_shows_statuses_when_asked_for_and_those_without_one_as_offline()
    {
        var (ada, bob, cem) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"), await server.PersonAsync("cem"));
        var (withBob, withCem, group) = (await PairAsync(ada, bob), await PairAsync(ada, cem), (await ada.CreateGroupAsync("room", bob)).Token);
        (await bob.ChooseAsync("dnd")).Expect(200);

        var (plain, list) = (await ada.GetAsync("v4/room"), await ada.GetAsync("v4/room?includeStatus=true"));

        Assert.All(plain.Data.EnumerateArray(), room => Assert.False(room.TryGetProperty("status", out _)));
        Assert.Equal(("dnd", null, null, null), Status(Room(list, withBob)));
        Assert.Equal(("offline", null, null, null), Status(Room(list, withCem)));
        Assert.False(Room(list, group).TryGetProperty("status", out _));
    }

    [Fact]
    public async Task Where_nobody_has_a_status_the_list_has_no_keys()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = await PairAsync(ada, bob);

        Assert.False(Room(await ada.GetAsync("v4/room?includeStatus=true"), token).TryGetProperty("status", out _));
    }

    [Fact]
    public async Task Conversations_between_two_come_with_their_status_however_long_nothing_happened_there()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var (pair, _) = (await PairAsync(ada, bob), (await ada.CreateGroupAsync()).Token);
        (await bob.ChooseAsync("busy")).Expect(200);

        var list = await ada.GetAsync($"v4/room?includeStatus=true&modifiedSince={server.Clock.Unix + 60}");

        Assert.Equal(("busy", null, null, null), Status(Assert.Single(list.Data.EnumerateArray(), room => room.GetProperty("token").GetString() == pair)));
        Assert.Equal(1, list.Data.GetArrayLength());
    }

    [Theory]
    [InlineData("v4/room/*/participants")]
    [InlineData("v4/room/*/breakout-rooms/participants")]
    public async Task Participants_with_an_account_have_a_status_when_asked_for(string path)
    {
        var meeting = await server.PublicAsync(members: 2);
        var (bob, cem) = (meeting.People[0], meeting.People[1]);
        var guest = await meeting.GuestAsync();
        await meeting.SplitAsync(mode: 1, amount: 1);
        (await meeting.Owner.ChooseAsync("invisible")).Expect(200);
        (await bob.ChooseAsync("busy")).Expect(200);
        (await bob.SayOfSelfAsync("🎹", "Practising")).Expect(200);
        path = path.Replace("*", meeting.Token, StringComparison.Ordinal);

        var (plain, list) = (await meeting.Owner.GetAsync(path), await meeting.Owner.GetAsync($"{path}?includeStatus=true"));

        Assert.False(plain.Headers.ContainsKey(Header));
        Assert.All(plain.Data.EnumerateArray(), row => Assert.False(row.TryGetProperty("status", out _)));
        Assert.Equal("1", list.Headers[Header]);
        Assert.All(Rows(list, bob.User), row => Assert.Equal(("busy", "🎹", "Practising", null), Status(row)));
        Assert.All(Rows(list, cem.User).Concat(Rows(list, meeting.Owner.User)), row => Assert.Equal(("offline", null, null, null), Status(row)));
        Assert.All(list.Data.EnumerateArray().Where(row => row.GetProperty("actorType").GetString() != ActorTypes.Users), row => Assert.False(row.TryGetProperty("status", out _)));
        Assert.NotEmpty(Rows(list, await meeting.GuestIdAsync(guest)));
    }

    [Fact]
    public async Task Guests_who_moderate_see_no_statuses()
    {
        var meeting = await server.PublicAsync(members: 1);
        var guest = await meeting.GuestAsync();
        await meeting.Owner.PromoteAsync(meeting.Token, guest);
        (await meeting.People[0].ChooseAsync("busy")).Expect(200);

        var list = await guest.GetAsync($"v4/room/{meeting.Token}/participants?includeStatus=true");

        Assert.All(list.Data.EnumerateArray(), row => Assert.False(row.TryGetProperty("status", out _)));
        Assert.False(list.Headers.ContainsKey(Header));
    }

    [Theory]
    [InlineData(998, true)]
    [InlineData(999, false)]
    public async Task A_list_of_a_thousand_goes_without_statuses(int others, bool hasStatuses)
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);
        var id = (await room.StoredAsync()).Id;
        await server.InDbAsync(db =>
        {
            db.Attendees.AddRange(Enumerable.Range(0, others).Select(i => new Attendee
            {
                ConversationId = id,
                ActorType = ActorTypes.Users,
                ActorId = PlenumServer.Unique("crowd"),
                DisplayName = $"{i}",
                ParticipantType = ParticipantType.User,
            }));
            return Task.CompletedTask;
        });

        var list = await ada.GetAsync($"{room.Room}/participants?includeStatus=true");

        Assert.Equal((others + 1, hasStatuses), (list.Data.GetArrayLength(), list.Headers.ContainsKey(Header)));
        Assert.Equal(hasStatuses, list.Data[0].TryGetProperty("status", out _));
    }

    [Fact]
    public async Task Suggestions_whom_to_mention_have_a_status_when_asked_for()
    {
        var meeting = await server.PublicAsync(members: 1);
        var (owner, bob) = (meeting.Owner, meeting.People[0]);
        var guest = await meeting.GuestAsync();
        (await bob.ChooseAsync("dnd")).Expect(200);
        var path = $"v1/chat/{meeting.Token}/mentions?search=";

        var (plain, list, byGuest) = (await owner.GetAsync(path), await owner.GetAsync($"{path}&includeStatus=true"), await guest.GetAsync($"{path}&includeStatus=true"));

        Assert.Equal(("dnd", null, null, null), Status(Suggestion(list, bob.User)));
        Assert.Equal(("offline", null, null, null), Status(Suggestion(list, owner.User)));
        Assert.False(Suggestion(list, "all").TryGetProperty("status", out _));
        Assert.All(plain.Data.EnumerateArray().Concat(byGuest.Data.EnumerateArray()), row => Assert.False(row.TryGetProperty("status", out _)));
    }

    [Fact]
    public async Task The_list_of_notifications_says_the_status_of_whoever_asks()
    {
        const string Path = "/ocs/v2.php/apps/notifications/api/v2/notifications";
        const string Status = "X-Nextcloud-User-Status";
        var ada = await server.PersonAsync("ada");

        var none = (await ada.GetAsync(Path)).Expect(200);
        (await ada.ChooseAsync("dnd")).Expect(200);
        var (chosen, known) = ((await ada.GetAsync(Path)).Expect(200), await ada.SendAsync(HttpMethod.Get, Path, body: null, ("If-None-Match", none.Headers["ETag"])));

        Assert.Equal(("offline", "dnd", 304, "dnd"), (none.Headers[Status], chosen.Headers[Status], known.Status, known.Headers[Status]));
    }

    [Fact]
    public async Task Statuses_cost_one_query_more_however_many_there_are()
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreateGroupAsync()).Token;
        for (var i = 0; i < 8; i++)
        {
            var person = await server.PersonAsync("bob");
            await PairAsync(ada, person);
            await ada.AddAsync(token, person);
            (await person.ChooseAsync("busy")).Expect(200);
        }

        foreach (var path in new[] { "v4/room?x=1", $"v4/room/{token}/participants?x=1", $"v1/chat/{token}/mentions?search=" })
        {
            await ada.GetAsync(path);
            var without = await CountAsync(ada, path);
            Assert.Equal(without + 1, await CountAsync(ada, $"{path}&includeStatus=true"));
        }
    }

    private async Task<int> CountAsync(TalkClient person, string path)
    {
        using var counter = QueryCounter.Start(server);
        (await person.GetAsync(path)).Expect(200);
        return counter.ReadsOfOneRequest;
    }

    private static async Task<string> PairAsync(TalkClient person, TalkClient other)
    {
        var reply = await person.PostAsync("v4/room", new { roomType = 1, invite = other.User });
        Assert.InRange(reply.Status, 200, 201);
        return reply.Token;
    }

    private static JsonElement Room(Reply list, string token) => list.Expect(200).Data.EnumerateArray().Single(room => room.GetProperty("token").GetString() == token);

    private static JsonElement Suggestion(Reply list, string id) => list.Expect(200).Data.EnumerateArray().Single(row => row.GetProperty("id").GetString() == id);

    private static JsonElement[] Rows(Reply list, string actorId) => [.. list.Expect(200).Data.EnumerateArray().Where(row => row.GetProperty("actorId").GetString() == actorId)];

    private static (string? Status, string? Icon, string? Message, long? ClearAt) Status(JsonElement row) => (
        row.GetProperty("status").GetString(),
        row.GetProperty("statusIcon").GetString(),
        row.GetProperty("statusMessage").GetString(),
        row.GetProperty("statusClearAt") is { ValueKind: JsonValueKind.Number } at ? at.GetInt64() : null);
}
