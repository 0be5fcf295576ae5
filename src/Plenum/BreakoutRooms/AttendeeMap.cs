using System.Globalization;
using System.Text.Json;
using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.BreakoutRooms;

/// <summary>Who goes where: attendee ids of the parent to room numbers, counted from 0 (webinars §5.4).</summary>
internal sealed class AttendeeMap
{
    public static readonly AttendeeMap Empty = new([]);

    private readonly Dictionary<long, int> rooms;

    private AttendeeMap(Dictionary<long, int> rooms) => this.rooms = rooms;

    public IReadOnlyCollection<long> AttendeeIds => rooms.Keys;

    /// <summary>The room number of an attendee; null when the map does not name it.</summary>
    public int? RoomOf(long attendeeId) => rooms.TryGetValue(attendeeId, out var room) ? room : null;

    /// <summary>Moderators are in every room and cannot be sent into one of them.</summary>
    public bool NamesModerator(IEnumerable<Attendee> ofParent) => ofParent.Any(attendee => attendee.IsModerator && rooms.ContainsKey(attendee.Id));

    /// <summary>
    /// Reads the JSON that clients send: an object whose keys are positive decimal integers in their shortest form and
    /// whose values are integers from 0 up to, not including, <paramref name="amount"/>. Of a key that comes twice the
    /// last counts. Empty text, <c>[]</c> and <c>{}</c> are the empty map; everything else is refused.
    /// </summary>
    public static Result<AttendeeMap> Parse(string json, int amount)
    {
        if (json.Length == 0) return Empty;

        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement switch
            {
                { ValueKind: JsonValueKind.Array } list when list.GetArrayLength() == 0 => Empty,
                { ValueKind: JsonValueKind.Object } map => Parse(map, amount),
                _ => BreakoutRefusals.AttendeeMap,
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            // Not JSON; or JSON with half a surrogate pair, which is no text.
            return BreakoutRefusals.AttendeeMap;
        }
    }

    private static Result<AttendeeMap> Parse(JsonElement map, int amount)
    {
        var last = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var entry in map.EnumerateObject()) last[entry.Name] = entry.Value;

        var entries = new Dictionary<long, int>(last.Count);
        foreach (var (key, value) in last)
        {
            if (!TryAttendeeId(key, out var attendeeId)) return BreakoutRefusals.AttendeeMap;
            if (!TryRoom(value, out var room) || room >= amount) return BreakoutRefusals.AttendeeMap;

            entries.Add(attendeeId, room);
        }

        return new AttendeeMap(entries);
    }

    private static bool TryAttendeeId(string key, out long attendeeId) =>
        long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out attendeeId) && key[0] is >= '1' and <= '9';

    /// <summary>Digits only: <c>1.0</c> and <c>1e0</c> are whole, yet no integers; a minus is out of range anyway.</summary>
    private static bool TryRoom(JsonElement value, out int room)
    {
        room = 0;
        return value.ValueKind == JsonValueKind.Number
            && int.TryParse(value.GetRawText(), NumberStyles.None, CultureInfo.InvariantCulture, out room);
    }
}
