using System.Collections.Concurrent;
using System.Text.Json;

namespace Plenum.Ocs;

/// <summary>Data that many requests are answered with: each kind of envelope is written once, the rest is copying bytes.</summary>
internal sealed class SharedData<T>(T value)
{
    private readonly ConcurrentDictionary<(OcsCall Call, OcsMeta Meta), Lazy<OcsBody>> bodies = new();

    public T Value => value;

    public OcsBody For(OcsCall call, OcsMeta meta, Action<Utf8JsonWriter> writeData) =>
        bodies.GetOrAdd((call, meta), static (key, write) => new Lazy<OcsBody>(() => OcsWriter.Render(key.Call, key.Meta, write)), writeData).Value;
}
