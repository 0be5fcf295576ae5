using Microsoft.EntityFrameworkCore;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.Accounts;

/// <summary>
/// Whether an account may find another one by its id. Everybody may, unless the administrator restricts it with the
/// sharing settings of the app <c>core</c>.
/// </summary>
internal sealed class PeerVisibility(PlenumDb db, GroupMemberships memberships)
{
    private const string App = "core";
    private const string Enumeration = "shareapi_allow_share_dialog_user_enumeration";
    private const string FullMatch = "shareapi_restrict_user_enumeration_full_match";
    private const string SameGroup = "shareapi_restrict_user_enumeration_to_group";

    public async Task<bool> MayFindAsync(Account caller, Account peer, CancellationToken ct)
    {
        var scope = await ReadAsync(ct);
        if (scope.Exactly) return true;
        if (!scope.ByParts) return false;
        if (!scope.OnlyOwnGroups) return true;

        return (await memberships.OfAsync(caller.Id, ct)).Overlaps(await memberships.OfAsync(peer.Id, ct));
    }

    /// <summary>What the administrator lets people find.</summary>
    public async Task<PeerScope> ReadAsync(CancellationToken ct)
    {
        var settings = await db.AppConfig.AsNoTracking()
            .Where(setting => setting.App == App && (setting.Key == Enumeration || setting.Key == FullMatch || setting.Key == SameGroup))
            .ToDictionaryAsync(setting => setting.Key, setting => setting.Value, StringComparer.Ordinal, ct);
        return new PeerScope(
            settings.GetValueOrDefault(FullMatch, "yes") != "no",
            settings.GetValueOrDefault(Enumeration, "yes") != "no",
            settings.GetValueOrDefault(SameGroup, "no") == "yes");
    }
}

/// <param name="Exactly">Somebody whose id, name or address one knows.</param>
/// <param name="ByParts">Somebody of whose name or address one knows a part.</param>
/// <param name="OnlyOwnGroups">By parts only those who are in a group with the one who looks.</param>
internal sealed record PeerScope(bool Exactly, bool ByParts, bool OnlyOwnGroups);
