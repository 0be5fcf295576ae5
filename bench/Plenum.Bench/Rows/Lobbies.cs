using System.Globalization;
using Plenum.Bench.Load;
using Plenum.Bench.Nodes;

namespace Plenum.Bench.Rows;

/// <summary>A hundred lobbies that are to open in the same second: how late their moderators hear of it.</summary>
internal static class Lobbies
{
    private const int Count = 100;

    public static async Task<IReadOnlyList<Row>> MeasureAsync(Scene scene, Plan plan)
    {
        var host = await scene.Admin.CreateAsync("host");
        var tokens = new List<string>();
        for (var number = 0; number < Count; number++) tokens.Add(await host.CreateRoomAsync(3, "Webinar"));

        var lateness = new Latencies();
        for (var round = 0; round < Math.Max(1, plan.Rounds / 2); round++)
        {
            var opensAt = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 6);
            foreach (var token in tokens) await host.SetLobbyAsync(token, opensAt);
            await Task.WhenAll(tokens.Select((token, number) => HearAsync(scene.Nodes[number % scene.Nodes.Count], host, token, opensAt, lateness)));
        }

        return
        [
            new Row(
                scene.Name,
                $"{Count} lobbies due in the same second: from the deadline to the moderator's waiting request",
                string.Create(CultureInfo.InvariantCulture, $"{lateness.At(0.5):0} ms, p99 {lateness.At(0.99):0} ms, last {lateness.At(1):0} ms"),
                "–",
                "",
                "≤ 250 ms"),
        ];
    }

    private static async Task HearAsync(Node node, Api host, string token, DateTimeOffset opensAt, Latencies lateness)
    {
        var last = (await host.SendAsync(HttpMethod.Get, $"{Api.Talk}/v4/room/{token}")).GetProperty("lastMessage").GetProperty("id").GetInt64();
        using var connection = await HttpConnection.OpenAsync(node.Url);
        var reply = await connection.SendAsync(HttpConnection.Request("GET", Api.Poll(token, last, 30), host.Authorization));
        if (reply.Status != 200) throw new InvalidOperationException($"The lobby did not open in time: {reply.Status}.");

        lateness.Add((DateTimeOffset.UtcNow - opensAt).TotalMilliseconds);
    }
}
