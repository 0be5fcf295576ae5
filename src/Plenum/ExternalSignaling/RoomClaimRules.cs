using System.Text.Json;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Signaling;

namespace Plenum.ExternalSignaling;

/// <summary>Somebody joins or leaves a room of a signaling server (calls §D.3).</summary>
/// <param name="Token">The room.</param>
/// <param name="SessionId">The session of the REST API that the client has shown, or the id of a virtual one.</param>
/// <param name="UserId">Who said hello; empty for a guest.</param>
/// <param name="Actor">Whose virtual session it is; null for a client's own.</param>
/// <param name="InCall">The call flags it is to have; null leaves them.</param>
/// <param name="Leaves">It goes.</param>
internal sealed record RoomClaim(string Token, string SessionId, string UserId, Actor? Actor, CallFlags? InCall, bool Leaves);

/// <summary>Reads such claims and says whether a session is the claimant's.</summary>
internal static class RoomClaimRules
{
    private const int AllFlags = 15;

    /// <returns>Null for something that names neither a room nor a session, or asks for what nobody knows.</returns>
    public static RoomClaim? Parse(JsonElement room)
    {
        var (token, sessionId, action) = (room.Text("roomid"), room.Text("sessionid"), room.Text("action"));
        if (token.Length == 0 || sessionId.Length == 0 || action is not ("" or "join" or "leave")) return null;

        var (actorType, actorId) = (room.Text("actortype"), room.Text("actorid"));
        var actor = actorType.Length > 0 && actorId.Length > 0 ? new Actor(actorType, actorId) : (Actor?)null;
        return new RoomClaim(token, sessionId, room.Text("userid"), actor, FlagsOf(room), action == "leave");
    }

    /// <summary>A client's own session has to be that of whoever said hello; a virtual one that of its actor.</summary>
    public static bool IsOwn(RoomClaim claim, Actor owner) =>
        claim.Actor is { } actor ? actor == owner : claim.UserId == (owner.Type == ActorTypes.Users ? owner.Id : "");

    /// <summary>Numbers, and booleans of servers that know no more than in and out.</summary>
    private static CallFlags? FlagsOf(JsonElement room)
    {
        if (!room.TryGetProperty("incall", out var value)) return null;

        return value.ValueKind switch
        {
            JsonValueKind.True => CallFlags.InCall,
            JsonValueKind.False => CallFlags.Disconnected,
            JsonValueKind.Number when value.TryGetInt32(out var flags) && (flags & AllFlags) != 0 => (CallFlags)(flags & AllFlags) | CallFlags.InCall,
            JsonValueKind.Number => CallFlags.Disconnected,
            _ => null,
        };
    }
}
