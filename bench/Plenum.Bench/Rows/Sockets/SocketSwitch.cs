using System.Diagnostics;
using System.Globalization;
using Plenum.Bench.Load;
using Plenum.Bench.Nodes;

namespace Plenum.Bench.Rows.Sockets;

/// <summary>Breakout rooms start: everybody on a socket is sent to one of them.</summary>
internal static class SocketSwitch
{
    private const int Rooms = 20;

    private static readonly byte[] IsOrder = "\"type\":\"switchto\""u8.ToArray();

    public static async Task<IReadOnlyList<Row>> MeasureAsync(Scene scene, Plan plan)
    {
        await using var audience = await Audience.InviteAsync(scene, "socketswitch", plan.Crowd / 2);
        var (first, middle, last, cpu) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round <= plan.Rounds; round++)
        {
            await SendAsync(HttpMethod.Post, "", new { mode = 1, amount = Rooms });
            await audience.QuietAsync();
            var used = scene.Nodes.Sum(node => node.CpuSeconds);
            var began = Stopwatch.GetTimestamp();
            var heard = await Audience.HearAsync(audience.Sockets, IsOrder, () => SendAsync(HttpMethod.Post, "/rooms"));
            used = scene.Nodes.Sum(node => node.CpuSeconds) - used;
            await SendAsync(HttpMethod.Delete, "");
            await audience.QuietAsync();
            if (round == 0) continue;

            var arrivals = heard.Select(one => Stopwatch.GetElapsedTime(began, one.At).TotalMilliseconds).Order().ToList();
            first.Add(arrivals[0]);
            middle.Add(Comparison.Median(arrivals));
            last.Add(arrivals[^1]);
            cpu.Add(used * 1000);
        }

        var spread = Comparison.Median([.. last.Zip(first, (end, start) => end - start)]);
        return
        [
            new Row(
                scene.Name,
                $"start of {Rooms} breakout rooms: `switchto` to {plan.Crowd / 2} sockets, from sending",
                string.Create(CultureInfo.InvariantCulture, $"first {Comparison.Median(first):0} ms, half {Comparison.Median(middle):0} ms, last {Comparison.Median(last):0} ms, {Comparison.Median(cpu):0} ms CPU"),
                "–",
                string.Create(CultureInfo.InvariantCulture, $"first to last {spread:0} ms"),
                "–"),
        ];

        Task SendAsync(HttpMethod method, string path, object? body = null) => audience.Host.SendAsync(method, $"{Api.Talk}/v1/breakout-rooms/{audience.Token}{path}", body);
    }
}
