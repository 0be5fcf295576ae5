using System.Net.WebSockets;
using Plenum.Signaling;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Signaling;

public sealed class SlowSocketTests(EmbeddedServer server) : IClassFixture<EmbeddedServer>
{
    [Fact]
    public async Task A_client_that_never_reads_is_cut_off_and_nobody_waits_for_it()
    {
        var (ada, bob, cleo) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"), await server.PersonAsync("cleo"));
        var token = (await ada.CreateGroupAsync("room", bob, cleo)).Token;
        await using var sender = await server.SeatAsync(ada, token);
        await using var reader = await server.SeatAsync(bob, token);
        await using var stuck = await server.SeatAsync(cleo, token);
        var before = server.Hub.Unattended;
        var data = new string('x', 60_000);

        var sent = 0;
        while (server.Hub.Unattended == before && sent < 5000)
        {
            await sender.TellAsync(new { type = "room" }, new { n = sent++, data });
            await reader.HearAsync(frame => frame.GetProperty("type").GetString() == "message");
        }

        Assert.Equal(before + 1, server.Hub.Unattended);
        await Assert.ThrowsAnyAsync<WebSocketException>(async () =>
        {
            while (true) await stuck.HearAsync();
        });
    }

    [Fact]
    public async Task Who_floods_the_room_is_read_at_a_pace_and_nothing_is_lost()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        await using var flood = await server.SeatAsync(ada, token);
        await using var reader = await server.SeatAsync(bob, token);

        for (var n = 1; n <= MessageRate.Burst + 10; n++) await flood.TellAsync(new { type = "room" }, new { n });

        var heard = 0;
        while (heard < MessageRate.Burst - 10) heard = await NextAsync(reader);
        for (var second = 0; heard < MessageRate.Burst + 10; heard = await NextAsync(reader))
        {
            if (second++ < 10) server.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(MessageRate.Burst + 10, heard);
    }

    private static async Task<int> NextAsync(SignalingClient reader) =>
        (await reader.HearAsync(frame => frame.GetProperty("type").GetString() == "message")).GetProperty("message").GetProperty("data").GetProperty("n").GetInt32();

    [Fact]
    public async Task Hundreds_who_join_at_once_all_hear_of_each_other_without_a_frame_for_each()
    {
        const int Many = 100;
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreatePublicAsync()).Token;
        await using var witness = await server.SeatAsync(ada, token);

        var all = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => server.SeatAsync(server.Guest(), token)));

        var (heard, frames) = (0, 0);
        while (heard < Many)
        {
            heard += (await witness.EventAsync("room", "join")).GetArrayLength();
            frames++;
        }

        Assert.Equal(Many, heard);
        Assert.True(frames < Many, $"{frames} frames for {Many} joins");
        foreach (var client in all) await client.DisposeAsync();
    }

    [Fact]
    [Case("calls 82")]
    public async Task A_crowd_that_is_let_in_hears_first_that_the_lobby_is_open_and_then_of_everybody_once()
    {
        const int Many = 210;
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreatePublicAsync()).Token;
        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1 })).Expect(200);
        var all = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => WaitingAsync(token)));

        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 0 })).Expect(200);
        var heard = await Task.WhenAll(all.Select(client => EverybodyAsync(client, Many)));

        Assert.All(heard, ids => Assert.Equal(Many, ids.Distinct().Count()));
        Assert.All(heard, ids => Assert.Equal(Many, ids.Count));
        foreach (var client in all) await client.DisposeAsync();
    }

    private async Task<SignalingClient> WaitingAsync(string token)
    {
        var guest = server.Guest();
        var sessionId = (await guest.JoinAsync(token)).Text("sessionId");
        var client = await SignalingClient.GreetAsync(server, guest, token);
        await client.JoinAsync(token, sessionId);
        return client;
    }

    private static async Task<List<string>> EverybodyAsync(SignalingClient client, int count)
    {
        Assert.Equal(0, (await client.HearAsync()).GetProperty("room").GetProperty("properties").GetProperty("lobby-state").GetInt32());
        var ids = new List<string>();
        while (ids.Count < count) ids.AddRange((await client.EventAsync("room", "join")).EnumerateArray().Select(member => member.GetProperty("sessionid").GetString()!));
        return ids;
    }
}
