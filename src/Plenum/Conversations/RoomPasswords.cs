using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.Conversations;

/// <summary>Passwords of public conversations: slow hashes, made before the transaction, and the server's policy.</summary>
internal sealed class RoomPasswords(PlenumDb db, Passwords passwords, TalkConfigStore configs)
{
    /// <summary>The password, judged and hashed. Takes a while.</summary>
    public async Task<NewPassword> PrepareAsync(string password, CancellationToken ct)
    {
        var required = (await configs.GetAsync(ct)).ForcePasswords;
        if (password.Length == 0) return new NewPassword(new PasswordFacts(IsEmpty: true, required, Problem: null), Hash: null);

        var problem = await ProblemOfAsync(password, ct);
        return new NewPassword(new PasswordFacts(IsEmpty: false, required, problem), problem is null ? passwords.Hash(password) : null);
    }

    public async ValueTask<bool> IsSameAsync(string? storedHash, string password, CancellationToken ct) =>
        storedHash is null ? password.Length == 0 : password.Length > 0 && await passwords.VerifyAsync(storedHash, password, ct);

    private async Task<string?> ProblemOfAsync(string password, CancellationToken ct)
    {
        var minLength = await db.AppConfig.AsNoTracking()
            .Where(setting => setting.App == PasswordPolicy.App && setting.Key == PasswordPolicy.MinLength)
            .Select(setting => setting.Value)
            .FirstOrDefaultAsync(ct);
        return PasswordPolicy.Check(password, PasswordPolicy.MinLengthOf(minLength))?.Message;
    }
}

/// <param name="Facts">What the rules look at.</param>
/// <param name="Hash">What is stored; null for no password, or one that the policy refuses.</param>
internal sealed record NewPassword(PasswordFacts Facts, string? Hash);
