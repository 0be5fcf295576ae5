using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Plenum.Signaling;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Signaling;

public sealed class SocketsAcrossNodesTests(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    [TwoNodesFact]
    [Case("calls 112")]
    public async Task People_at_two_nodes_are_in_one_room()
    {
        var (ada, bob, token) = await PairAsync();
        await using var first = await SignalingClient.SeatAsync(nodes.A, ada, token);
        var sessionId = (await bob.JoinAsync(token)).Text("sessionId");
        await using var second = await SignalingClient.GreetAsync(nodes.B, bob.At(nodes.B));
        await second.JoinAsync(token, sessionId);

        var joined = await first.HearAsync(frame => frame.GetRawText().Contains(second.SessionId, StringComparison.Ordinal));
        var known = await second.HearAsync(frame => frame.GetRawText().Contains(first.SessionId, StringComparison.Ordinal));

        Assert.Equal(("join", "join"), (joined.GetProperty("event").GetProperty("type").GetString(), known.GetProperty("event").GetProperty("type").GetString()));

        foreach (var to in new object[] { new { type = "session", sessionid = second.SessionId }, new { type = "user", userid = bob.User }, new { type = "room" } })
        {
            await first.TellAsync(to, new { hello = "ä" });
            var message = (await second.HearAsync(frame => frame.GetProperty("type").GetString() == "message")).GetProperty("message");
            Assert.Equal((first.SessionId, "ä"), (message.GetProperty("sender").GetProperty("sessionid").GetString(), message.GetProperty("data").GetProperty("hello").GetString()));
        }

        await bob.PostAsync($"v4/call/{token}");
        await first.HearAsync(frame => frame.GetRawText().Contains("\"inCall\":7", StringComparison.Ordinal) && frame.GetRawText().Contains(second.SessionId, StringComparison.Ordinal));
        await second.HearAsync(frame => frame.GetRawText().Contains("\"inCall\":7", StringComparison.Ordinal));
        await first.TellAsync(new { type = "call" }, new { n = 1 });
        await second.HearAsync(frame => frame.GetProperty("type").GetString() == "message");
        await first.SayAsync(new { type = "transient", transient = new { type = "set", key = "k", value = 1 } });
        await second.HearAsync(frame => frame.GetProperty("type").GetString() == "transient");
        await second.JoinAsync("", "");

        Assert.Equal(second.SessionId, (await first.EventAsync("room", "leave"))[0].GetString());
    }

    [TwoNodesFact]
    [Case("calls 112")]
    public async Task A_client_that_comes_back_at_the_other_node_takes_its_own_place()
    {
        var (ada, bob, token) = await PairAsync();
        await using var witness = await SignalingClient.SeatAsync(nodes.A, bob, token);
        var sessionId = (await ada.JoinAsync(token)).Text("sessionId");
        await using var old = await SignalingClient.GreetAsync(nodes.A, ada);
        await old.JoinAsync(token, sessionId);
        await using var fresh = await SignalingClient.GreetAsync(nodes.B, ada.At(nodes.B));

        await fresh.JoinAsync(token, sessionId);

        var bye = await old.HearAsync(frame => frame.GetProperty("type").GetString() == "bye");
        Assert.Equal("room_session_reconnected", bye.GetProperty("bye").GetProperty("reason").GetString());
        await witness.HearAsync(frame => frame.GetRawText().Contains(fresh.SessionId, StringComparison.Ordinal));
        Assert.Equal(sessionId, (await ada.RoomAsync(token)).Text("sessionId"));
    }

    [TwoNodesFact]
    public async Task A_lobby_switched_on_at_one_node_closes_the_door_at_the_other()
    {
        var (ada, bob, token) = await PairAsync();
        await using var first = await SignalingClient.SeatAsync(nodes.A, ada, token);
        await using var second = await SignalingClient.SeatAsync(nodes.B, bob.At(nodes.B), token);
        await first.HearAsync(frame => frame.GetRawText().Contains(second.SessionId, StringComparison.Ordinal));

        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1 })).Expect(200);
        await second.EventAsync("room", "leave");
        await first.TellAsync(new { type = "room" }, new { n = 1 });
        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 0 })).Expect(200);
        await second.EventAsync("room", "join");
        await first.TellAsync(new { type = "room" }, new { n = 2 });

        var message = await second.HearAsync(frame => frame.GetProperty("type").GetString() == "message");
        Assert.Equal(2, message.GetProperty("message").GetProperty("data").GetProperty("n").GetInt32());
    }

    [TwoNodesFact]
    [Case("calls 113")]
    public async Task A_session_is_resumed_at_the_other_node_with_what_it_missed()
    {
        var (ada, bob, token) = await PairAsync();
        await using var first = await SignalingClient.SeatAsync(nodes.A, ada, token);
        await using var second = await SignalingClient.SeatAsync(nodes.A, bob, token);
        await first.EventAsync("room", "join");
        var hub = nodes.A.Services.GetRequiredService<SocketHub>();
        var unattended = hub.Unattended;
        second.Break();
        while (hub.Unattended == unattended) await Task.Yield();
        await first.TellAsync(new { type = "session", sessionid = second.SessionId }, new { n = 1 });
        await first.KindsAsync();
        await using var back = await SignalingClient.ConnectAsync(nodes.B);

        var hello = (await back.ResumeAsync(second.ResumeId)).GetProperty("hello");

        Assert.Equal((second.SessionId, second.ResumeId), (hello.GetProperty("sessionid").GetString(), hello.GetProperty("resumeid").GetString()));
        Assert.Equal(1, Number(await back.HearAsync(IsMessage)));
        await back.TellAsync(new { type = "session", sessionid = first.SessionId }, new { n = 2 });
        Assert.Equal(2, Number(await first.HearAsync(IsMessage)));
        await first.TellAsync(new { type = "room" }, new { n = 3 });
        Assert.Equal(3, Number(await back.HearAsync(IsMessage)));
        Assert.DoesNotContain("room leave", await first.KindsAsync());
    }

    [TwoNodesFact]
    [Case("calls 113")]
    public async Task A_session_that_no_node_has_any_more_is_not_resumed()
    {
        var ada = await nodes.A.PersonAsync("ada");
        await using var old = await SignalingClient.GreetAsync(nodes.A, ada);
        await old.AskAsync("bye", new { });
        await using var back = await SignalingClient.ConnectAsync(nodes.B);

        var resuming = back.ResumeAsync(old.ResumeId);
        while (nodes.B.Services.GetRequiredService<NodeQuestions>().Count == 0) await Task.Yield();
        nodes.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("no_such_session", (await resuming).GetProperty("error").GetProperty("code").GetString());
    }

    private static bool IsMessage(JsonElement frame) => frame.GetProperty("type").GetString() == "message";

    private static int Number(JsonElement message) => message.GetProperty("message").GetProperty("data").GetProperty("n").GetInt32();

    private async Task<(TalkClient Ada, TalkClient Bob, string Token)> PairAsync()
    {
        var (ada, bob) = (await nodes.A.PersonAsync("ada"), await nodes.A.PersonAsync("bob"));
        return (ada, bob, (await ada.CreateGroupAsync("room", bob)).Token);
    }
}
