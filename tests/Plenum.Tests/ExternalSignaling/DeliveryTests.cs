using Microsoft.Extensions.DependencyInjection;
using Plenum.ExternalSignaling;
using Plenum.Meetings;
using Plenum.Realtime;
using Plenum.Tests.Testing;

namespace Plenum.Tests.ExternalSignaling;

/// <summary>Servers that are away, or say no.</summary>
public sealed class DeliveryTests(ExternalServer server) : IClassFixture<ExternalServer>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    [Fact]
    [Case("calls 74")]
    public async Task A_server_that_fails_is_told_again_after_a_pause_and_nothing_overtakes()
    {
        var (ada, token) = await RoomAsync();
        server.Signaling.Failures.Enqueue(503);
        server.Signaling.Failures.Enqueue(500);

        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1 })).Expect(200);
        await LetTimePassAsync();

        Assert.Equal(["0 message", "0 update"], await server.KindsAsync(token));
    }

    [Fact]
    [Case("calls 74")]
    public async Task After_three_tries_a_message_is_given_up_and_the_next_ones_get_one_each_until_the_server_is_back()
    {
        var (ada, token) = await RoomAsync();
        for (var i = 0; i < 4; i++) server.Signaling.Failures.Enqueue(503);
        var before = server.Signaling.Requests;

        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1 })).Expect(200);
        await LetTimePassAsync();

        Assert.Empty(await server.ToldAsync(token));
        Assert.Equal(before + 4, server.Signaling.Requests);
        Assert.NotNull(Pulse.DownSince(Address));
        Assert.Contains("\"signaling\":\"degraded\",\"reasons\":[\"The signaling server has taken no messages since", (await server.Guest().GetAsync("/healthz")).Expect(200).Body);
        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 0 })).Expect(200);
        Assert.Equal(["0 message", "0 update"], await server.KindsAsync(token));
        Assert.Null(Pulse.DownSince(Address));
    }

    [Fact]
    [Case("calls 74")]
    public async Task A_server_that_refuses_is_not_told_again()
    {
        var (ada, token) = await RoomAsync();
        server.Signaling.Failures.Enqueue(403);
        var before = server.Signaling.Requests;

        (await ada.PutAsync($"v4/room/{token}/description", new { description = "news" })).Expect(200);
        await server.DeliveredAsync();

        Assert.Equal(before + 2, server.Signaling.Requests);
        Assert.Single(await server.ToldAsync(token));
    }

    [Fact]
    [Case("calls 74")]
    public async Task Nobody_waits_for_a_server_that_is_not_there()
    {
        var (ada, token) = await RoomAsync();
        await using var config = await server.ConfigAsync(("signaling_servers", $$"""{"servers":[{"server":"http://127.0.0.1:1"}],"secret":"{{SignalingServer.Secret}}"}"""));

        (await ada.PostAsync($"v1/chat/{token}", new { message = "still works" })).Expect(201);
        await LetTimePassAsync();

        Assert.NotNull(Pulse.DownSince("http://127.0.0.1:1"));
    }

    [Fact]
    public async Task Too_much_at_once_is_dropped_and_counted_and_the_rest_goes_on()
    {
        var (ada, token) = await RoomAsync();
        using var measured = new Measurements();
        var flood = Enumerable.Range(1, Outbox.MostWaiting + 1).Select(i => new RoomUpdated(-i, "nothere")).ToArray();

        server.Services.GetRequiredService<IBackplane>().Publish(flood);
        (await ada.PutAsync($"v4/room/{token}/description", new { description = "goes on" })).Expect(200);

        Assert.Equal(["0 message", "0 update"], await server.KindsAsync(token));
        Assert.Equal(flood.Length, measured.Of("plenum.external_signaling.messages").Count(message => Equals(message.Tags["outcome"], "dropped")));
    }

    private ServerPulse Pulse => server.Services.GetRequiredService<ServerPulse>();

    private string Address => $"{server.Signaling.Url}/";

    /// <summary>Until everything is delivered or given up: whenever somebody pauses, the pause passes.</summary>
    private async Task LetTimePassAsync()
    {
        var delivered = server.DeliveredAsync();
        while (await Task.WhenAny(delivered, server.Clock.AlarmSetByAsync(server.Clock.GetUtcNow() + Pause)) != delivered) server.Clock.Advance(Pause);
    }

    private async Task<(TalkClient Owner, string Token)> RoomAsync()
    {
        await server.ConfigAsync(server.Signaling.Config);
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreatePublicAsync("Team")).Token;
        await server.ForgetAsync();
        return (ada, token);
    }
}
