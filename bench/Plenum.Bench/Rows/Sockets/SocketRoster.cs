using System.Diagnostics;
using System.Globalization;
using Plenum.Bench.Load;
using Plenum.Bench.Nodes;

namespace Plenum.Bench.Rows.Sockets;

/// <summary>Everybody in a room joins its call within a second: what each of them is told meanwhile.</summary>
internal static class SocketRoster
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(1);

    public static async Task<IReadOnlyList<Row>> MeasureAsync(Scene scene, Plan plan) =>
        [await MeasureAsync(scene, plan, Math.Min(200, plan.Crowd), "–"), await MeasureAsync(scene, plan, 50, "tens of frames each")];

    private static async Task<Row> MeasureAsync(Scene scene, Plan plan, int people, string reach)
    {
        await using var audience = await Audience.InviteAsync(scene, $"socketroster{people}", people);
        var connections = new List<HttpConnection>();
        foreach (var guest in audience.Guests) connections.Add(await HttpConnection.OpenAsync(guest.Node.Url));

        var (frames, bytes, cpu, answers, last) = (new List<double>(), new List<double>(), new List<double>(), new Latencies(), new List<double>());
        for (var round = 0; round <= plan.Rounds; round++)
        {
            // Whoever may start the call, the guests find it running.
            await audience.Host.JoinAsync(audience.Token);
            await audience.Host.SendAsync(HttpMethod.Post, $"{Api.Talk}/v4/call/{audience.Token}", new { flags = 7 });
            await audience.QuietAsync();
            var (framesBefore, bytesBefore) = (Frames(), audience.Bytes);
            var used = scene.Nodes.Sum(node => node.CpuSeconds);
            var began = Stopwatch.GetTimestamp();
            await Task.WhenAll(connections.Select((_, number) => JoinAsync(number, round == 0 ? new Latencies() : answers)));
            var quiet = await audience.QuietAsync();
            used = scene.Nodes.Sum(node => node.CpuSeconds) - used;
            if (round > 0)
            {
                frames.AddRange(Frames().Zip(framesBefore, (after, before) => (double)(after - before)));
                bytes.Add((audience.Bytes - bytesBefore) / (double)people);
                cpu.Add(used * 1000);
                last.Add(Stopwatch.GetElapsedTime(began, quiet).TotalMilliseconds);
            }

            await audience.Host.SendAsync(HttpMethod.Delete, $"{Api.Talk}/v4/call/{audience.Token}", new { all = true });
            await audience.QuietAsync();
        }

        connections.ForEach(connection => connection.Dispose());
        return new Row(
            scene.Name,
            $"{people} people on sockets join the call of their room within a second",
            string.Create(CultureInfo.InvariantCulture, $"{frames.Min():0}–{frames.Max():0} frames and {Comparison.Median(bytes) / 1024:0} KiB each, {Comparison.Median(cpu):0} ms CPU for all"),
            "–",
            string.Create(CultureInfo.InvariantCulture, $"answers {answers.At(0.5):0} ms, p99 {answers.At(0.99):0} ms; everybody knows after {Comparison.Median(last):0} ms"),
            reach);

        List<int> Frames() => [.. audience.Sockets.Select(socket => socket.Frames)];

        async Task JoinAsync(int number, Latencies into)
        {
            await Task.Delay(Duration * number / people);
            var sent = Stopwatch.GetTimestamp();
            var reply = await connections[number].SendAsync(HttpConnection.Request("POST", $"{Api.Talk}/v4/call/{audience.Token}", cookie: audience.Guests[number].Cookie, json: """{"flags":7}"""));
            if (!reply.Succeeded) throw new InvalidOperationException($"Somebody could not join the call: {reply.Status}.");

            into.AddSince(sent);
        }
    }
}
