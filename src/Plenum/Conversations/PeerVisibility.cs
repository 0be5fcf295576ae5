using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.Conversations;

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
        var settings = await db.AppConfig.AsNoTracking()
            .Where(setting => setting.App == App && (setting.Key == Enumeration || setting.Key == FullMatch || setting.Key == SameGroup))
            .ToDictionaryAsync(setting => setting.Key, setting => setting.Value, StringComparer.Ordinal, ct);
        if (settings.GetValueOrDefault(FullMatch, "yes") != "no") return true;
        if (settings.GetValueOrDefault(Enumeration, "yes") == "no") return false;
        if (settings.GetValueOrDefault(SameGroup, "no") != "yes") return true;

        return (await memberships.OfAsync(caller.Id, ct)).Overlaps(await memberships.OfAsync(peer.Id, ct));
    }
}
