using System.Diagnostics;

namespace Plenum.Bench.Load;

/// <summary>Sockets that speak as fast as they are heard: each has so many messages under way.</summary>
/// <param name="speakers">Who says what; a speaker's number is its place here.</param>
/// <param name="hearers">Who listens.</param>
/// <param name="audience">How many hear each message.</param>
internal sealed class Chatter(IReadOnlyList<(SignalingSocket Socket, string Recipient)> speakers, IReadOnlyList<SignalingSocket> hearers, int audience)
{
    private const int UnderWay = 8;

    private readonly SemaphoreSlim[] turns = [.. speakers.Select(_ => new SemaphoreSlim(UnderWay))];
    private readonly int[] heard = new int[speakers.Count];

    /// <returns>Messages delivered a second, and how long they took.</returns>
    public async Task<(double PerSecond, Latencies Latencies)> RunAsync(TimeSpan duration)
    {
        var latencies = new Latencies();
        foreach (var hearer in hearers) hearer.Listener = frame => Hear(frame, latencies);
        using var end = new CancellationTokenSource(duration);
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(speakers.Select((speaker, number) => Task.Run(() => SpeakAsync(number, speaker.Socket, speaker.Recipient, end.Token), CancellationToken.None)));
        var figures = (latencies.Count / Stopwatch.GetElapsedTime(began).TotalSeconds, latencies);
        foreach (var hearer in hearers) hearer.Listener = null;
        return figures;
    }

    private async Task SpeakAsync(int number, SignalingSocket socket, string recipient, CancellationToken end)
    {
        var saying = new Saying(number, recipient);
        try
        {
            while (true)
            {
                await turns[number].WaitAsync(end);
                await socket.SendAsync(saying.Now(), CancellationToken.None);
            }
        }
        catch (OperationCanceledException)
        {
            // Time is up.
        }
    }

    private void Hear(ReadOnlyMemory<byte> frame, Latencies latencies)
    {
        if (!Saying.TryRead(frame, out var from, out var at)) return;

        latencies.AddSince(at);
        if (Interlocked.Increment(ref heard[from]) % audience == 0) turns[from].Release();
    }
}
