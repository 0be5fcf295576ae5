using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using Plenum.Bench.Load;
using Plenum.Bench.Nodes;

namespace Plenum.Bench.Rows.Sockets;

/// <summary>
/// Guests who come within ten seconds as web clients do: join, ask for the signaling settings, connect, say hello, join
/// the room. Those who are already in go on talking.
/// </summary>
internal static class SocketStorm
{
    private const int Insiders = 50;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SpeaksEvery = TimeSpan.FromMilliseconds(500);

    public static async Task<IReadOnlyList<Row>> MeasureAsync(Scene scene, Plan plan)
    {
        await using var audience = await Audience.InviteAsync(scene, "socketstorm", Insiders);
        var before = new Talk();
        using (var end = new CancellationTokenSource(TimeSpan.FromSeconds(5))) await before.RunAsync(audience.Sockets, end.Token);

        var (joins, during, failures, first) = (new Latencies(), new Talk(), 0, default(string));
        var sockets = new SignalingSocket?[plan.Crowd];
        var cpu = scene.Nodes.Sum(node => node.CpuSeconds);
        using (var end = new CancellationTokenSource())
        {
            var talking = during.RunAsync(audience.Sockets, end.Token);
            await Task.WhenAll(Enumerable.Range(0, plan.Crowd).Select(JoinAsync));
            await end.CancelAsync();
            await talking;
        }

        cpu = scene.Nodes.Sum(node => node.CpuSeconds) - cpu;
        await audience.QuietAsync();
        if (first is not null) Console.Error.WriteLine($"  the first failure: {first}");
        var bytes = audience.Bytes + sockets.Sum(socket => socket?.Bytes ?? 0);
        audience.Take(sockets.OfType<SignalingSocket>());
        return
        [
            new Row(
                scene.Name,
                $"{plan.Crowd} guests come within 10 s on sockets (join, settings, hello, room, until they know who is there)",
                string.Create(CultureInfo.InvariantCulture, $"{joins.At(0.5):0} ms, p99 {joins.At(0.99):0} ms, longest {joins.At(1):0} ms; {failures} failed; {cpu * 1000 / plan.Crowd:0.0} ms CPU each; {bytes / 1048576} MiB told"),
                "–",
                "",
                "nobody fails"),
            new Row(
                scene.Name,
                $"messages among {Insiders} sockets already in, meanwhile",
                during.Show(),
                $"before the storm {before.Show()}",
                string.Create(CultureInfo.InvariantCulture, $"p99 {during.Latencies.At(0.99) / before.Latencies.At(0.99):0.0} ×"),
                "keep their latency"),
        ];

        async Task JoinAsync(int number)
        {
            await Task.Delay(Duration * number / plan.Crowd);
            var began = Stopwatch.GetTimestamp();
            try
            {
                var node = scene.Nodes[number % scene.Nodes.Count];
                using var connection = await HttpConnection.OpenAsync(node.Url);
                var guest = await Guest.JoinAsync(node, audience.Token, connection);
                var shown = await guest.ParamsAsync(connection);
                var socket = sockets[number] = await SignalingSocket.ConnectAsync(node.Url);
                await socket.HelloAsync("2.0", shown.GetProperty("2.0"));
                await socket.EnterAsync(audience.Token, guest.SessionId, hasToWait: false);
                joins.AddSince(began);
            }
            catch (Exception exception) when (exception is IOException or WebSocketException or InvalidOperationException or TimeoutException)
            {
                Interlocked.Increment(ref failures);
                Interlocked.CompareExchange(ref first, exception.Message, comparand: null);
            }
        }
    }

    /// <summary>Each tells the next one something twice a second.</summary>
    private sealed class Talk
    {
        private int said;

        public Latencies Latencies { get; } = new();

        public async Task RunAsync(IReadOnlyList<SignalingSocket> sockets, CancellationToken end)
        {
            foreach (var socket in sockets) socket.Listener = Hear;
            await Task.WhenAll(sockets.Select((_, number) => SpeakAsync(sockets, number, end)));
            await Task.Delay(SpeaksEvery, CancellationToken.None);
            foreach (var socket in sockets) socket.Listener = null;
        }

        public string Show()
        {
            var lost = Volatile.Read(ref said) - Latencies.Count;
            return string.Create(CultureInfo.InvariantCulture, $"{Latencies.At(0.5):0.0} ms, p99 {Latencies.At(0.99):0.0} ms{(lost > 0 ? $", {lost} LOST" : "")}");
        }

        private async Task SpeakAsync(IReadOnlyList<SignalingSocket> sockets, int number, CancellationToken end)
        {
            var saying = new Saying(number, $$"""{"type":"session","sessionid":"{{sockets[(number + 1) % sockets.Count].Id}}"}""");
            try
            {
                await Task.Delay(SpeaksEvery * number / sockets.Count, end);
                while (true)
                {
                    await sockets[number].SendAsync(saying.Now(), CancellationToken.None);
                    Interlocked.Increment(ref said);
                    await Task.Delay(SpeaksEvery, end);
                }
            }
            catch (OperationCanceledException)
            {
                // The others are in.
            }
        }

        private void Hear(ReadOnlyMemory<byte> frame)
        {
            if (Saying.TryRead(frame, out _, out var at)) Latencies.AddSince(at);
        }
    }
}
