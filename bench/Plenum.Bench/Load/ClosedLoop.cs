using System.Diagnostics;
using System.Text;
using Plenum.Bench.Nodes;

namespace Plenum.Bench.Load;

/// <summary>What one measured stretch of load showed.</summary>
/// <param name="PerSecond">Answers a second.</param>
/// <param name="Median">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
/// <param name="CpuPerRequest">Microseconds of processor time of the server, or all servers, for one answer.</param>
/// <param name="Bytes">Length of a body.</param>
/// <param name="Failures">Answers that were no success.</param>
internal sealed record LoadFigures(double PerSecond, double Median, double P99, double CpuPerRequest, int Bytes, int Failures);

/// <summary>So many connections, each sending its next request when the last one is answered.</summary>
internal static class ClosedLoop
{
    /// <param name="nodes">What is measured; connections are spread over them.</param>
    /// <param name="connections">How many at a time.</param>
    /// <param name="duration">How long is measured, after a tenth of it unmeasured.</param>
    /// <param name="request">The request of a connection, by its number and a counter.</param>
    public static async Task<LoadFigures> RunAsync(IReadOnlyList<Node> nodes, int connections, TimeSpan duration, Func<int, int, byte[]> request)
    {
        var latencies = new Latencies();
        var (failures, bytes) = (0, 0);
        var start = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds / 10 * Stopwatch.Frequency);
        var end = start + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var cpuAtStart = Task.Run(async () =>
        {
            await Task.Delay(duration / 10);
            return nodes.Sum(node => node.CpuSeconds);
        });
        await Task.WhenAll(Enumerable.Range(0, connections).Select(number => Task.Run(() => ConnectAsync(number))));
        var cpu = nodes.Sum(node => node.CpuSeconds) - await cpuAtStart;
        var count = latencies.Count;
        return new LoadFigures(count / duration.TotalSeconds, latencies.At(0.5), latencies.At(0.99), cpu * 1e6 / count, bytes, failures);

        async Task ConnectAsync(int number)
        {
            using var connection = await HttpConnection.OpenAsync(nodes[number % nodes.Count].Url);
            for (var turn = 0; ; turn++)
            {
                var sent = Stopwatch.GetTimestamp();
                if (sent >= end) return;

                var reply = await connection.SendAsync(request(number, turn));
                if (!reply.Succeeded && Interlocked.Increment(ref failures) == 1) Console.Error.WriteLine($"  the first failure: {reply.Status} {Encoding.UTF8.GetString(reply.Body.Span)}");
                if (sent >= start) latencies.AddSince(sent);
                bytes = reply.Body.Length;
            }
        }
    }
}
