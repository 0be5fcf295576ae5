using Plenum.Accounts;
using Plenum.Settings;

namespace Plenum.Meetings;

/// <summary>Who may use the telephone at all (webinars §4.1): the accounts of certain groups, or every account.</summary>
internal sealed class SipRights(GroupMemberships memberships, TalkConfigStore configs)
{
    /// <summary>The account may switch dial-in on.</summary>
    public async ValueTask<bool> MayEnableAsync(Account? account, CancellationToken ct) =>
        account is not null && await memberships.AdmitsAsync((await configs.GetAsync(ct)).SipGroups, account, ct);

    /// <summary>The account may have somebody called: dial-in and dial-out are set up on the server, and it may switch them on.</summary>
    public async ValueTask<bool> MayDialOutAsync(Account? account, CancellationToken ct)
    {
        var config = await configs.GetAsync(ct);
        return config is { SipConfigured: true, SipDialOutEnabled: true } && await MayEnableAsync(account, ct);
    }
}
