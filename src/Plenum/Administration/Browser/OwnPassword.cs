using Plenum.Accounts;
using Plenum.Common;

namespace Plenum.Administration;

/// <param name="Header">What <c>Set-Cookie</c> is to say; null when the sign-in has ended meanwhile.</param>
internal sealed record RenewedCookie(string? Header);

/// <summary>Changes the password of whoever is signed in with this browser: all other browsers are out, this one stays.</summary>
internal sealed class OwnPassword(AccountProvisioning accounts, SignInBook signIns, TimeProvider time)
{
    /// <returns>Refused with 403 <c>confirm</c>, 101 for an empty one and 107 for one that the policy does not like.</returns>
    public async Task<Result<RenewedCookie>> ChangeAsync(Caller caller, string password, HttpRequest request, CancellationToken ct)
    {
        if (ConfirmationRules.Check(caller.ProvenAt, time.Now()) is { } unproven) return unproven;
        if (await accounts.SetPasswordAsync(caller.Account!.Id, password, ct) is var changed && !changed.TryGet(out var account, out var refusal)) return refusal;

        return new RenewedCookie(await signIns.RenewAsync(request, account, ct));
    }
}
