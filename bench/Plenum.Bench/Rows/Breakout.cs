using System.Diagnostics;
using System.Globalization;
using Plenum.Bench.Load;
using Plenum.Bench.Nodes;

namespace Plenum.Bench.Rows;

/// <summary>A public conversation is split into 20 rooms, and brought back.</summary>
internal static class Breakout
{
    private const int Rooms = 20;

    public static async Task<Row> RunAsync(Scene scene, Plan plan, Api host, List<string> cookies)
    {
        var people = plan.Crowd / 2;
        var token = await host.CreateRoomAsync(3, "Course");
        await Parallel.ForEachAsync(cookies.Take(people), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (cookie, ct) =>
        {
            using var connection = await HttpConnection.OpenAsync(scene.Nodes[0].Url, ct);
            await connection.SendAsync(HttpConnection.Request("POST", $"{Api.Talk}/v4/room/{token}/participants/active", cookie: cookie), ct);
        });

        var (configure, start, cpu) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round <= plan.Rounds; round++)
        {
            var used = scene.Nodes.Sum(node => node.CpuSeconds);
            var configured = await TimeAsync(HttpMethod.Post, "", new { mode = 1, amount = Rooms });
            var started = await TimeAsync(HttpMethod.Post, "/rooms");
            used = scene.Nodes.Sum(node => node.CpuSeconds) - used;
            await host.SendAsync(HttpMethod.Delete, $"{Api.Talk}/v1/breakout-rooms/{token}");
            if (round == 0) continue;

            configure.Add(configured);
            start.Add(started);
            cpu.Add(used * 1000);
        }

        var together = Comparison.Median([.. configure.Zip(start, (one, two) => one + two)]);
        return new Row(
            scene.Name,
            $"configure + start {Rooms} rooms for {people} people",
            string.Create(CultureInfo.InvariantCulture, $"{Comparison.Median(configure):0} + {Comparison.Median(start):0} ms, {Comparison.Median(cpu):0} ms CPU"),
            "–",
            string.Create(CultureInfo.InvariantCulture, $"{together:0} ms"),
            "≤ 1 s");

        async Task<double> TimeAsync(HttpMethod method, string path, object? body = null)
        {
            var began = Stopwatch.GetTimestamp();
            await host.SendAsync(method, $"{Api.Talk}/v1/breakout-rooms/{token}{path}", body);
            return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }
    }
}
