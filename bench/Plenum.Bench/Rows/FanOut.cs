using System.Diagnostics;
using System.Globalization;
using Plenum.Bench.Load;
using Plenum.Bench.Nodes;

namespace Plenum.Bench.Rows;

/// <summary>One message to everybody who waits for it, against the same bytes broadcast by a bare server.</summary>
internal static class FanOut
{
    public static async Task<Row> RunAsync(Scene scene, Plan plan, Api host, string token, List<string> cookies, int count)
    {
        var (ours, limit) = (new Latencies(), new Latencies());
        var (ourCpu, limitCpu) = (new List<double>(), new List<double>());
        var bytes = 0;
        using var poster = await HttpConnection.OpenAsync(scene.Nodes[0].Url);
        using var waker = await HttpConnection.OpenAsync(scene.Limits.Url);
        var post = HttpConnection.Request("POST", $"{Api.Talk}/v1/chat/{token}", host.Authorization, json: """{"message":"Welcome, everybody! We begin in a minute."}""");
        for (var round = 0; round <= plan.Rounds; round++)
        {
            // The first round is for warming up.
            var into = round == 0 ? new Latencies() : ours;
            var last = await host.PostAsync(token, "One moment, please.");
            var poll = cookies.Take(count).Select(cookie => HttpConnection.Request("GET", Api.Poll(token, last, 30), cookie: cookie)).ToList();
            (var cpu, bytes) = await RoundAsync(scene.Nodes, poll, poster, post, into);
            if (round > 0) ourCpu.Add(cpu);

            var same = Enumerable.Repeat(HttpConnection.Request("GET", "/wait"), count).ToList();
            (cpu, _) = await RoundAsync([scene.Limits], same, waker, HttpConnection.Request("POST", $"/wake?bytes={bytes}"), round == 0 ? new Latencies() : limit);
            if (round > 0) limitCpu.Add(cpu);
        }

        return new Row(
            scene.Name,
            $"one message to {count} waiting requests ({bytes} bytes each)",
            Show(ours, ourCpu),
            Show(limit, limitCpu),
            string.Create(CultureInfo.InvariantCulture, $"p99 {ours.At(0.99) / limit.At(0.99):0.0} ×"),
            "p99 ≤ 1.5 ×");
    }

    private static async Task<(double CpuMilliseconds, int Bytes)> RoundAsync(List<Node> nodes, List<byte[]> polls, HttpConnection sender, byte[] send, Latencies latencies)
    {
        var connections = new HttpConnection[polls.Count];
        await Parallel.ForAsync(0, polls.Count, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, ct) =>
        {
            connections[number] = await HttpConnection.OpenAsync(nodes[number % nodes.Count].Url, ct);
            await connections[number].WriteAsync(polls[number], ct);
        });
        var sent = 0L;
        var receiving = connections.Select(connection => Task.Run(async () =>
        {
            var reply = await connection.ReadAsync();
            latencies.AddSince(Volatile.Read(ref sent));
            return reply.Status == 200 ? reply.Body.Length : throw new InvalidOperationException($"A waiting request was answered with {reply.Status}.");
        })).ToList();
        await Task.Delay(TimeSpan.FromSeconds(3));

        var cpu = nodes.Sum(node => node.CpuSeconds);
        Volatile.Write(ref sent, Stopwatch.GetTimestamp());
        await sender.SendAsync(send);
        var lengths = await Task.WhenAll(receiving);
        await Task.Delay(TimeSpan.FromMilliseconds(200));
        cpu = nodes.Sum(node => node.CpuSeconds) - cpu;
        Array.ForEach(connections, connection => connection.Dispose());
        return (cpu * 1000, lengths[0]);
    }

    private static string Show(Latencies latencies, List<double> cpu) => string.Create(
        CultureInfo.InvariantCulture, $"{latencies.At(0.5):0} ms, p99 {latencies.At(0.99):0} ms, {Comparison.Median(cpu):0} ms CPU");
}
