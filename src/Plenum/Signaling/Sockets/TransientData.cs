using System.Text;
using System.Text.Json;

namespace Plenum.Signaling;

/// <summary>Keys and values of a room, some of which expire (calls §E.10). The hub's lock guards it.</summary>
internal sealed class TransientData
{
    private const int MostKeys = 1000;
    private const int MostBytes = 512 * 1024;

    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private int bytes;

    public int Count => entries.Count;

    public Dictionary<string, JsonElement> Values => entries.ToDictionary(entry => entry.Key, entry => entry.Value.Value, StringComparer.Ordinal);

    public JsonElement? Find(string key) => entries.TryGetValue(key, out var entry) ? entry.Value : null;

    public bool HasRoomFor(string key, JsonElement value)
    {
        var former = entries.GetValueOrDefault(key);
        return (former is not null || entries.Count < MostKeys) && bytes - (former?.Bytes ?? 0) + SizeOf(key, value) <= MostBytes;
    }

    /// <returns>False when only its time was renewed.</returns>
    public bool Set(string key, JsonElement value, DateTimeOffset? expiresAt, IDisposable? alarm)
    {
        var former = Forget(key);
        var entry = new Entry(value, SizeOf(key, value), expiresAt, alarm);
        entries[key] = entry;
        bytes += entry.Bytes;
        return former is null || !JsonElement.DeepEquals(former.Value, value);
    }

    public bool Remove(string key) => Forget(key) is not null;

    public bool IsDue(string key, DateTimeOffset now) => entries.TryGetValue(key, out var entry) && entry.ExpiresAt <= now;

    /// <summary>Nobody is in the room any more.</summary>
    public void Clear()
    {
        foreach (var key in entries.Keys.ToArray()) Forget(key);
    }

    private Entry? Forget(string key)
    {
        if (!entries.Remove(key, out var entry)) return null;

        bytes -= entry.Bytes;
        entry.Alarm?.Dispose();
        return entry;
    }

    private static int SizeOf(string key, JsonElement value) => Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value.GetRawText());

    private sealed record Entry(JsonElement Value, int Bytes, DateTimeOffset? ExpiresAt, IDisposable? Alarm);
}
