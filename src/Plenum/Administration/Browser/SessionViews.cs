using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Pages;
using Plenum.Storage;

namespace Plenum.Administration;

/// <summary>Who somebody is to this server.</summary>
/// <param name="User">The account that is signed in; null for nobody.</param>
/// <param name="Guest">The guest as whom this browser has been in conversations; null for one that has not.</param>
/// <param name="IsFresh">Nobody has ever signed in here: the server was started for the first time.</param>
/// <param name="Now">The server's time, in Unix milliseconds.</param>
/// <param name="Version">Of Plenum.</param>
internal sealed record SessionView(SessionUserView? User, SessionGuestView? Guest, bool IsFresh, long Now, string Version);

/// <param name="Id">The account's id.</param>
/// <param name="DisplayName">What others see.</param>
/// <param name="Email">Null for none.</param>
/// <param name="Language">Of the texts, such as <c>de</c>.</param>
/// <param name="Locale">Of dates and numbers; empty for the language's own.</param>
/// <param name="IsAdmin">May administer the server.</param>
/// <param name="Groups">Ids of the account's groups.</param>
internal sealed record SessionUserView(string Id, string DisplayName, string? Email, string Language, string Locale, bool IsAdmin, IReadOnlyList<string> Groups);

/// <param name="Id">The actor's id, of the kind <c>guests</c>.</param>
/// <param name="DisplayName">The name in the latest conversation; empty for none.</param>
internal sealed record SessionGuestView(string Id, string DisplayName);

/// <summary>Reads who somebody is.</summary>
internal sealed class SessionViews(PlenumDb db, UserViews users, TimeProvider time)
{
    public async Task<SessionView> OfAsync(Account? account, BrowserSession? browser, CancellationToken ct) => new(
        account is null ? null : await UserAsync(account, ct),
        browser?.GuestId is { } guestId ? new SessionGuestView(guestId, await NameAsync(guestId, ct)) : null,
        account is null && !await db.Accounts.AnyAsync(one => one.FirstLoginAt != null, ct),
        time.Now().ToUnixTimeMilliseconds(),
        Branding.Version);

    private async Task<SessionUserView> UserAsync(Account account, CancellationToken ct)
    {
        var groups = await users.GroupsOfAsync(account.Id, ct);
        return new SessionUserView(account.Id, account.DisplayName, account.Email, account.Language, account.Locale, groups.Contains(AccountGroup.Admin), groups);
    }

    private async Task<string> NameAsync(string guestId, CancellationToken ct) =>
        await db.Attendees.AsNoTracking()
            .Where(attendee => attendee.ActorType == ActorTypes.Guests && attendee.ActorId == guestId && attendee.DisplayName != "")
            .OrderByDescending(attendee => attendee.Id)
            .Select(attendee => attendee.DisplayName)
            .FirstOrDefaultAsync(ct) ?? "";
}
