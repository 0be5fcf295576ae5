using System.ComponentModel.DataAnnotations;
using Plenum.Accounts;
using Plenum.Meetings;
using Plenum.Ocs;

namespace Plenum.Conversations;

/// <summary>Finding people to invite (platform §11.1). No route of Talk, but of the server around it.</summary>
internal static class PeopleSearchEndpoints
{
    private const string User = "0";
    private const string Group = "1";
    private const string Email = "4";

    public static void MapPeopleSearch(this IEndpointRouteBuilder ocs) =>
        ocs.MapGet("core/autocomplete/get", Find).Needs(Guard.Account).WithTags("People")
            .WithName("autocomplete-get").WithSummary("Find accounts, groups and addresses to invite");

    /// <summary>Accounts, then groups, then a mail address that is nobody's account: each only when asked for.</summary>
    /// <returns>200 list, empty when nothing fits.</returns>
    private static async Task<OcsResult<List<CandidateView>>> Find(FindRequest request, Caller caller, PeopleSearch people, CancellationToken ct)
    {
        var (term, kinds, found) = (request.Search.Trim(), request.ShareTypes ?? [User], new List<CandidateView>());
        if (kinds.Contains(User)) found.AddRange((await people.AccountsAsync(caller.Account!, term, request.ItemId, ct)).Select(one => CandidateView.Of(one, "users", "icon-user")));
        if (kinds.Contains(Group)) found.AddRange((await people.GroupsAsync(caller.Account!, term, request.ItemId, ct)).Select(one => CandidateView.Of(one, "groups", "icon-group")));
        if (kinds.Contains(Email) && AccountRules.IsValidEmail(term) && !await people.IsAddressOfAccountAsync(term, ct))
        {
            found.Insert(0, CandidateView.Of(new FoundPerson(term, term, term), "emails", "icon-mail"));
        }

        return OcsResult.Ok(found.Take(request.Limit).ToList());
    }

    /// <param name="Search">A part of an id, a name or an address.</param>
    /// <param name="ItemType">Always <c>call</c>; not looked at.</param>
    /// <param name="ItemId">Token of a conversation, or <c>new</c>.</param>
    /// <param name="ShareTypes">0 accounts, 1 groups, 4 addresses; of others there are none.</param>
    /// <param name="Limit">At most so many.</param>
    /// <param name="Sorter">Not looked at.</param>
    private sealed record FindRequest(
        string Search = "", string ItemType = "", string ItemId = "", string[]? ShareTypes = null, [Range(1, PeopleSearchRules.MaxLimit)] int Limit = PeopleSearchRules.DefaultLimit, string Sorter = "")
        : OcsRequest<FindRequest>;

    /// <param name="Id">Of the account or group; the address.</param>
    /// <param name="Label">For people.</param>
    /// <param name="Icon">What Talk apps show.</param>
    /// <param name="Source"><c>users</c>, <c>groups</c> or <c>emails</c>.</param>
    /// <param name="Status">Always empty.</param>
    /// <param name="Subline">Always empty.</param>
    /// <param name="ShareWithDisplayNameUnique">Tells those apart who have the same name.</param>
    internal sealed record CandidateView(string Id, string Label, string Icon, string Source, string Status, string Subline, string ShareWithDisplayNameUnique)
    {
        public static CandidateView Of(FoundPerson one, string source, string icon) => new(one.Id, one.Name, icon, source, "", "", one.Unique);
    }
}
