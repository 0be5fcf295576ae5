using System.Text.Json;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.ExternalSignaling;

/// <summary>A server without <c>changed-users</c> keeps no lists: it gets everybody each time.</summary>
public sealed class OlderServerTests(ExternalServer server) : IClassFixture<ExternalServer>, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        server.Signaling.Features = "audio-video-permissions, switchto";
        await (await server.PersonAsync("warm")).CreateGroupAsync();
        await server.ForgetAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Changes_of_the_room_come_with_its_accounts()
    {
        var (ada, bob, token) = await PairAsync();
        var carl = await server.PersonAsync("carl");

        (await ada.PutAsync($"v4/room/{token}", new { roomName = "Crew" })).Expect(200);
        await server.DeliveredAsync();
        await ada.AddAsync(token, carl);
        await server.DeliveredAsync();
        (await ada.TryRemoveAsync(token, await carl.AttendeeIdAsync(token))).Expect(200);
        await server.DeliveredAsync();
        (await ada.DeleteAsync($"v4/room/{token}")).Expect(200);

        var told = await server.ToldAsync(token);
        Assert.Equal([ada.User, bob.User], Ids(told, "update", "userids"));
        Assert.Equal([ada.User, bob.User, carl.User], Ids(told, "invite", "alluserids"));
        Assert.Equal([ada.User, bob.User], Ids(told, "disinvite", "alluserids"));
        Assert.Equal([ada.User, bob.User], Ids(told, "delete", "userids"));
    }

    [Fact]
    public async Task Changes_of_the_call_come_with_everybody_in_it()
    {
        var (ada, bob, token) = await PairAsync();
        await ada.JoinAsync(token);
        await bob.JoinAsync(token);
        (await ada.PostAsync($"v4/call/{token}")).Expect(200);
        await server.ForgetAsync();

        (await bob.PostAsync($"v4/call/{token}")).Expect(200);
        await server.DeliveredAsync();
        (await bob.DeleteAsync($"v4/call/{token}")).Expect(200);

        var told = (await server.ToldAsync(token)).Where(message => message.Contains("{\"type\":\"incall\"", StringComparison.Ordinal)).ToList();
        Assert.Equal([$"{ada.User} 7", $"{bob.User} 7"], Users(told[0], "incall"));
        Assert.Equal([$"{ada.User} 7"], Users(told[1], "incall"));
    }

    [Fact]
    public async Task Changes_of_people_come_with_everybody_there_or_not_and_only_the_changed_with_permissions()
    {
        var (ada, bob, token) = await PairAsync();
        await ada.JoinAsync(token);
        await server.ForgetAsync();

        (await ada.TryGrantAsync(token, await bob.AttendeeIdAsync(token), (int)(Permissions.Custom | Permissions.JoinCall))).Expect(200);

        var told = Assert.Single(await server.ToldAsync(token));
        var participants = JsonDocument.Parse(told[2..]).RootElement.GetProperty("participants");
        Assert.Equal(bob.User, Assert.Single(participants.GetProperty("changed").EnumerateArray()).Text("actorId"));
        Assert.Equal([$"{ada.User} 0", $"{bob.User} 0"], Users(told, "participants"));
        Assert.All(participants.GetProperty("users").EnumerateArray(), user => Assert.False(user.TryGetProperty("permissions", out _)));
        Assert.Equal("0", participants.GetProperty("users")[1].Text("sessionId"));
    }

    [Fact]
    public async Task What_a_server_can_do_is_judged_by_its_latest_answer()
    {
        var (ada, _, token) = await PairAsync();
        foreach (var (features, lists) in new[] { ("", true), ("changed-users", true), ("changed-users", false), ("", false), ("", true) })
        {
            server.Signaling.Features = features;
            (await ada.PutAsync($"v4/room/{token}", new { roomName = $"{features}{lists}{server.Signaling.Requests}" })).Expect(200);
            await server.DeliveredAsync();
            var update = server.Signaling.Orders.Last(order => order.Path.EndsWith(token, StringComparison.Ordinal) && order.Body.Contains("\"update\"", StringComparison.Ordinal));

            // Renaming is two messages: by the second one the first one's answer is known.
            Assert.Equal(lists, update.Body.Contains("userids", StringComparison.Ordinal));
        }
    }

    [Fact]
    [Case("webinars P40", "calls 33")]
    public async Task Telephones_are_none_of_its_people()
    {
        var (ada, _, token) = await PairAsync();
        await server.InDbAsync(db =>
        {
            var conversation = db.Set<Conversation>().Single(room => room.Token == token);
            db.Add(new Attendee { ConversationId = conversation.Id, ActorType = ActorTypes.Phones, ActorId = "phone", ParticipantType = ParticipantType.Guest });
            return Task.CompletedTask;
        });
        await ada.JoinAsync(token);
        (await ada.PostAsync($"v4/call/{token}")).Expect(200);
        await server.ForgetAsync();

        await server.AskAsync(new { type = "room", room = new { version = "1.0", roomid = token, sessionid = PlenumServer.Unique("virtual"), actorid = "phone", actortype = "phones", incall = 9 } });

        Assert.Equal(["0 message"], await server.KindsAsync(token));
    }

    private static string[] Ids(List<string> told, string type, string list) =>
        [.. JsonDocument.Parse(told.First(message => message.Contains($"{{\"type\":\"{type}\"", StringComparison.Ordinal))[2..]).RootElement.GetProperty(type).GetProperty(list).EnumerateArray().Select(id => id.GetString()!)];

    private static string[] Users(string told, string type) =>
        [.. JsonDocument.Parse(told[2..]).RootElement.GetProperty(type).GetProperty("users").EnumerateArray().Select(user => $"{user.Text("actorId")} {user.GetProperty("inCall").GetInt32()}")];

    private async Task<(TalkClient Owner, TalkClient Member, string Token)> PairAsync()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        await server.ForgetAsync();
        return (ada, bob, token);
    }
}
