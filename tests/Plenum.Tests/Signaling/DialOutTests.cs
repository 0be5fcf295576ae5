using Microsoft.Extensions.DependencyInjection;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Signaling;

/// <summary>Numbers called by a bridge at the embedded signaling server, also when it is connected to another node (calls §D.5, §E.12).</summary>
public sealed class DialOutTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("calls 33")]
    public async Task A_bridge_that_takes_the_order_makes_the_call_and_says_what_becomes_of_it()
    {
        await using var line = await OutgoingLine.OpenAsync(server);
        await using var witness = await SignalingClient.SeatAsync(server, line.Owner, line.Token);
        (await line.Owner.PostAsync($"v4/call/{line.Token}")).Expect(200);
        await using var bridge = await line.BridgeAsync(server);

        var dialing = line.DialAsync();
        var order = await bridge.HearAsync(frame => frame.GetProperty("type").GetString() == "internal");
        var dialout = order.GetProperty("internal").GetProperty("dialout");
        await bridge.AcceptAsync(order, line.Token, "call-7");
        var reply = await dialing;
        await bridge.SayInternalAsync("dialout", new { type = "status", roomid = line.Token, status = new { callid = "call-7", status = "ringing" } });

        Assert.Equal((line.Token, OutgoingLine.Number), (dialout.GetProperty("roomid").GetString(), dialout.GetProperty("request").GetProperty("number").GetString()));
        Assert.Equal(201, reply.Status);
        Assert.Equal("call-7", (await line.Owner.ParticipantsAsync(line.Token)).PhoneRow().Text("callId"));
        var status = await witness.HearAsync(frame => frame.GetRawText().Contains("ringing", StringComparison.Ordinal));
        Assert.Equal("callstatus_call-7", status.GetProperty("transient").GetProperty("key").GetString());
    }

    [Fact]
    [Case("calls 33")]
    public async Task Without_a_bridge_and_when_it_refuses_the_answer_says_why()
    {
        await using var line = await OutgoingLine.OpenAsync(server);
        await line.Owner.JoinAsync(line.Token);
        (await line.Owner.PostAsync($"v4/call/{line.Token}")).Expect(200);

        var nobody = await NobodyAsync(line);
        await using var bridge = await line.BridgeAsync(server);
        var dialing = line.DialAsync();
        var order = await bridge.HearAsync(frame => frame.GetProperty("type").GetString() == "internal");
        await bridge.SayInternalAsync("dialout", new { type = "error", roomid = line.Token, error = new { code = "busy", message = "Busy." } }, order.GetProperty("id").GetString());
        var refused = await dialing;

        Assert.Equal((501, "no_client_available"), (nobody.Status, nobody.Error));
        Assert.Equal((501, "busy"), (refused.Status, refused.Error));
    }

    /// <summary>Where there may be other nodes they are asked, and do not answer.</summary>
    private async Task<Reply> NobodyAsync(OutgoingLine line)
    {
        var (dialing, questions) = (line.DialAsync(), server.Services.GetRequiredService<Plenum.Signaling.NodeQuestions>());
        while (!dialing.IsCompleted && questions.Count == 0) await Task.Yield();
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        return await dialing;
    }
}

public sealed class DialOutAcrossNodesTests(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    [TwoNodesFact]
    public async Task The_bridge_may_be_connected_to_another_node()
    {
        await using var line = await OutgoingLine.OpenAsync(nodes.A);
        await line.Owner.JoinAsync(line.Token);
        (await line.Owner.PostAsync($"v4/call/{line.Token}")).Expect(200);
        await using var bridge = await line.BridgeAsync(nodes.B);

        var dialing = line.DialAsync();
        await bridge.AcceptAsync(await bridge.HearAsync(frame => frame.GetProperty("type").GetString() == "internal"), line.Token, "call-8");

        Assert.Equal(201, (await dialing).Status);
    }
}

/// <summary>A conversation with a telephone, and somebody who may have it called.</summary>
internal sealed class OutgoingLine(IAsyncDisposable sip, IAsyncDisposable insiders, TalkClient owner, string token, long phone) : IAsyncDisposable
{
    public const string Number = "+491601231212";

    private const string Group = "telephonists";

    public TalkClient Owner => owner;

    public string Token => token;

    public static async Task<OutgoingLine> OpenAsync(PlenumServer server)
    {
        var sip = await server.WithSipAsync(("sip_dialout", "yes"), ("sip_bridge_groups", $"[\"{Group}\"]"));
        var insiders = await server.WithInternalClientsAsync();
        var owner = await server.PersonAsync("olga", Group);
        var token = (await owner.CreateGroupAsync()).Token;
        (await owner.PostAsync($"v4/room/{token}/participants", new { newParticipant = Number, source = "phones" })).Expect(200);
        return new OutgoingLine(sip, insiders, owner, token, (await owner.ParticipantsAsync(token)).PhoneRow().GetProperty("attendeeId").GetInt64());
    }

    public async Task<SignalingClient> BridgeAsync(PlenumServer server)
    {
        var bridge = await SignalingClient.ConnectAsync(server);
        await bridge.InternalHelloAsync(features: ["start-dialout"]);
        return bridge;
    }

    public Task<Reply> DialAsync() => owner.PostAsync($"v4/call/{token}/dialout/{phone}");

    public async ValueTask DisposeAsync()
    {
        await insiders.DisposeAsync();
        await sip.DisposeAsync();
    }
}
