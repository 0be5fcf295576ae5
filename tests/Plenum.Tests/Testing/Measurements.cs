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

    public Measurements()
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name != PlenumMetrics.MeterName) return;

            instruments.Add(instrument.Name);
            self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => all.Enqueue(new Measured(instrument.Name, value, tags.ToArray().ToDictionary())));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => all.Enqueue(new Measured(instrument.Name, value, tags.ToArray().ToDictionary())));

        // The instruments come to be with their class.
        System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(PlenumMetrics).TypeHandle);
        listener.Start();
    }

    public IReadOnlyCollection<string> Instruments => instruments;

    public Measured[] Of(string instrument) => [.. all.Where(one => one.Instrument == instrument)];

    public void Dispose() => listener.Dispose();
}

/// <summary>One measurement.</summary>
internal sealed record Measured(string Instrument, double Value, IReadOnlyDictionary<string, object?> Tags);
