using System.Text.Json;

namespace Plenum.Signaling;

/// <summary>What those in a room share for as long as it lasts (calls §E.10).</summary>
internal sealed partial class SocketHub
{
    private const string SessionKeys = "sd:";

    /// <param name="from">Who writes.</param>
    /// <param name="key">A key beginning with <c>sd:</c> and a public id belongs to that session.</param>
    /// <param name="value">Null removes it.</param>
    /// <param name="ttl">How long it lasts; null for as long as the room. The same value again only renews it.</param>
    /// <returns>An error code, or null.</returns>
    public string? SetTransient(SocketSession from, string key, JsonElement? value, TimeSpan? ttl)
    {
        lock (gate)
        {
            if (from.Seat is { Standing: Standing.Unknown } early)
            {
                Later(early, () => SetTransient(from, key, value, ttl));
                return null;
            }

            if (from.Seat is not { Standing: Standing.Inside, Room: var room }) return HelloErrors.NotInRoom;
            if (key.StartsWith(SessionKeys, StringComparison.Ordinal) && key != SessionKeys + from.Id && from.Kind != SeatKind.Internal) return HelloErrors.NotAllowed;
            if (value is { } given && !room.Transient.HasRoomFor(key, given)) return HelloErrors.NotAllowed;

            Write(room, key, value, ttl);
            return null;
        }
    }

    /// <summary>What this server itself has to say in a room, on behalf of an internal client that need not be there.</summary>
    public void WriteTransient(SocketSession from, string token, string key, JsonElement value, TimeSpan? ttl)
    {
        lock (gate)
        {
            var room = rooms.Values.FirstOrDefault(room => room.Token == token);
            if (from.Kind == SeatKind.Internal && room is not null && room.Transient.HasRoomFor(key, value)) Write(room, key, value, ttl);
        }
    }

    private void Write(SocketRoom room, string key, JsonElement? value, TimeSpan? ttl)
    {
        link.Tell(new TransientElsewhere(room.ConversationId, room.Token, link.Node, key, value?.GetRawText(), ttl?.TotalSeconds));
        Change(room, key, value, ttl);
    }

    private void Change(SocketRoom room, string key, JsonElement? value, TimeSpan? ttl)
    {
        var old = room.Transient.Find(key);
        if (value is { } given)
        {
            var alarm = ttl is { } lasts ? time.CreateTimer(_ => Expire(room, key), state: null, lasts, Timeout.InfiniteTimeSpan) : null;
            if (room.Transient.Set(key, given, time.GetUtcNow() + ttl, alarm)) Tell(room, Frames.TransientSet(key, given, old));
        }
        else if (room.Transient.Remove(key))
        {
            Tell(room, Frames.TransientRemoved(key, old));
        }
    }

    /// <summary>Each node has its own alarm. One that was replaced while it rang is not the key's any more.</summary>
    private void Expire(SocketRoom room, string key)
    {
        lock (gate)
        {
            if (room.Transient.IsDue(key, time.GetUtcNow())) Change(room, key, value: null, ttl: null);
        }
    }

    /// <summary>What a session says of itself goes with it.</summary>
    private void DropOwnKey(SocketRoom room, string sessionId) => Change(room, SessionKeys + sessionId, value: null, ttl: null);
}
