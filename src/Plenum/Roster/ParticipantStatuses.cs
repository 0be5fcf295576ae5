using Plenum.Accounts;
using Plenum.Common;
using Plenum.Ocs;
using Plenum.UserStatuses;

namespace Plenum.Roster;

/// <param name="IncludeStatus">Adds the statuses of accounts.</param>
internal sealed record ParticipantsRequest(bool IncludeStatus = false) : OcsRequest<ParticipantsRequest>;

/// <summary>Adds the statuses of accounts to a list of participants (conversations §5.1), with one query.</summary>
internal sealed class ParticipantStatuses(StatusReader statuses)
{
    /// <summary>Says that there are statuses in the list.</summary>
    private const string Header = "X-Nextcloud-Has-User-Statuses";

    /// <summary>Longer lists go without.</summary>
    private const int TooMany = 1000;

    /// <summary>The list as the answer. Whoever has no account is shown none; accounts without a status are offline.</summary>
    public async Task<OcsResult<List<ParticipantView>>> AnswerAsync(Result<List<ParticipantView>> list, ParticipantsRequest request, Caller caller, CancellationToken ct)
    {
        if (!list.TryGet(out var rows, out _) || !request.IncludeStatus || !caller.HasAccount || rows.Count >= TooMany) return OcsResult.From(list);

        var ids = rows.Where(IsAccount).Select(row => row.ActorId).ToHashSet(StringComparer.Ordinal);
        var known = await statuses.OfAsync(ids, ct);
        return OcsResult.Ok(rows.ConvertAll(row => IsAccount(row) ? row with { Shown = PublicStatusView.Of(row.ActorId, known.GetValueOrDefault(row.ActorId)) } : row)).With(Header, "1");
    }

    private static bool IsAccount(ParticipantView row) => row.ActorType == ActorTypes.Users;
}
