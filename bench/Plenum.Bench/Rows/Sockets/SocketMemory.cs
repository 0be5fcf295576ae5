using System.Globalization;
using System.Text.Json;
using Plenum.Bench.Load;
using Plenum.Bench.Nodes;

namespace Plenum.Bench.Rows.Sockets;

/// <summary>What sockets cost on which nothing happens: of people who have said hello and no more, and of those who wait in a lobby.</summary>
internal static class SocketMemory
{
    private const int Accounts = 20;

    private static readonly TimeSpan Settles = TimeSpan.FromSeconds(8);

    /// <summary>Each in servers that have done nothing else: others still hold what they once needed.</summary>
    public static async Task<IReadOnlyList<Row>> MeasureAsync(Scene scene, Plan plan)
    {
        await using var one = await Scene.SetAsync(scene.Database, scene.Nodes.Count);
        var rows = await GreetedAsync(one, plan);
        await using var another = await Scene.SetAsync(scene.Database, scene.Nodes.Count);
        return [.. rows, .. await WaitingAsync(another, plan)];
    }

    /// <summary>As phones do, which keep one connection for all conversations. Guests may not: they have to be in a room.</summary>
    private static async Task<List<Row>> GreetedAsync(Scene scene, Plan plan)
    {
        var shown = new List<JsonElement>();
        foreach (var person in await scene.PeopleAsync("socketmemory", Accounts))
        {
            using (person) shown.Add((await person.SendAsync(HttpMethod.Get, $"{Api.Talk}/v3/signaling/settings")).GetProperty("helloAuthParams").GetProperty("1.0"));
        }

        // Code is compiled and the pools are filled before anything is measured.
        await Audience.PartAsync(await GreetAsync(scene, shown, plan.Crowd / 10));
        var sockets = new List<SignalingSocket>();
        var rows = await MeasureAsync(scene, plan, "that said hello", async count => sockets.AddRange(await GreetAsync(scene, shown, count)));
        await Audience.PartAsync(sockets);
        return rows;
    }

    private static async Task<List<Row>> WaitingAsync(Scene scene, Plan plan)
    {
        await using var audience = await Audience.InviteAsync(scene, "socketwaiting", plan.Crowd / 10, hasLobby: true);
        return await MeasureAsync(scene, plan, "that wait in a room with a lobby", count => audience.SeatAsync(count, haveToWait: true));
    }

    /// <summary>The crowd, and then five times as many.</summary>
    private static async Task<List<Row>> MeasureAsync(Scene scene, Plan plan, string what, Func<int, Task> addAsync)
    {
        await Task.Delay(Settles);
        var before = Resident();
        var (rows, count) = (new List<Row>(), 0);
        foreach (var wanted in new[] { plan.Crowd, plan.Crowd * 5 })
        {
            await addAsync(wanted - count);
            count = wanted;
            await Task.Delay(Settles);
            var with = Resident();
            rows.Add(new Row(
                scene.Name,
                $"memory with {count} sockets {what}",
                string.Create(CultureInfo.InvariantCulture, $"{with / 1048576d:0} MiB (before {before / 1048576d:0})"),
                "–",
                string.Create(CultureInfo.InvariantCulture, $"{(with - before) / 1024d / count:0} KiB each"),
                "≤ 30 KB each"));
        }

        return rows;

        long Resident() => scene.Nodes.Sum(node => node.ResidentBytes);
    }

    private static async Task<SignalingSocket[]> GreetAsync(Scene scene, List<JsonElement> shown, int count)
    {
        var sockets = new SignalingSocket[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, ct) =>
        {
            sockets[number] = await SignalingSocket.ConnectAsync(scene.Nodes[number % scene.Nodes.Count].Url, ct: ct);
            await sockets[number].HelloAsync("1.0", shown[number % shown.Count]);
        });
        return sockets;
    }
}
