using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Plenum.Telemetry;

namespace Plenum.Tests.Testing;

/// <summary>What Plenum's meter measures while a test listens; other tests in the same process are heard as well.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentQueue<Measured> all = [];
    private readonly ConcurrentBag<string> instruments = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource> awaited = [];

    public Measurements()
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name != PlenumMetrics.MeterName) return;

            instruments.Add(instrument.Name);
            self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(new Measured(instrument.Name, value, tags.ToArray().ToDictionary())));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(new Measured(instrument.Name, value, tags.ToArray().ToDictionary())));

        // The instruments come to be with their class.
        System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(PlenumMetrics).TypeHandle);
        listener.Start();
    }

    public IReadOnlyCollection<string> Instruments => instruments;

    public Measured[] Of(string instrument) => [.. all.Where(one => one.Instrument == instrument)];

    /// <summary>Returns once the instrument has measured something.</summary>
    public Task HeardAsync(string instrument)
    {
        var heard = awaited.GetOrAdd(instrument, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        if (Of(instrument).Length > 0) heard.TrySetResult();
        return heard.Task;
    }

    private void Note(Measured measured)
    {
        all.Enqueue(measured);
        if (awaited.TryGetValue(measured.Instrument, out var heard)) heard.TrySetResult();
    }

    public void Dispose() => listener.Dispose();
}

/// <summary>One measurement.</summary>
internal sealed record Measured(string Instrument, double Value, IReadOnlyDictionary<string, object?> Tags);
