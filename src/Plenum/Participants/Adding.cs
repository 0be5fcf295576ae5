using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Roster;
using Plenum.Storage;

namespace Plenum.Participants;

/// <summary>Adds people to a conversation at a moderator's request (conversations §5.3).</summary>
internal sealed class Adding(PlenumDb db, RosterBook roster, BanList bans)
{
    public async Task<Result<Empty>> AddAsync(Conversation conversation, Actor by, string source, string id, CancellationToken ct)
    {
        if (AddRules.Check(conversation, source) is { } refusal) return refusal;

        return await AddUserAsync(conversation, by, id, ct);
    }

    private async Task<Result<Empty>> AddUserAsync(Conversation conversation, Actor by, string id, CancellationToken ct)
    {
        var key = Account.KeyOf(id);
        var account = await db.Accounts.AsNoTracking().FirstOrDefaultAsync(candidate => candidate.Key == key, ct);
        if (account is null) return AddRules.Unknown;

        var user = Actor.User(account.Id);
        if ((await bans.BannedAmongAsync(conversation, [user], ct)).Count > 0) return AddRules.Banned;

        await roster.AddAsync(conversation, [new NewAttendee(user, account.DisplayName)], by, ct);
        return default(Empty);
    }
}
