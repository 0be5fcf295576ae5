using System.Text.Json;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Conversations;

public sealed class PresetTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string Signaling = """{"servers":[{"server":"https://signaling.example","verify":true}],"secret":"s"}""";
    private const string Recording = """{"servers":[{"server":"https://recording.example","verify":true}],"secret":"s"}""";

    [Fact, Case("platform T83")]
    public async Task Everybody_with_an_account_is_offered_presets()
    {
        var ada = await server.PersonAsync();

        var reply = (await ada.GetAsync("v1/presets/room")).Expect(200);

        Assert.Equal(["default", "forced", "webinar", "presentation", "classified", "channel", "voiceroom"], Identifiers(reply));
        Assert.Equal("""{"lobbyState":1,"mentionPermissions":1,"permissions":389,"recordingConsent":1,"roomType":3}""", Parameters(reply, "webinar").GetRawText());
        Assert.Equal("[]", Parameters(reply, "forced").GetRawText());
        Assert.Equal(
            """{"roomType":2,"readOnly":0,"listable":0,"messageExpiration":0,"lobbyState":0,"sipEnabled":0,"permissions":0,"recordingConsent":0,"mentionPermissions":0}""",
            Parameters(reply, "default").GetRawText());
        Assert.Equal("""{"mentionPermissions":1,"permissions":389,"recordingConsent":1}""", Parameters(reply, "presentation").GetRawText());
        Assert.Equal("""{"roomType":2,"listable":0,"sipEnabled":0,"messageExpiration":3600}""", Parameters(reply, "classified").GetRawText());
        Assert.Equal("""{"listable":1,"permissions":257}""", Parameters(reply, "channel").GetRawText());
        Assert.Equal("""{"listable":1,"messageExpiration":3600}""", Parameters(reply, "voiceroom").GetRawText());
        Assert.All(reply.Data.EnumerateArray(), preset => Assert.NotEmpty(preset.GetProperty("name").GetString()! + preset.GetProperty("description").GetString()));
    }

    [Fact]
    public async Task Administrators_are_offered_announcements_and_guests_nothing()
    {
        Assert.Contains("announcement", Identifiers(await server.Admin().GetAsync("v1/presets/room")));
        Assert.Equal(401, (await server.Guest().GetAsync("v1/presets/room")).Status);
    }

    [Fact, Case("platform T83")]
    public async Task The_administrator_steers_defaults_and_forces_values()
    {
        await using var config = await server.ConfigAsync(("default_listable", "1"), ("default_room_type", "3"), ("force_listable", "0"), ("start_calls", "3"));

        var reply = (await server.Admin().GetAsync("v1/presets/room")).Expect(200);

        Assert.Equal((1, 3), (Parameters(reply, "default").GetProperty("listable").GetInt32(), Parameters(reply, "default").GetProperty("roomType").GetInt32()));
        Assert.Equal("""{"listable":0}""", Parameters(reply, "forced").GetRawText());
        Assert.DoesNotContain("voiceroom", Identifiers(reply));
    }

    [Fact, Case("webinars L52")]
    public async Task A_webinar_from_its_preset()
    {
        await using var config = await server.ConfigAsync(("signaling_servers", Signaling), ("recording_servers", Recording), ("recording_consent", "2"));
        var ada = await server.PersonAsync();

        var room = await ada.CreateAsync(new { roomName = "webinar", preset = "webinar" });

        Assert.Equal((3, 1, 389, 1, 1), (room["type"].GetInt32(), room["lobbyState"].GetInt32(), room["defaultPermissions"].GetInt32(), room["mentionPermissions"].GetInt32(), room["recordingConsent"].GetInt32()));
        Assert.Equal((0, 510), (room["attributes"].GetInt32(), room["permissions"].GetInt32()));
    }

    [Fact]
    public async Task What_the_request_says_wins_over_the_preset_and_an_unknown_one_is_ignored()
    {
        var ada = await server.PersonAsync();

        var webinar = await ada.CreateAsync(new { roomType = 2, roomName = "room", preset = "webinar", lobbyState = 0, permissions = 0 });
        var unknown = await ada.CreateAsync(new { roomName = "room", preset = "party" });

        Assert.Equal((2, 0, 0, 1), (webinar["type"].GetInt32(), webinar["lobbyState"].GetInt32(), webinar["defaultPermissions"].GetInt32(), webinar["mentionPermissions"].GetInt32()));
        Assert.Equal((2, 0), (unknown["type"].GetInt32(), unknown["attributes"].GetInt32()));
    }

    [Fact, Case("conversations 17")]
    public async Task Classified_conversations_are_neither_public_nor_listed_nor_dialled()
    {
        await using var config = await server.WithSipAsync();
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));

        var room = await ada.CreateAsync(new { roomType = 3, roomName = "room", preset = "classified", listable = 1, sipEnabled = 1, password = "secret" });
        await ada.AddAsync(room.Token, bob);

        Assert.Equal((2, 0, 0, 4, true, false), (room["type"].GetInt32(), room["listable"].GetInt32(), room["sipEnabled"].GetInt32(), room["attributes"].GetInt32(), room["isSensitive"].GetBoolean(), room["hasPassword"].GetBoolean()));
        Assert.True((await bob.RoomAsync(room.Token))["isSensitive"].GetBoolean());
        Assert.Equal(3600, room["messageExpiration"].GetInt32());
    }

    [Fact, Case("conversations 18")]
    public async Task Classified_conversations_belong_to_nothing_and_have_accounts_only()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));

        var ofEvent = await ada.PostAsync("v4/room", new { roomName = "room", preset = "classified", objectType = "event", objectId = "1#2" });
        var withGuest = await ada.PostAsync("v4/room", new { roomName = "room", preset = "classified", participants = new { users = new[] { bob.User }, emails = new[] { "gil@example.org" }, phones = new[] { "0301234567" } } });

        Assert.Equal((400, "classified"), Outcome(ofEvent));
        Assert.Equal((202, """{"emails":["gil@example.org"],"phones":["0301234567"]}"""), (withGuest.Status, withGuest["invalidParticipants"].GetRawText()));
    }

    [Fact, Case("conversations 45")]
    public async Task Classified_conversations_stay_so()
    {
        await using var config = await server.WithSipAsync(("signaling_servers", Signaling), ("recording_servers", Recording), ("recording_consent", "2"));
        var ada = await server.PersonAsync();
        var token = (await ada.CreateAsync(new { roomName = "room", preset = "classified" })).Token;

        Reply[] refused =
        [
            await ada.PostAsync($"v4/room/{token}/public"),
            await ada.PutAsync($"v4/room/{token}/listable", new { scope = 1 }),
            await ada.PutAsync($"v4/room/{token}/webinar/sip", new { state = 1 }),
            await ada.DeleteAsync($"v4/room/{token}/sensitive"),
            await ada.PutAsync($"v4/room/{token}/recording-consent", new { recordingConsent = 1 }),
            await ada.TryAddAsync(token, "gil@example.org", "emails"),
            await ada.TryAddAsync(token, "+49301234567", "phones"),
        ];

        Assert.All(refused, reply => Assert.Equal((400, "classified"), Outcome(reply)));
        Assert.Equal(200, (await ada.PutAsync($"v4/room/{token}/recording-consent", new { recordingConsent = 0 })).Status);
    }

    [Fact, Case("conversations 19")]
    public async Task Announcements_are_for_administrators_to_make()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));

        var refused = await ada.PostAsync("v4/room", new { roomName = "news", preset = "announcement" });
        var room = await server.Admin().CreateAsync(new { roomName = "news", preset = "announcement", participants = new { users = new[] { bob.User } } });
        var seen = await bob.RoomAsync(room.Token);

        Assert.Equal((403, "preset"), Outcome(refused));
        Assert.Equal((24, 504), (room["attributes"].GetInt32(), room["permissions"].GetInt32()));
        Assert.Equal((1, 257, false), (seen["notificationLevel"].GetInt32(), seen["permissions"].GetInt32(), seen["canLeaveConversation"].GetBoolean()));
    }

    [Fact]
    public async Task In_a_channel_only_moderators_write()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));

        var room = await ada.CreateAsync(new { roomName = "channel", preset = "channel", participants = new { users = new[] { bob.User } } });

        Assert.Equal((8, 1, 257), (room["attributes"].GetInt32(), room["listable"].GetInt32(), room["defaultPermissions"].GetInt32()));
        Assert.Equal(403, (await bob.TrySayAsync(room.Token, "hello")).Status);
        Assert.Equal(201, (await ada.TrySayAsync(room.Token, "hello")).Status);
    }

    private static string[] Identifiers(Reply reply) => [.. reply.Data.EnumerateArray().Select(preset => preset.GetProperty("identifier").GetString()!)];

    private static JsonElement Parameters(Reply reply, string identifier) =>
        reply.Data.EnumerateArray().Single(preset => preset.GetProperty("identifier").GetString() == identifier).GetProperty("parameters");

    private static (int Status, string? Error) Outcome(Reply reply) => (reply.Status, reply.Error);
}
