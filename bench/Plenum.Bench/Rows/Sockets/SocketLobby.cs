using System.Diagnostics;
using System.Globalization;
using Plenum.Bench.Load;
using Plenum.Bench.Nodes;

namespace Plenum.Bench.Rows.Sockets;

/// <summary>
/// The lobby opens, by its timer and by the moderator, for everybody who waits on a socket; against the same bytes
/// broadcast by a bare server. Then everybody gets the list of those who are there.
/// </summary>
internal static class SocketLobby
{
    private static readonly byte[] IsOpen = "\"lobby-state\":0"u8.ToArray();
    private static readonly byte[] IsClosed = "\"lobby-state\":1"u8.ToArray();
    private static readonly byte[] IsAnything = "x"u8.ToArray();
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(8);

    public static async Task<IReadOnlyList<Row>> MeasureAsync(Scene scene, Plan plan)
    {
        await using var audience = await Audience.InviteAsync(scene, "socketlobby", plan.Crowd, hasLobby: true);
        var bare = await BareSockets.ConnectAsync(scene, plan.Crowd);
        using var waker = await HttpConnection.OpenAsync(scene.Limits.Url);
        var (timer, moderator, limit) = (new Opening(), new Opening(), new Opening());
        for (var round = 0; round <= plan.Rounds; round++)
        {
            // The first round is for warming up.
            if (round == 1) (timer, moderator, limit) = (new Opening(), new Opening(), new Opening());
            await OpenByTimerAsync(scene, audience, timer);
            await CloseAsync(audience);
            await OpenAsync(scene, audience, moderator);
            await CloseAsync(audience);
            await BroadcastAsync(scene, bare, waker, moderator, limit);
        }

        await Task.WhenAll(bare.Select(socket => socket.LeaveAsync()));
        return
        [
            Row(scene, $"a lobby opens by its timer: `room` to {plan.Crowd} sockets ({limit.FrameBytes} bytes each), from the deadline", timer, limit, "p99 ≤ 1.5 ×, ≤ 250 ms"),
            Row(scene, $"a lobby is opened by the moderator: `room` to {plan.Crowd} sockets, from sending", moderator, limit, "p99 ≤ 1.5 ×"),
            new Row(
                scene.Name,
                string.Create(CultureInfo.InvariantCulture, $"and the lists of those present after it ({Comparison.Median(moderator.ListBytes) / 1024:0} KiB each, {Comparison.Median(moderator.ListBytes) * plan.Crowd / 1048576:0} MiB together), to the last byte"),
                moderator.Lists(),
                limit.Lists(),
                string.Create(CultureInfo.InvariantCulture, $"{Comparison.Median(moderator.Complete) / Comparison.Median(limit.Complete):0.0} ×"),
                "–"),
        ];
    }

    private static async Task OpenByTimerAsync(Scene scene, Audience audience, Opening into)
    {
        var opensAt = DateTimeOffset.FromUnixTimeSeconds((DateTimeOffset.UtcNow + Notice).ToUnixTimeSeconds());
        await audience.Host.SetLobbyAsync(audience.Token, opensAt);
        await audience.QuietAsync();
        var left = opensAt - DateTimeOffset.UtcNow;
        if (left < TimeSpan.Zero) throw new InvalidOperationException("The lobby opened before everybody knew when.");

        var deadline = Stopwatch.GetTimestamp() + (long)(left.TotalSeconds * Stopwatch.Frequency);
        await MeasureAsync(scene.Nodes, audience.Sockets, into, IsOpen, deadline, () => Task.CompletedTask);
    }

    private static Task OpenAsync(Scene scene, Audience audience, Opening into) =>
        MeasureAsync(scene.Nodes, audience.Sockets, into, IsOpen, since: null, () => audience.Host.OpenLobbyAsync(audience.Token));

    private static async Task CloseAsync(Audience audience)
    {
        await Audience.HearAsync(audience.Sockets, IsClosed, () => audience.Host.SetLobbyAsync(audience.Token));
        await audience.QuietAsync();
    }

    /// <summary>The same two frames.</summary>
    private static Task BroadcastAsync(Scene scene, IReadOnlyList<SignalingSocket> bare, HttpConnection waker, Opening same, Opening into)
    {
        var tell = HttpConnection.Request("POST", $"/tell?bytes={same.FrameBytes}&then={(int)same.ListBytes[^1]}");
        return MeasureAsync([scene.Limits], bare, into, IsAnything, since: null, () => waker.SendAsync(tell));
    }

    private static async Task MeasureAsync(IReadOnlyList<Node> nodes, IReadOnlyList<SignalingSocket> sockets, Opening into, byte[] marker, long? since, Func<Task> cause)
    {
        var (cpu, bytes) = (nodes.Sum(node => node.CpuSeconds), sockets.Sum(socket => socket.Bytes));
        var began = since ?? Stopwatch.GetTimestamp();
        var heard = await Audience.HearAsync(sockets, marker, cause);
        var last = await Audience.QuietAsync(sockets);
        foreach (var one in heard) into.Heard.Add(Stopwatch.GetElapsedTime(began, one.At).TotalMilliseconds);
        into.FrameBytes = heard[0].Frame.Length;
        into.ListBytes.Add(((double)(sockets.Sum(socket => socket.Bytes) - bytes) / sockets.Count) - into.FrameBytes);
        into.Complete.Add(Stopwatch.GetElapsedTime(began, last).TotalMilliseconds);
        into.Cpu.Add((nodes.Sum(node => node.CpuSeconds) - cpu) * 1000);
    }

    private static Row Row(Scene scene, string work, Opening ours, Opening limit, string reach) => new(
        scene.Name,
        work,
        ours.Frames(),
        limit.Frames(),
        string.Create(CultureInfo.InvariantCulture, $"p99 {ours.Heard.At(0.99) / limit.Heard.At(0.99):0.0} ×"),
        reach);

    /// <summary>What was seen when something was told to everybody, in milliseconds.</summary>
    private sealed class Opening
    {
        public Latencies Heard { get; } = new();

        public int FrameBytes { get; set; }

        /// <summary>For each socket, one for each round.</summary>
        public List<double> ListBytes { get; } = [];

        public List<double> Complete { get; } = [];

        public List<double> Cpu { get; } = [];

        public string Frames() => string.Create(CultureInfo.InvariantCulture, $"{Heard.At(0.5):0} ms, p99 {Heard.At(0.99):0} ms, last {Heard.At(1):0} ms");

        public string Lists() => string.Create(CultureInfo.InvariantCulture, $"{Comparison.Median(Complete):0} ms, {Comparison.Median(Cpu):0} ms CPU");
    }
}
