using System.Text.Json;
using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Signaling;

/// <summary>Does what internal clients ask for (calls §E.12); nobody else is heard.</summary>
internal sealed class InternalDesk(SocketHub hub, VirtualSessions virtuals, RoomReader reader, DialOuts dialOuts)
{
    private const int IdLength = 48;

    public const string AddFailed = "add_failed";
    public const string RemoveFailed = "remove_failed";

    /// <returns>An error code, or null.</returns>
    public async Task<string?> AnswerAsync(SocketSession from, string? messageId, JsonElement body, CancellationToken ct)
    {
        if (from.Kind != SeatKind.Internal) return null;

        var type = body.Text("type");
        if (!body.TryObject(type, out var content)) return HelloErrors.InvalidFormat;

        switch (type)
        {
            case "incall" when content.Number("incall") is { } flags:
                hub.SetInCall(from, (CallFlags)flags);
                return null;
            case "addsession":
                return VirtualWish.Parse(content) is { } added && await AddAsync(from, added, ct) ? null : AddFailed;
            case "updatesession":
                if (VirtualWish.Parse(content) is { } updated) await UpdateAsync(from, updated, ct);
                return null;
            case "removesession":
                return hub.RemoveVirtual(from, content.Text("roomid"), content.Text("sessionid")) ? null : RemoveFailed;
            case "dialout":
                dialOuts.Hear(from, messageId, content);
                return null;
            default:
                return null;
        }
    }

    private async Task<bool> AddAsync(SocketSession owner, VirtualWish wish, CancellationToken ct)
    {
        var id = Secret.Create(IdLength);
        if (wish.Actor is { } actor && !(await virtuals.JoinAsync(wish.Token, id, actor, wish.InCall ?? VirtualWish.Telephone, ct)).Succeeded) return false;
        if (await reader.AdmitAsync(wish.Token, id, ct) is not { } joined || !hub.AddVirtual(owner, wish, id, joined))
        {
            if (wish.Actor is not null) await virtuals.LeaveAsync(id, ct);
            return false;
        }

        return true;
    }

    private async Task UpdateAsync(SocketSession owner, VirtualWish wish, CancellationToken ct)
    {
        if (hub.UpdateVirtual(owner, wish) is { Seat: { OwnInCall: null } seat } && wish.InCall is { } flags) await virtuals.SetInCallAsync(seat.TalkSessionId, flags, ct);
    }
}
