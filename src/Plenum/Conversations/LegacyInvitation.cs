using System.Text;
using Plenum.Accounts;

namespace Plenum.Conversations;

/// <summary>The old way to invite one group or team: <c>invite</c> and <c>source</c> (conversations §3.2, step 3).</summary>
internal static class LegacyInvitation
{
    public const string Teams = "circles";

    private const int MaxName = 64;

    /// <summary>The lists of the request with the one of the old way at the end.</summary>
    public static InvitationLists Merge(CreationRequest request)
    {
        var lists = request.Participants ?? new InvitationLists();
        if (request.Invite.Length == 0) return lists;

        return request.Source == Teams
            ? lists with { Teams = [.. lists.Teams ?? [], request.Invite] }
            : lists with { Groups = [.. lists.Groups ?? [], request.Invite] };
    }

    public static string NameOf(AccountGroup group)
    {
        var name = new StringBuilder();
        foreach (var rune in group.DisplayName.Trim().EnumerateRunes().Take(MaxName)) name.Append(rune);
        return name.ToString();
    }
}
