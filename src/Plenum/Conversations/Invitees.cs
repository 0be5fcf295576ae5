using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Roster;
using Plenum.Storage;
using Plenum.Webinars;

namespace Plenum.Conversations;

/// <summary>Whom a new conversation is to have, besides its creator.</summary>
internal sealed record InvitedPeople(
    IReadOnlyList<Account> Users,
    IReadOnlyList<NewAttendee> Phones,
    IReadOnlyList<string> Emails,
    IReadOnlyList<AccountGroup> Groups,
    IReadOnlyDictionary<string, string[]> Invalid)
{
    /// <summary>There were names on the list, and none of them is anybody.</summary>
    public bool AreAllInvalid => Invalid.Count > 0 && Users.Count + Phones.Count + Emails.Count + Groups.Count == 0;
}

/// <summary>Finds out who is meant by the lists of <c>POST /room</c> and who is nobody (conversations §3.2, step 5). Only reads.</summary>
internal sealed class Invitees(PlenumDb db, SipPhones phones)
{
    /// <param name="creator">Who invites: not everybody may have somebody called.</param>
    /// <param name="lists">As they were sent.</param>
    /// <param name="accountsOnly">Classified conversations have neither e-mail guests nor telephones.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task<InvitedPeople> FindAsync(Account creator, InvitationLists lists, bool accountsOnly, CancellationToken ct)
    {
        var users = await UsersAsync(Distinct(lists.Users), ct);
        var groups = await GroupsAsync(Distinct(lists.Groups), ct);
        var numbers = await PhonesAsync(creator, accountsOnly ? [] : Distinct(lists.Phones), ct);
        var emails = Distinct(lists.Emails).ToLookup(address => !accountsOnly && Invitations.IsAddress(address));

        return new InvitedPeople(
            users.Found,
            [.. numbers.Values],
            [.. emails[true].Select(Invitations.Normalize).Distinct(StringComparer.Ordinal)],
            groups.Found,
            Invalid(
                ("users", users.Unknown),
                ("emails", emails[false]),
                ("groups", groups.Unknown),
                ("teams", Distinct(lists.Teams)),
                ("phones", Distinct(lists.Phones).Where(number => !numbers.ContainsKey(number))),
                ("federated_users", Distinct(lists.FederatedUsers))));
    }

    /// <summary>Whatever the case of the letters, in the order of the list.</summary>
    private async Task<(List<Account> Found, IEnumerable<string> Unknown)> UsersAsync(string[] ids, CancellationToken ct)
    {
        if (ids.Length == 0) return ([], []);

        var keys = ids.Select(Account.KeyOf).Distinct(StringComparer.Ordinal).ToArray();
        var known = await db.Accounts.AsNoTracking().Where(account => keys.Contains(account.Key)).ToDictionaryAsync(account => account.Key, StringComparer.Ordinal, ct);
        return ([.. keys.Where(known.ContainsKey).Select(key => known[key])], ids.Where(id => !known.ContainsKey(Account.KeyOf(id))));
    }

    private async Task<(List<AccountGroup> Found, IEnumerable<string> Unknown)> GroupsAsync(string[] ids, CancellationToken ct)
    {
        if (ids.Length == 0) return ([], []);

        var known = await db.Groups.AsNoTracking().Where(group => ids.Contains(group.Id)).ToDictionaryAsync(group => group.Id, StringComparer.Ordinal, ct);
        return ([.. ids.Where(known.ContainsKey).Select(id => known[id])], ids.Where(id => !known.ContainsKey(id)));
    }

    private async Task<Dictionary<string, NewAttendee>> PhonesAsync(Account creator, string[] numbers, CancellationToken ct)
    {
        var found = new Dictionary<string, NewAttendee>(StringComparer.Ordinal);
        foreach (var number in numbers)
        {
            if (await phones.InvitationAsync(Actor.User(creator.Id), number, ct) is { } phone) found[number] = phone;
        }

        return found;
    }

    private static string[] Distinct(string[]? list) => [.. (list ?? []).Distinct(StringComparer.Ordinal)];

    private static Dictionary<string, string[]> Invalid(params (string Kind, IEnumerable<string> Ids)[] lists) =>
        lists.Where(list => list.Ids.Any()).ToDictionary(list => list.Kind, list => list.Ids.ToArray(), StringComparer.Ordinal);
}
