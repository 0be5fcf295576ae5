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
        await Audience.PartAsync(await BareSockets.ConnectAsync(scene, plan.Crowd / 10));
        var (sockets, bare) = (new List<SignalingSocket>(), new List<SignalingSocket>());
        var ours = await GrowAsync(scene.Nodes, plan, async count => sockets.AddRange(await GreetAsync(scene, shown, count)));
        await Audience.PartAsync(sockets);
        var limit = await GrowAsync([scene.Limits], plan, async count => bare.AddRange(await BareSockets.ConnectAsync(scene, count)));
        await Audience.PartAsync(bare);
        return [.. ours.Zip(limit, (mine, best) => Row(scene, "that said hello", mine, $"{best.Each:0} KiB each, without a word"))];
    }

    private static async Task<List<Row>> WaitingAsync(Scene scene, Plan plan)
    {
        await using var audience = await Audience.InviteAsync(scene, "socketwaiting", plan.Crowd / 10, hasLobby: true);
        var grown = await GrowAsync(scene.Nodes, plan, count => audience.SeatAsync(count, haveToWait: true));
        return grown.ConvertAll(step => Row(scene, "that wait in a room with a lobby", step, "–"));
    }

    /// <summary>The crowd, and then five times as many.</summary>
    private static async Task<List<Step>> GrowAsync(List<Node> nodes, Plan plan, Func<int, Task> addAsync)
    {
        await Task.Delay(Settles);
        var before = nodes.Sum(node => node.ResidentBytes);
        var (steps, count) = (new List<Step>(), 0);
        foreach (var wanted in new[] { plan.Crowd, plan.Crowd * 5 })
        {
            await addAsync(wanted - count);
            count = wanted;
            await Task.Delay(Settles);
            steps.Add(new Step(count, before, nodes.Sum(node => node.ResidentBytes)));
        }

        return steps;
    }

    private static Row Row(Scene scene, string what, Step step, string limit) => new(
        scene.Name,
        $"memory with {step.Count} sockets {what}",
        string.Create(CultureInfo.InvariantCulture, $"{step.With / 1048576d:0} MiB (before {step.Before / 1048576d:0})"),
        limit,
        string.Create(CultureInfo.InvariantCulture, $"{step.Each:0} KiB each"),
        "≤ 30 KB each");

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

    /// <summary>Resident bytes of all nodes with so many sockets.</summary>
    private sealed record Step(int Count, long Before, long With)
    {
        public double Each => (With - Before) / 1024d / Count;
    }
}
