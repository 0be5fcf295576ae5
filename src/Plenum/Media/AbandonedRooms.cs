using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plenum.Media;

/// <summary>
/// Rooms that a node left at Janus when it died: Janus closes what was in them and keeps them. Whoever connects destroys
/// those that are empty and still are a minute later; a room that has just been made is not empty for as long.
/// </summary>
internal static class AbandonedRooms
{
    public static readonly TimeSpan After = TimeSpan.FromMinutes(1);

    /// <summary>How rooms of streams are told from others.</summary>
    public static string DescriptionOf(StreamKey stream) => $"{stream.SessionId}|{stream.Kind}";

    public static async Task DestroyAsync(JanusConnection connection, TimeProvider time)
    {
        try
        {
            var handle = await connection.AttachAsync(CancellationToken.None);
            var empty = await EmptyAsync(handle);
            if (empty.Count > 0)
            {
                await Task.WhenAny(Task.Delay(After, time), connection.Ended);
                empty.IntersectWith(await EmptyAsync(handle));
                foreach (var room in empty) await handle.AskAsync(new JsonObject { ["request"] = "destroy", ["room"] = room }, CancellationToken.None);
            }

            handle.Detach();
        }
        catch (JanusException)
        {
            // The next connection looks again.
        }
    }

    private static async Task<HashSet<ulong>> EmptyAsync(JanusHandle handle)
    {
        var listed = (await handle.AskAsync(new JsonObject { ["request"] = "list" }, CancellationToken.None)).PluginData();
        if (listed.ValueKind != JsonValueKind.Object || !listed.TryGetProperty("list", out var rooms) || rooms.ValueKind != JsonValueKind.Array) return [];

        return [.. rooms.EnumerateArray().Where(room => IsOfStream(room.Text("description")) && room.Number("num_participants") == 0).Select(room => room.Number("room"))];
    }

    private static bool IsOfStream(string description) => Enum.GetNames<StreamKind>().Any(kind => description.EndsWith($"|{kind}", StringComparison.Ordinal));
}
