using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.Notifications;

/// <summary>Reads what an account is to be told: one query each.</summary>
internal sealed class NotificationReader(PlenumDb db, TalkConfigStore configs, GroupMemberships memberships, TimeProvider time)
{
    /// <summary>So many are listed (platform §13.1).</summary>
    public const int MostListed = 25;

    /// <summary>The newest, newest first.</summary>
    public async Task<List<Listed>> NewestAsync(string accountId, CancellationToken ct) =>
        await (await AllAsync(accountId, ct)).Take(MostListed).ToListAsync(ct);

    /// <returns>Null for one that is gone or somebody else's.</returns>
    public async Task<Listed?> FindAsync(string accountId, long id, CancellationToken ct) =>
        await (await AllAsync(accountId, ct)).FirstOrDefaultAsync(listed => listed.Notification.Id == id, ct);

    /// <summary>Those of the ids that there still are.</summary>
    public async Task<List<long>> AmongAsync(string accountId, long[] ids, CancellationToken ct) =>
        ids.Length == 0 ? [] : await (await AllAsync(accountId, ct)).Select(listed => listed.Notification.Id).Where(id => EF.Parameter(ids).Contains(id)).ToListAsync(ct);

    private async Task<IQueryable<Listed>> AllAsync(string accountId, CancellationToken ct)
    {
        var config = await configs.GetAsync(ct);
        var all = db.NotificationsOf(accountId, (Permissions)config.DefaultPermissions, time.Now()).AsNoTracking();

        // Who may not use Talk any more is told nothing of it.
        return await memberships.AdmitsAsync(config.AllowedGroups, accountId, ct) ? all : all.Where(_ => false);
    }
}
