using System.Globalization;
using Plenum.Bench.Load;
using Plenum.Bench.Nodes;

namespace Plenum.Bench.Rows;

/// <summary>What people cost who only wait.</summary>
internal static class IdlePolls
{
    public static async Task<Row> RunAsync(Scene scene, Api host, string token, List<string> cookies, int count)
    {
        var last = await host.PostAsync(token, "We are about to begin.");
        await Task.Delay(TimeSpan.FromSeconds(3));
        var before = scene.Nodes.Sum(node => node.ResidentBytes);
        var connections = new HttpConnection[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, ct) =>
        {
            connections[number] = await HttpConnection.OpenAsync(scene.Nodes[number % scene.Nodes.Count].Url, ct);
            await connections[number].WriteAsync(HttpConnection.Request("GET", Api.Poll(token, last, 30), cookie: cookies[number % cookies.Count]), ct);
        });
        await Task.Delay(TimeSpan.FromSeconds(8));
        var with = scene.Nodes.Sum(node => node.ResidentBytes);
        Array.ForEach(connections, connection => connection.Dispose());
        await Task.Delay(TimeSpan.FromSeconds(2));
        return new Row(
            scene.Name,
            $"memory with {count} waiting requests",
            string.Create(CultureInfo.InvariantCulture, $"{with / 1048576d:0} MiB (before {before / 1048576d:0})"),
            "–",
            string.Create(CultureInfo.InvariantCulture, $"{(with - before) / 1024d / count:0} KiB each"),
            "≤ 30 KB each");
    }
}
