using System.Globalization;
using Plenum.Bench.Load;
using Plenum.Bench.Nodes;

namespace Plenum.Bench.Rows.Sockets;

/// <summary>
/// How many messages go from socket to socket, against a bare server that passes on what it gets. There are many
/// senders, as the server paces each of them.
/// </summary>
internal static class SocketRelay
{
    private const int Pairs = 64;
    private const int Speakers = 20;
    private const int Audience = 50;

    /// <summary>After so long of silence each may say as much at once as it ever may.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(4);

    public static async Task<IReadOnlyList<Row>> MeasureAsync(Scene scene, Plan plan) =>
    [
        await MeasureAsync(scene, plan, "from one socket to another", Pairs * 2, isToAll: false),
        await MeasureAsync(scene, plan, $"from {Speakers} sockets to {Audience} each", Audience + 1, isToAll: true),
    ];

    private static async Task<Row> MeasureAsync(Scene scene, Plan plan, string work, int count, bool isToAll)
    {
        var name = isToAll ? "relayall" : "relaypairs";
        await using var seated = await Sockets.Audience.InviteAsync(scene, name, count);
        var bare = new List<SignalingSocket>();
        for (var number = 0; number < count; number++) bare.Add(await SignalingSocket.ConnectAsync(scene.Limits.Url, $"/relay?room={name}&number={number}&toAll={isToAll}"));

        var (ours, limit) = (new List<Figures>(), new List<Figures>());
        for (var round = 0; round <= plan.Rounds; round++)
        {
            var mine = await RunAsync(scene.Nodes, seated.Sockets, isToAll, plan.Stretch);
            var best = await RunAsync([scene.Limits], bare, isToAll, plan.Stretch);
            await Task.Delay(Breath);
            if (round == 0) continue;

            ours.Add(mine);
            limit.Add(best);
        }

        await Task.WhenAll(bare.Select(socket => socket.LeaveAsync()));
        var ratios = ours.Zip(limit, (mine, best) => mine.PerSecond / best.PerSecond).Order().ToList();
        return new Row(
            scene.Name,
            $"messages {work}, delivered",
            Show(ours),
            Show(limit),
            string.Create(CultureInfo.InvariantCulture, $"{Comparison.Median(ratios):0.00} × ({ratios[0]:0.00}–{ratios[^1]:0.00})"),
            "–");
    }

    private static async Task<Figures> RunAsync(IReadOnlyList<Node> nodes, IReadOnlyList<SignalingSocket> sockets, bool isToAll, TimeSpan stretch)
    {
        var speakers = isToAll
            ? sockets.Take(Speakers).Select(socket => (socket, """{"type":"room"}""")).ToList()
            : sockets.Select((socket, number) => (socket, $$"""{"type":"session","sessionid":"{{sockets[number ^ 1].Id}}"}""")).ToList();
        var cpu = nodes.Sum(node => node.CpuSeconds);
        var (perSecond, latencies) = await new Chatter(speakers, sockets, isToAll ? sockets.Count - 1 : 1).RunAsync(stretch);
        cpu = nodes.Sum(node => node.CpuSeconds) - cpu;
        await Sockets.Audience.QuietAsync(sockets);
        return new Figures(perSecond, latencies.At(0.5), latencies.At(0.99), cpu * 1e6 / latencies.Count);
    }

    private static string Show(List<Figures> figures) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Comparison.Median([.. figures.Select(figure => figure.PerSecond)]):0}/s, {Comparison.Median([.. figures.Select(figure => figure.Median)]):0.0} ms, p99 {Comparison.Median([.. figures.Select(figure => figure.P99)]):0.0} ms, {Comparison.Median([.. figures.Select(figure => figure.Cpu)]):0.0} µs CPU");

    /// <summary>Latencies in milliseconds, processor time of the server in microseconds for a message delivered.</summary>
    private sealed record Figures(double PerSecond, double Median, double P99, double Cpu);
}
