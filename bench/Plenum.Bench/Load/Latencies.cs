using System.Diagnostics;

namespace Plenum.Bench.Load;

/// <summary>How long things took; several writers may add.</summary>
internal sealed class Latencies
{
    // Owner of the lock: this class.
    private readonly Lock gate = new();
    private readonly List<double> milliseconds = [];

    public int Count
    {
        get
        {
            lock (gate) return milliseconds.Count;
        }
    }

    public void Add(double value)
    {
        lock (gate) milliseconds.Add(value);
    }

    public void AddSince(long timestamp) => Add(Stopwatch.GetElapsedTime(timestamp).TotalMilliseconds);

    /// <param name="share">0.5 is the median, 1 the longest.</param>
    public double At(double share)
    {
        lock (gate)
        {
            if (milliseconds.Count == 0) return double.NaN;

            milliseconds.Sort();
            return milliseconds[Math.Min(milliseconds.Count - 1, (int)(share * milliseconds.Count))];
        }
    }
}
