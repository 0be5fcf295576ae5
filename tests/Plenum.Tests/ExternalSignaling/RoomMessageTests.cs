using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.ExternalSignaling;

/// <summary>What a signaling server is told, byte by byte.</summary>
public sealed class RoomMessageTests(ExternalServer server) : IClassFixture<ExternalServer>, IAsyncLifetime
{
    private const string Refresh = """{"type":"message","message":{"data":{"type":"chat","chat":{"refresh":true}}}}""";

    public async ValueTask InitializeAsync()
    {
        server.Signaling.Features = "changed-users";
        var ada = await server.PersonAsync("warm");
        await ada.CreateGroupAsync();
        await server.ForgetAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    [Case("webinars L43")]
    public async Task The_lobby_is_a_chat_message_and_then_an_update()
    {
        var (ada, token) = await RoomAsync();

        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1 })).Expect(200);

        Assert.Equal(
            [
                $"0 {Refresh}",
                """0 {"type":"update","update":{"properties":{"name":"Team","type":3,"lobby-state":1,"lobby-timer":null,"read-only":0,"listable":0,"active-since":null,"sip-enabled":0,"description":""}}}""",
            ],
            await server.ToldAsync(token));
        var order = server.Signaling.Orders[0];
        Assert.Equal(($"/api/v1/room/{token}", server.Url), (order.Path, order.Backend));
    }

    [Fact]
    public async Task The_same_lobby_with_another_time_is_an_update()
    {
        var (ada, token) = await RoomAsync();
        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1 })).Expect(200);
        await server.ForgetAsync();

        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1, timer = server.Clock.Unix + 60 })).Expect(200);

        var told = Assert.Single(await server.ToldAsync(token));
        Assert.Contains("\"lobby-timer\":{\"date\":\"2026-03-02 09:01:00.000000\",\"timezone_type\":3,\"timezone\":\"UTC\"}", told);
        await server.AdvanceAsync(TimeSpan.FromSeconds(61));
        Assert.Equal(["0 update", "0 message", "0 update"], await server.KindsAsync(token));
    }

    [Fact]
    public async Task Whom_the_lobby_holds_back_may_send_nothing_until_it_opens()
    {
        var (ada, token) = await RoomAsync();
        var bob = await server.PersonAsync("bob");
        await ada.AddAsync(token, bob);
        await ada.JoinAsync(token);
        var session = (await bob.JoinAsync(token)).Text("sessionId");
        await server.ForgetAsync();

        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1 })).Expect(200);
        await server.DeliveredAsync();
        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 0 })).Expect(200);

        Assert.Equal(["0 message", "0 update", "0 participants", "0 message", "0 update", "0 participants"], await server.KindsAsync(token));
        var (closed, open) = (await ParticipantsAsync(token, 0), await ParticipantsAsync(token, 1));
        Assert.Equal((session, "[]"), (Assert.Single(closed).Text("sessionId"), closed[0].GetProperty("permissions").GetRawText()));
        Assert.Equal("""["publish-audio","publish-video","publish-screen"]""", Assert.Single(open).GetProperty("permissions").GetRawText());
    }

    [Fact]
    [Case("calls 43", "calls 15")]
    public async Task Joining_a_call_is_a_chat_message_and_then_the_flags()
    {
        var (ada, token) = await RoomAsync();
        var session = (await ada.JoinAsync(token)).Text("sessionId");
        await server.ForgetAsync();

        (await ada.PostAsync($"v4/call/{token}", new { flags = 7 })).Expect(200);
        await server.DeliveredAsync();
        (await ada.PutAsync($"v4/call/{token}", new { flags = 3 })).Expect(200);
        await server.DeliveredAsync();
        (await ada.DeleteAsync($"v4/call/{token}")).Expect(200);

        Assert.Equal(["0 message", "0 incall", "0 incall", "0 message", "0 incall", "0 message"], await server.KindsAsync(token));
        var told = (await server.ToldAsync(token)).Where(message => message.Contains("\"incall\"", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            $$$"""0 {"type":"incall","incall":{"incall":7,"changed":[{"inCall":7,"lastPing":{{{server.Clock.Unix}}},"sessionId":"{{{session}}}","nextcloudSessionId":"{{{session}}}","participantType":1,"participantPermissions":510,"actorType":"users","actorId":"{{{ada.User}}}","userId":"{{{ada.User}}}"}]}}""",
            told[0]);
        Assert.Contains("{\"incall\":3,\"changed\":[{\"inCall\":3,", told[1]);
        Assert.Contains("{\"incall\":0,\"changed\":[{\"inCall\":0,", told[2]);
    }

    [Fact]
    [Case("calls 22")]
    public async Task Ending_a_call_for_everybody_is_one_message()
    {
        var (ada, token) = await RoomAsync();
        await ada.JoinAsync(token);
        (await ada.PostAsync($"v4/call/{token}")).Expect(200);
        await server.ForgetAsync();

        (await ada.DeleteAsync($"v4/call/{token}?all=true")).Expect(200);

        var told = await server.ToldAsync(token);
        Assert.Equal(2, told.Count);
        Assert.Contains("call_ended_everyone", told[0]);
        Assert.Equal("""0 {"type":"incall","incall":{"incall":0,"all":true}}""", told[1]);
    }

    [Fact]
    public async Task Who_leaves_call_and_room_at_once_is_out_of_the_call_for_the_others()
    {
        var (ada, token) = await RoomAsync();
        var (bob, gil) = (await server.PersonAsync("bob"), server.Guest());
        await ada.AddAsync(token, bob);
        await ada.JoinAsync(token);
        (await ada.PostAsync($"v4/call/{token}")).Expect(200);
        var sessions = new[] { (await bob.JoinAsync(token)).Text("sessionId"), (await gil.JoinAsync(token)).Text("sessionId") };
        (await bob.PostAsync($"v4/call/{token}")).Expect(200);
        (await gil.PostAsync($"v4/call/{token}")).Expect(200);
        await server.ForgetAsync();

        await bob.LeaveAsync(token);
        await server.DeliveredAsync();
        await gil.LeaveAsync(token);

        var told = await server.ToldAsync(token);
        Assert.Equal(["0 message", "0 incall", "0 message", "0 incall", "0 disinvite"], await server.KindsAsync(token));
        Assert.Contains($"\"inCall\":0,\"lastPing\":{server.Clock.Unix},\"sessionId\":\"{sessions[0]}\",\"nextcloudSessionId\":\"{sessions[0]}\",\"participantType\":3,", told[1]);
        Assert.Contains($"\"participantType\":4,", told[3]);
        Assert.Contains($"{{\"sessionids\":[\"{sessions[1]}\"],\"properties\":{{\"name\":\"Team\"", told[4]);
    }

    [Fact]
    [Case("calls 35")]
    public async Task A_session_that_is_replaced_is_disinvited()
    {
        var (ada, token) = await RoomAsync();
        var browser = new TalkClient(server, ada.User, PlenumServer.Password);
        var first = (await browser.JoinAsync(token)).Text("sessionId");
        await server.ForgetAsync();

        await browser.JoinAsync(token);

        var told = Assert.Single(await server.ToldAsync(token));
        Assert.StartsWith($"0 {{\"type\":\"disinvite\",\"disinvite\":{{\"sessionids\":[\"{first}\"],\"properties\":{{", told, StringComparison.Ordinal);
        Assert.EndsWith("\"sip-enabled\":0,\"participant-list\":\"refresh\"}}}", told, StringComparison.Ordinal);
    }

    [Fact]
    [Case("calls 71")]
    public async Task A_new_name_is_an_update()
    {
        var (ada, token) = await RoomAsync();

        (await ada.PutAsync($"v4/room/{token}", new { roomName = "Crew" })).Expect(200);

        Assert.Contains("{\"type\":\"update\",\"update\":{\"properties\":{\"name\":\"Crew\",", (await server.ToldAsync(token))[^1]);
    }

    [Fact]
    public async Task The_name_of_a_private_conversation_stays_private()
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreateGroupAsync("secret")).Token;

        (await ada.PutAsync($"v4/room/{token}", new { roomName = "top secret" })).Expect(200);

        Assert.Contains("\"name\":\"Private conversation\"", (await server.ToldAsync(token))[^1]);
    }

    [Fact]
    [Case("calls 72")]
    public async Task Ten_people_who_are_added_at_once_are_one_invitation_and_one_message()
    {
        var (ada, token) = await RoomAsync();
        var group = PlenumServer.Unique("team");
        var people = new List<string>();
        for (var i = 0; i < 10; i++) people.Add((await server.PersonAsync("bob", group)).User);

        (await ada.TryAddAsync(token, group, "groups")).Expect(200);

        var told = await server.ToldAsync(token);
        var invite = JsonDocument.Parse(Assert.Single(told, message => message.Contains("\"invite\"", StringComparison.Ordinal))[2..]).RootElement.GetProperty("invite");
        Assert.Equal(people.Order(StringComparer.Ordinal), invite.GetProperty("userids").EnumerateArray().Select(id => id.GetString()!).Order(StringComparer.Ordinal));
        Assert.Equal("refresh", invite.GetProperty("properties").Text("participant-list"));
    }

    [Fact]
    public async Task Adding_somebody_is_an_invitation_and_then_a_message()
    {
        var (ada, token) = await RoomAsync();

        await ada.AddAsync(token, await server.PersonAsync("bob"));

        Assert.Equal(["0 invite", "0 message"], await server.KindsAsync(token));
    }

    [Fact]
    [Case("calls 73")]
    public async Task Who_is_removed_is_disinvited_with_sessions_and_name()
    {
        var (ada, token) = await RoomAsync();
        var bob = await server.PersonAsync("bob");
        await ada.AddAsync(token, bob);
        var session = (await bob.JoinAsync(token)).Text("sessionId");
        await server.ForgetAsync();

        (await ada.TryRemoveAsync(token, await bob.AttendeeIdAsync(token))).Expect(200);

        var told = (await server.ToldAsync(token)).Where(message => message.Contains("disinvite", StringComparison.Ordinal)).ToList();
        Assert.StartsWith($"0 {{\"type\":\"disinvite\",\"disinvite\":{{\"sessionids\":[\"{session}\"],\"properties\":", told[0], StringComparison.Ordinal);
        Assert.StartsWith($"0 {{\"type\":\"disinvite\",\"disinvite\":{{\"userids\":[\"{bob.User}\"],\"properties\":", told[1], StringComparison.Ordinal);
        Assert.Equal(2, told.Count);
    }

    [Fact]
    public async Task Promoting_is_a_message_an_update_and_the_participant()
    {
        var (ada, token) = await RoomAsync();
        var bob = await server.PersonAsync("bob");
        await ada.AddAsync(token, bob);
        await server.ForgetAsync();

        await ada.PromoteAsync(token, bob);

        var told = await server.ToldAsync(token);
        Assert.Equal(["0 message", "0 update", "0 participants"], await server.KindsAsync(token));
        Assert.Contains("moderator_promoted", told[0]);
        Assert.Equal(
            $$$"""0 {"type":"participants","participants":{"changed":[{"inCall":0,"lastPing":0,"sessionId":"0","participantType":2,"participantPermissions":1,"displayName":"Bob","actorType":"users","actorId":"{{{bob.User}}}","userId":"{{{bob.User}}}","permissions":["publish-audio","publish-video","publish-screen","control"]}]}}""",
            told[2]);
    }

    [Fact]
    [Case("calls 40")]
    public async Task Permissions_that_are_taken_away_are_missing_in_the_list()
    {
        var (ada, token) = await RoomAsync();
        var bob = await server.PersonAsync("bob");
        await ada.AddAsync(token, bob);
        await bob.JoinAsync(token);
        (await bob.PostAsync($"v4/call/{token}")).Expect(200);
        await server.ForgetAsync();

        (await ada.TryGrantAsync(token, await bob.AttendeeIdAsync(token), (int)(Permissions.Custom | Permissions.JoinCall | Permissions.PublishScreen))).Expect(200);

        var changed = Assert.Single(await ParticipantsAsync(token, 0));
        Assert.Equal(("""["publish-screen"]""", 7), (changed.GetProperty("permissions").GetRawText(), changed.GetProperty("inCall").GetInt32()));
    }

    [Fact]
    public async Task New_default_permissions_concern_everybody_who_is_there()
    {
        var (ada, token) = await RoomAsync();
        var bob = await server.PersonAsync("bob");
        await ada.AddAsync(token, bob);
        await ada.JoinAsync(token);
        await server.ForgetAsync();

        (await ada.PutAsync($"v4/room/{token}/permissions/default", new { permissions = 4 })).Expect(200);

        Assert.Equal(["0 update", "0 participants"], await server.KindsAsync(token));
        Assert.Equal(ada.User, Assert.Single(await ParticipantsAsync(token, 0)).Text("actorId"));
    }

    [Fact]
    public async Task A_conversation_that_is_deleted_is_told_last()
    {
        var (ada, token) = await RoomAsync();

        (await ada.DeleteAsync($"v4/room/{token}")).Expect(200);

        Assert.Equal("""0 {"type":"delete","delete":{}}""", (await server.ToldAsync(token))[^1]);
    }

    [Fact]
    [Case("calls 93")]
    public async Task What_people_write_goes_along_in_the_neutral_form_but_never_into_a_lobby()
    {
        var (ada, token) = await RoomAsync();
        var first = (await ada.PostAsync($"v1/chat/{token}", new { message = "hello" })).Expect(201)["id"].GetInt64();

        (await ada.PostAsync($"v1/chat/{token}", new { message = "again", replyTo = first })).Expect(201);
        await server.DeliveredAsync();
        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1 })).Expect(200);
        (await ada.PostAsync($"v1/chat/{token}", new { message = "behind closed doors" })).Expect(201);

        var told = await server.ToldAsync(token);
        var chat = JsonDocument.Parse(told[1][2..]).RootElement.GetProperty("message").GetProperty("data").GetProperty("chat");
        var comment = chat.GetProperty("comment");
        Assert.Equal((true, "again", first, "{0}"), (chat.GetProperty("refresh").GetBoolean(), comment.Text("message"), comment.GetProperty("parent").GetProperty("id").GetInt64(), comment.Text("token")));
        Assert.Equal(JsonValueKind.Number, comment.GetProperty("lastCommonRead").ValueKind);
        Assert.False(comment.TryGetProperty("reactionsSelf", out _));
        Assert.Equal($"0 {Refresh}", told[^1]);
    }

    [Fact]
    public async Task What_others_have_read_is_left_out_where_somebody_hides_it()
    {
        var (ada, token) = await RoomAsync();
        await server.InDbAsync(db => db.Attendees.Where(attendee => attendee.Conversation!.Token == token).ExecuteUpdateAsync(set => set.SetProperty(attendee => attendee.ReadPrivate, true)));

        (await ada.PostAsync($"v1/chat/{token}", new { message = "hello" })).Expect(201);

        Assert.DoesNotContain("lastCommonRead", Assert.Single(await server.ToldAsync(token)));
    }

    [Fact]
    public async Task The_start_of_a_call_says_whether_it_is_silent()
    {
        var (ada, token) = await RoomAsync();
        await ada.JoinAsync(token);

        (await ada.PostAsync($"v4/call/{token}", new { silent = true })).Expect(200);

        Assert.Contains("\"call\":{\"silent\":true}", (await server.ToldAsync(token))[0]);
    }

    /// <summary>The changed entries of the nth participants message.</summary>
    private async Task<List<JsonElement>> ParticipantsAsync(string token, int number)
    {
        var told = (await server.ToldAsync(token)).Where(message => message.Contains("\"participants\"", StringComparison.Ordinal)).ToList();
        return [.. JsonDocument.Parse(told[number][2..]).RootElement.GetProperty("participants").GetProperty("changed").EnumerateArray()];
    }

    private async Task<(TalkClient Owner, string Token)> RoomAsync()
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreatePublicAsync("Team")).Token;
        await server.ForgetAsync();
        return (ada, token);
    }
}
