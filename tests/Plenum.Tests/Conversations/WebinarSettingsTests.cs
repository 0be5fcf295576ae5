using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Conversations;

/// <summary>Lobby and dial-in among the settings of a conversation; their own tests are in <c>Webinars</c>.</summary>
public sealed class WebinarSettingsTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact, Case("conversations 39")]
    public async Task Not_every_conversation_has_a_lobby_and_not_everybody_moves_it()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var pair = (await ada.CreateAsync(new { roomType = 1, invite = bob.User })).Token;
        var ofFile = await server.StageAsync(ada, ConversationType.Group, room => (room.ObjectType, room.ObjectId) = (ObjectTypes.File, "7"));
        await ofFile.AddAsync(bob);
        var open = await server.StageAsync(ada, ConversationType.Public);
        var guestModerator = await open.GuestAsync(ParticipantType.GuestModerator);

        Assert.Equal((400, "type"), Outcome(await ada.PutAsync($"v4/room/{pair}/webinar/lobby", new { state = 1 })));
        Assert.Equal(403, (await bob.PutAsync(ofFile.Lobby, new { state = 1 })).Status);
        Assert.Equal(401, (await guestModerator.PutAsync(open.Lobby, new { state = 1 })).Status);
        Assert.Equal((400, "value"), Outcome(await ada.PutAsync(open.Lobby, new { state = 1, timer = -1 })));
    }

    [Fact, Case("conversations 40")]
    public async Task Dial_in_is_switched_on_by_those_who_may()
    {
        var group = PlenumServer.Unique("phones");
        var (ada, mia) = (await server.PersonAsync(), await server.PersonAsync("mia", group));
        var before = (await ada.CreateGroupAsync("room", mia)).Token;
        Assert.Equal((412, "config"), Outcome(await ada.TrySetSipAsync(before, 1)));
        await using var config = await server.WithSipAsync(("sip_bridge_groups", $"""["{group}"]"""));
        var token = (await ada.CreateGroupAsync("room", mia)).Token;
        await server.RankAsync(token, mia, ParticipantType.Moderator);

        var on = await mia.SetSipAsync(token, 1);

        Assert.Matches("^[1-9][0-9]{6}$", on["attendeePin"].GetString());
        Assert.Equal((400, "value"), Outcome(await mia.TrySetSipAsync(token, 1)));
        Assert.Equal((401, "config"), Outcome(await ada.TrySetSipAsync(token, 0)));
    }

    [Fact, Case("conversations 41")]
    public async Task Moderators_see_all_pins_and_others_their_own()
    {
        await using var config = await server.WithSipAsync();
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var token = (await ada.CreateAsync(new { roomType = 3, roomName = "room", sipEnabled = 1, participants = new { users = new[] { bob.User }, emails = new[] { "mail@example.org" } } })).Token;
        await server.Guest().JoinAsync(token);

        var byModerator = await PinsAsync(ada, token);
        var byUser = await PinsAsync(bob, token);

        Assert.All(byModerator, row => Assert.Equal(row.Kind == "guests" ? 0 : 7, row.Pin.Length));
        Assert.Equal(4, byModerator.Length);
        Assert.Equal([bob.User], byUser.Where(row => row.Pin.Length > 0).Select(row => row.Id));
    }

    private static async Task<(string Kind, string Id, string Pin)[]> PinsAsync(TalkClient person, string token) =>
    [
        .. (await person.ParticipantsAsync(token)).Expect(200).Data.EnumerateArray()
            .Select(row => (row.GetProperty("actorType").GetString()!, row.GetProperty("actorId").GetString()!, row.GetProperty("attendeePin").GetString()!)),
    ];

    private static (int Status, string? Error) Outcome(Reply reply) => (reply.Status, reply.Error);
}
