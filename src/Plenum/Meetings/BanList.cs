using System.Net;
using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Storage;

namespace Plenum.Meetings;

/// <summary>Who may not enter a conversation (conversations §5.12).</summary>
internal sealed class BanList(PlenumDb db)
{
    /// <summary>Bans of a parent hold in its breakout rooms. Addresses are banned for guests only.</summary>
    public async Task<bool> IsBannedAsync(Conversation conversation, Caller caller, Actor? actor, CancellationToken ct)
    {
        var bans = db.Bans.AsNoTracking().Where(ban => ban.ConversationId == conversation.Id || ban.ConversationId == conversation.ParentId);
        if (actor is { } known && await bans.AnyAsync(ban => ban.BannedActorType == known.Type && ban.BannedActorId == known.Id, ct)) return true;
        if (caller.HasAccount || actor is { Type: ActorTypes.Emails }) return false;

        var addresses = await bans.Where(ban => ban.BannedActorType == Ban.Ip).Select(ban => ban.BannedActorId).ToListAsync(ct);
        return addresses.Exists(range => AddressRange.Contains(range, caller.Address));
    }

    /// <summary>Which of these actors are banned in the conversation or its parent.</summary>
    public async Task<HashSet<Actor>> BannedAmongAsync(Conversation conversation, IReadOnlyCollection<Actor> actors, CancellationToken ct)
    {
        var ids = actors.Select(actor => actor.Id).ToArray();
        var banned = await db.Bans.AsNoTracking()
            .Where(ban => (ban.ConversationId == conversation.Id || ban.ConversationId == conversation.ParentId) && ids.Contains(ban.BannedActorId))
            .Select(ban => new { ban.BannedActorType, ban.BannedActorId })
            .ToListAsync(ct);
        return [.. banned.Select(ban => new Actor(ban.BannedActorType, ban.BannedActorId)).Where(actors.Contains)];
    }
}

/// <summary>An address or a CIDR range whose host bits may be set.</summary>
internal static class AddressRange
{
    public static bool IsValid(string text) => TryParse(text, out _);

    public static bool Contains(string range, string address) =>
        IPAddress.TryParse(address, out var candidate) && TryParse(range, out var network)
        && candidate.AddressFamily == network.BaseAddress.AddressFamily && network.Contains(candidate);

    private static bool TryParse(string text, out IPNetwork network)
    {
        network = default;
        var parts = text.Split('/');
        if (parts.Length > 2 || !IPAddress.TryParse(parts[0], out var address)) return false;

        var bytes = address.GetAddressBytes();
        var length = bytes.Length * 8;
        if (parts.Length == 2 && (!int.TryParse(parts[1], out length) || length < 0 || length > bytes.Length * 8)) return false;

        for (var bit = length; bit < bytes.Length * 8; bit++) bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        network = new IPNetwork(new IPAddress(bytes), length);
        return true;
    }
}
