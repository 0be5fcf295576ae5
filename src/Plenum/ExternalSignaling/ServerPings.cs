using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Signaling;
using Plenum.Storage;

namespace Plenum.ExternalSignaling;

/// <summary>A signaling server says whose sockets it has: they are alive (calls §D.3).</summary>
internal sealed class ServerPings(PlenumDb db, UnitOfWork unit, TimeProvider time)
{
    /// <summary>Sessions without one of the REST API.</summary>
    private const string Nobody = "0";

    /// <summary>All of them with one statement, whatever room they are in; those that have ended are passed over.</summary>
    public async Task<BackendReply> TakeAsync(JsonElement ping, CancellationToken ct)
    {
        var ids = ping.ValueKind == JsonValueKind.Object && ping.TryGetProperty("entries", out var entries) && entries.ValueKind == JsonValueKind.Array
            ? entries.EnumerateArray().Select(entry => entry.Text("sessionid")).Where(id => id is not ("" or Nobody)).Distinct(StringComparer.Ordinal).ToArray()
            : [];
        if (ids.Length > 0) await WriteAsync(ids, ct);
        return BackendReply.Of(new BackendRoom("1.0", RoomId: ""));
    }

    private Task<Result<Nothing>> WriteAsync(string[] ids, CancellationToken ct) => unit.RunAsync(async () =>
    {
        var now = time.Now();
        await db.Sessions.Where(session => EF.Parameter(ids).Contains(session.SessionId) && session.LastPing < now)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.LastPing, now), ct);
        return Result.Done;
    }, ct);
}
