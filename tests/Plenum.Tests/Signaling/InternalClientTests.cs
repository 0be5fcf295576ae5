using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Signaling;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Signaling;

/// <summary>Bridges and recorders, and the telephones for which they speak (calls §E.12).</summary>
public sealed class InternalClientTests(EmbeddedServer server) : IClassFixture<EmbeddedServer>
{
    [Fact]
    [Case("calls 80")]
    public void The_proof_is_the_documented_one() =>
        Assert.Equal(
            "50cb450c71295372850ea3eea88dd03119df4d8eb6c0fcb5bd1e87c14c858582",
            InternalHello.Proof("internal-test-secret", "0123456789abcdef0123456789abcdef"));

    [Fact]
    [Case("calls 80")]
    public async Task Who_knows_the_secret_is_an_internal_client_and_may_do_more()
    {
        await using var config = await server.WithInternalClientsAsync();
        await using var bridge = await SignalingClient.ConnectAsync(server);

        var hello = (await bridge.InternalHelloAsync()).GetProperty("hello");

        Assert.Contains("virtual-sessions", hello.GetProperty("server").GetProperty("features").EnumerateArray().Select(feature => feature.GetString()));
    }

    [Fact]
    [Case("calls 80")]
    public async Task Without_a_secret_there_are_none_and_a_wrong_proof_is_counted_and_stopped()
    {
        await using (var nobody = await SignalingClient.ConnectAsync(server)) Assert.Equal("invalid_client_type", (await nobody.InternalHelloAsync()).ErrorCode());

        await using var config = await server.WithInternalClientsAsync();
        await using var guesser = await SignalingClient.ConnectAsync(server);
        var answers = new List<string?>();
        for (var i = 0; i < 11; i++) answers.Add((await guesser.InternalHelloAsync(token: "00")).ErrorCode());
        await server.InDbAsync(db => db.FailedAttempts.ExecuteDeleteAsync());

        Assert.Equal([.. Enumerable.Repeat("auth_failed", 10), "too_many_requests"], answers);
    }

    [Fact]
    [Case("calls 96")]
    public async Task A_virtual_session_joins_is_listed_changes_its_flags_and_leaves_with_its_owner()
    {
        var (ada, room) = await RoomAsync();
        await using var config = await server.WithInternalClientsAsync();
        await using var witness = await server.SeatAsync(ada, room.Token);
        await using var bridge = await BridgeAsync(room.Token);

        await bridge.SayInternalAsync("addsession", new { sessionid = "line-1", roomid = room.Token, user = new { displayname = "+4930" }, flags = 1 });

        var joined = (await JoinOfAsync(witness, "+4930")).GetProperty("sessionid").GetString()!;
        Assert.Equal(1, (await witness.EventAsync("participants", "flags")).GetProperty("flags").GetInt32());
        var listed = await UserAsync(witness, joined);
        Assert.Equal((true, 9), (listed.GetProperty("virtual").GetBoolean(), listed.GetProperty("inCall").GetInt32()));

        await bridge.SayInternalAsync("updatesession", new { sessionid = "line-1", roomid = room.Token, flags = 4 });
        var flags = await witness.EventAsync("participants", "flags");
        Assert.Equal((joined, 4), (flags.GetProperty("sessionid").GetString(), flags.GetProperty("flags").GetInt32()));

        await bridge.AskAsync("bye", new { });
        await LeaveOfAsync(witness, joined);
    }

    [Fact]
    [Case("calls 96", "calls 68")]
    public async Task A_telephone_that_is_invited_gets_a_session_and_starts_the_call()
    {
        var (ada, room) = await RoomAsync();
        await using var config = await server.WithInternalClientsAsync();
        await InviteAsync(room, "phone-1");
        await using var witness = await server.SeatAsync(ada, room.Token);
        await using var bridge = await BridgeAsync(room.Token, "internal-incall");
        var telephone = new { sessionid = "line-1", roomid = room.Token, options = new { actorId = "phone-1", actorType = "phones" } };

        await bridge.SayInternalAsync("addsession", telephone);

        var item = await UserAsync(witness, user => user.TryGetProperty("virtual", out var isVirtual) && isVirtual.GetBoolean());
        Assert.Equal(("phones", "phone-1", 9), (item.GetProperty("actorType").GetString(), item.GetProperty("actorId").GetString(), item.GetProperty("inCall").GetInt32()));
        Assert.True((await ada.RoomAsync(room.Token))["hasCall"].GetBoolean());

        await bridge.SayInternalAsync("removesession", new { sessionid = "line-1", roomid = room.Token });
        await LeaveOfAsync(witness, item.GetProperty("sessionId").GetString()!);
        while ((await ada.RoomAsync(room.Token))["hasCall"].GetBoolean()) await witness.HearAsync();
        Assert.Equal(InternalDesk.RemoveFailed, (await bridge.AskInternalAsync("removesession", new { sessionid = "line-1", roomid = room.Token })).ErrorCode());
    }

    [Fact]
    public async Task A_telephone_that_nobody_has_invited_is_not_added()
    {
        var (_, room) = await RoomAsync();
        await using var config = await server.WithInternalClientsAsync();
        await using var bridge = await BridgeAsync(room.Token);

        var refused = await bridge.AskInternalAsync("addsession", new { sessionid = "line-1", roomid = room.Token, options = new { actorId = "stranger", actorType = "phones" } });
        var nowhere = await bridge.AskInternalAsync("addsession", new { sessionid = "line-1", roomid = "nowhere1" });

        Assert.Equal((InternalDesk.AddFailed, InternalDesk.AddFailed), (refused.ErrorCode(), nowhere.ErrorCode()));
    }

    [Fact]
    [Case("calls 97")]
    public async Task Who_speaks_for_somebody_that_is_removed_hangs_up()
    {
        var (ada, room) = await RoomAsync();
        await using var config = await server.WithInternalClientsAsync();
        var attendeeId = await InviteAsync(room, "phone-1");
        await using var bridge = await BridgeAsync(room.Token);
        await bridge.SayInternalAsync("addsession", new { sessionid = "line-1", roomid = room.Token, options = new { actorId = "phone-1", actorType = "phones" } });
        await bridge.HearAsync(frame => frame.GetRawText().Contains("phone-1", StringComparison.Ordinal));

        (await ada.DeleteAsync($"v4/room/{room.Token}/attendees?attendeeId={attendeeId}")).Expect(200);

        var control = (await bridge.HearAsync(frame => frame.GetProperty("type").GetString() == "control")).GetProperty("control");
        Assert.Equal(("line-1", "hangup"), (control.GetProperty("recipient").GetProperty("sessionid").GetString(), control.GetProperty("data").GetProperty("type").GetString()));
    }

    [Fact]
    public async Task What_is_said_to_a_virtual_session_goes_to_its_owner()
    {
        var (ada, room) = await RoomAsync();
        await using var config = await server.WithInternalClientsAsync();
        await using var witness = await server.SeatAsync(ada, room.Token);
        await using var bridge = await BridgeAsync(room.Token);
        await bridge.SayInternalAsync("addsession", new { sessionid = "line-1", roomid = room.Token, user = new { displayname = "+4930" } });
        var id = (await JoinOfAsync(witness, "+4930")).GetProperty("sessionid").GetString();

        await witness.TellAsync(new { type = "session", sessionid = id }, new { type = "mute" });

        var message = (await bridge.HearAsync(frame => frame.GetProperty("type").GetString() == "message")).GetProperty("message");
        Assert.Equal(("line-1", "mute"), (message.GetProperty("recipient").GetProperty("sessionid").GetString(), message.GetProperty("data").GetProperty("type").GetString()));
    }

    [Fact]
    public async Task An_internal_client_is_in_the_call_unless_it_says_otherwise_and_hears_the_room_behind_its_lobby()
    {
        var (ada, room) = await RoomAsync();
        await using var config = await server.WithInternalClientsAsync();
        await using var witness = await server.SeatAsync(ada, room.Token);
        (await ada.PutAsync($"v4/room/{room.Token}/webinar/lobby", new { state = 1 })).Expect(200);

        await using var recorder = await BridgeAsync(room.Token, "internal-incall");
        await recorder.SayInternalAsync("incall", new { incall = 1 });

        var item = await UserAsync(witness, recorder.SessionId);
        Assert.Equal((true, 1), (item.GetProperty("internal").GetBoolean(), item.GetProperty("inCall").GetInt32()));
        Assert.False((await ada.RoomAsync(room.Token))["hasCall"].GetBoolean());
    }

    [Fact]
    public async Task Nobody_else_adds_sessions()
    {
        var (ada, room) = await RoomAsync();
        await using var client = await server.SeatAsync(ada, room.Token);

        await client.SayInternalAsync("addsession", new { sessionid = "line-1", roomid = room.Token });

        Assert.Empty(await client.KindsAsync());
    }

    private async Task<(TalkClient Ada, StagedRoom Room)> RoomAsync()
    {
        var ada = await server.PersonAsync("ada");
        return (ada, await server.StageAsync(ada));
    }

    /// <summary>An internal client that sits in the room.</summary>
    private async Task<SignalingClient> BridgeAsync(string token, params string[] features)
    {
        var bridge = await SignalingClient.ConnectAsync(server);
        await bridge.InternalHelloAsync(features: features);
        Assert.Equal("room", (await bridge.JoinAsync(token, "")).GetProperty("type").GetString());
        await bridge.EventAsync("room", "join");
        return bridge;
    }

    private async Task<long> InviteAsync(StagedRoom room, string actorId)
    {
        var id = (await room.StoredAsync()).Id;
        await server.InDbAsync(db =>
        {
            db.Attendees.Add(new Attendee { ConversationId = id, ActorType = ActorTypes.Phones, ActorId = actorId, DisplayName = "Telephone", ParticipantType = ParticipantType.User, PhoneNumber = "+49301234" });
            return Task.CompletedTask;
        });
        return await server.FromDbAsync(db => db.Attendees.Where(attendee => attendee.ConversationId == id && attendee.ActorId == actorId).Select(attendee => attendee.Id).SingleAsync());
    }

    private static async Task<JsonElement> JoinOfAsync(SignalingClient client, string displayName)
    {
        while (true)
        {
            foreach (var member in (await client.EventAsync("room", "join")).EnumerateArray())
            {
                if (member.TryGetProperty("user", out var user) && user.GetProperty("displayname").GetString() == displayName) return member;
            }
        }
    }

    private static async Task LeaveOfAsync(SignalingClient client, string sessionId)
    {
        while (!(await client.EventAsync("room", "leave")).EnumerateArray().Any(left => left.GetString() == sessionId))
        {
            // Somebody else.
        }
    }

    private static Task<JsonElement> UserAsync(SignalingClient client, string sessionId) => UserAsync(client, user => user.GetProperty("sessionId").GetString() == sessionId);

    private static async Task<JsonElement> UserAsync(SignalingClient client, Func<JsonElement, bool> fits)
    {
        while (true)
        {
            foreach (var user in (await client.EventAsync("participants", "update")).GetProperty("users").EnumerateArray())
            {
                if (fits(user)) return user;
            }
        }
    }
}
