using Plenum.Accounts;
using Plenum.Common;
using Plenum.Settings;

namespace Plenum.Meetings;

/// <summary>Who may use the telephone at all (webinars §4.1): the accounts of certain groups, or every account.</summary>
internal sealed class SipRights(GroupMemberships memberships, TalkConfigStore configs)
{
    /// <summary>The account may switch dial-in on. Guests never may.</summary>
    public async ValueTask<bool> MayEnableAsync(Actor actor, CancellationToken ct) =>
        actor.Type == ActorTypes.Users && await memberships.AdmitsAsync((await configs.GetAsync(ct)).SipGroups, actor.Id, ct);

    /// <summary>The account may have somebody called: dial-in and dial-out are set up on the server, and it may switch dial-in on.</summary>
    public async ValueTask<bool> MayDialOutAsync(Actor actor, CancellationToken ct)
    {
        var config = await configs.GetAsync(ct);
        return config is { SipConfigured: true, SipDialOutEnabled: true } && await MayEnableAsync(actor, ct);
    }
}
