using Plenum.Accounts;
using Plenum.Common;

namespace Plenum.Administration;

/// <param name="Account">Who has signed in.</param>
/// <param name="Secret">The value for the cookie.</param>
internal sealed record Entered(Account Account, string Secret);

/// <summary>Signs a browser in with name and password, counting wrong tries like every other way in.</summary>
internal sealed class BrowserSignIn(Authenticator authenticator, BruteForce bruteForce, LoginNotes logins, SignInBook signIns)
{
    private static readonly Refusal Wrong = Refusal.Forbidden();

    /// <returns>Refused with TooMany or Forbidden.</returns>
    public async Task<Result<Entered>> EnterAsync(string network, string login, string password, bool remember, CancellationToken ct)
    {
        if (await ProveAsync(network, login, password, ct) is var proof && !proof.TryGet(out var account, out var refusal)) return refusal;

        logins.Note(account);
        return (await signIns.OpenAsync(account, login, remember, ct)).Then(secret => new Entered(account, secret));
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
