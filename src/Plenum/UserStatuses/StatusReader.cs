using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.UserStatuses;

/// <summary>Reads the statuses of any number of accounts with one query.</summary>
internal sealed class StatusReader(PlenumDb db, UnitOfWork unit, TimeProvider time)
{
    /// <returns>null for an account without status, and for nobody.</returns>
    public async Task<CurrentStatus?> OfAsync(string accountId, CancellationToken ct) =>
        (await OfAsync([accountId], ct)).GetValueOrDefault(accountId);

    /// <summary>Those of them who have a status, by id.</summary>
    public async Task<Dictionary<string, CurrentStatus>> OfAsync(IReadOnlyCollection<string> accountIds, CancellationToken ct)
    {
        if (accountIds.Count == 0) return [];
        if (unit.IsRunning) await unit.FlushAsync(ct);

        var ids = accountIds.ToArray();
        var now = time.Now();
        var facts = await FactsOf(db.Accounts.Where(account => EF.Parameter(ids).Contains(account.Id)), now).ToListAsync(ct);
        return Current(facts, now).ToDictionary(status => status.AccountId, StringComparer.Ordinal);
    }

    /// <summary>Some of these accounts, those that have a status, by id.</summary>
    public async Task<List<CurrentStatus>> PageAsync(IQueryable<Account> accounts, int offset, int limit, CancellationToken ct)
    {
        var now = time.Now();
        var (statuses, inCall) = (db.UserStatuses, InCall(now));
        var known = accounts.Where(account =>
            statuses.Any(status => status.AccountId == account.Id)
            || inCall.Any(session => session.Attendee!.ActorType == ActorTypes.Users && session.Attendee.ActorId == account.Id));
        var facts = await FactsOf(known.OrderBy(account => account.Id).Skip(offset).Take(limit), now).ToListAsync(ct);
        return [.. Current(facts, now).OrderBy(status => status.AccountId, StringComparer.Ordinal)];
    }

    private static IEnumerable<CurrentStatus> Current(List<StatusFacts> facts, DateTimeOffset now) =>
        facts.Select(one => StatusRules.Of(one, now)).OfType<CurrentStatus>();

    /// <summary>A call is left with the session, however that ends: there is nothing to be put back.</summary>
    private IQueryable<StatusFacts> FactsOf(IQueryable<Account> accounts, DateTimeOffset now)
    {
        var inCall = InCall(now);
        return
            from account in accounts.AsNoTracking()
            join status in db.UserStatuses.AsNoTracking() on account.Id equals status.AccountId into own
            from stored in own.DefaultIfEmpty()
            select new StatusFacts(
                account.Id,
                stored,
                inCall.Where(session => session.Attendee!.ActorType == ActorTypes.Users && session.Attendee.ActorId == account.Id)
                    .Max(session => session.Attendee!.LastJoinedCall));
    }

    /// <summary>Signs of life are written every ten seconds, so what is read here may be as old.</summary>
    private IQueryable<Session> InCall(DateTimeOffset now)
    {
        var aliveSince = now - Session.AliveFor;
        return db.Sessions.Where(session => session.InCall != CallFlags.Disconnected && session.LastPing > aliveSince);
    }
}
