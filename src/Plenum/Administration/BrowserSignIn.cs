using Plenum.Accounts;
using Plenum.Common;

namespace Plenum.Administration;

/// <summary>Signs a browser in with name and password, counting wrong tries like every other way in.</summary>
internal sealed class BrowserSignIn(Authenticator authenticator, BruteForce bruteForce, LoginNotes logins, SignInBook signIns)
{
    private static readonly Refusal Wrong = Refusal.Forbidden();

    /// <returns>The value for the cookie; refused with TooMany or Forbidden.</returns>
    public async Task<Result<string>> EnterAsync(string network, string login, string password, bool remember, CancellationToken ct)
    {
        if (await ProveAsync(network, login, password, ct) is var proof && !proof.TryGet(out var account, out var refusal)) return refusal;

        logins.Note(account);
        return await signIns.OpenAsync(account, login, remember, ct);
    }

    /// <returns>The account; refused with TooMany or Forbidden.</returns>
    public async Task<Result<Account>> ProveAsync(string network, string login, string password, CancellationToken ct)
    {
        string[] actions = [CallerMiddleware.LoginAction];
        if (await bruteForce.AdmitAsync(network, actions, ct) is { } closed) return closed;

        if (await authenticator.ProveAsync(login, password, ct) is not { } account)
        {
            await bruteForce.RegisterAsync(CallerMiddleware.LoginAction, network, CallerMiddleware.SubjectOf(login), ct);
            return Wrong;
        }

        if (bruteForce.HasTries) await bruteForce.ForgetAsync(network, actions, CallerMiddleware.SubjectOf(login), ct);
        return account;
    }
}
