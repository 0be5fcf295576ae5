using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.Signaling;

/// <summary>Issues tickets. The keys are made on first use: one for each account, one for all guests (calls §B.3).</summary>
internal sealed class TicketBook(PlenumDb db, UnitOfWork unit, NamedLock names, ConfigBook settings, TalkConfigStore configs, TimeProvider time)
{
    private const string KeyName = "signaling_ticket_secret";

    /// <param name="accountId">Null for a guest.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task<string> IssueAsync(string? accountId, CancellationToken ct)
    {
        var key = accountId is null ? await GuestKeyAsync(ct) : await KeyOfAsync(accountId, ct);
        return TicketRules.Create(key, Secret.Create(TicketRules.RandomLength), time.Now(), accountId ?? "");
    }

    /// <summary>Whether a ticket is the one of this account, or of some guest for null; nobody has one whose key was never made.</summary>
    public async Task<bool> IsProvenAsync(string? accountId, string ticket, CancellationToken ct)
    {
        var key = accountId is null ? (await configs.GetAsync(ct)).Text(KeyName) : await StoredAsync(accountId, ct);
        return key is { Length: > 0 } && TicketRules.UserOf(ticket) == (accountId ?? "") && TicketRules.IsProven(key, ticket);
    }

    /// <summary>One instance-wide key, for guests and for what no account stands behind.</summary>
    public async Task<string> GuestKeyAsync(CancellationToken ct)
    {
        if ((await configs.GetAsync(ct)).Text(KeyName) is { Length: > 0 } known) return known;

        var made = await unit.RunAsync<string>(async () =>
        {
            await names.TakeAsync(NamedLock.SignalingKeys, ct);
            if (await settings.GetAsync(TalkConfig.App, KeyName, ct) is { Length: > 0 } other) return other;

            var key = Secret.Create(TicketRules.KeyLength);
            await settings.SetAsync(TalkConfig.App, KeyName, key, ct);
            return key;
        }, ct);
        return made.Value;
    }

    private async Task<string> KeyOfAsync(string accountId, CancellationToken ct)
    {
        if (await StoredAsync(accountId, ct) is { } known) return known;

        var made = await unit.RunAsync<string>(async () =>
        {
            if (await StoredAsync(accountId, ct) is { } other) return other;

            var key = Secret.Create(TicketRules.KeyLength);
            db.UserPreferences.Add(new UserPreference { AccountId = accountId, App = TalkConfig.App, Key = KeyName, Value = key });
            return key;
        }, ct);
        return made.Value;
    }

    private Task<string?> StoredAsync(string accountId, CancellationToken ct) => db.UserPreferences.AsNoTracking()
        .Where(preference => preference.AccountId == accountId && preference.App == TalkConfig.App && preference.Key == KeyName)
        .Select(preference => preference.Value)
        .FirstOrDefaultAsync(ct);
}
