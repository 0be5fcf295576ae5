using System.Text.Json.Serialization;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.UserStatuses;

namespace Plenum.Messaging;

/// <summary>Suggesting whom to mention (chat §7.3).</summary>
internal static class MentionEndpoints
{
    private const int MaxLimit = 200;

    public static void MapMentions(this IEndpointRouteBuilder api)
    {
        api.MapGet($"v1/chat/{ConversationToken.Route}/mentions", Suggest).WithTags("Chat")
            .Needs(Guard.Attendee | Guard.Writable | Guard.PastLobby | Guard.Chat)
            .WithName("chat-mentions").WithSummary("Suggest whom to mention");
    }

    private static async Task<OcsResult<List<MentionView>>> Suggest(
        Meetings.Access access, MentionsRequest request, MentionSuggestions suggestions, StatusReader statuses, CancellationToken ct)
    {
        var found = await suggestions.FindAsync(access, request.Search, (int)Math.Clamp(request.Limit, 1, MaxLimit), ct);
        var views = found.ConvertAll(MentionView.Of);
        if (!request.IncludeStatus || !access.Caller.HasAccount) return OcsResult.Ok(views);

        var known = await statuses.OfAsync(views.Where(view => view.IsAccount).Select(view => view.Id).ToHashSet(StringComparer.Ordinal), ct);
        return OcsResult.Ok(views.ConvertAll(view => view.IsAccount ? view with { Shown = PublicStatusView.Of(view.Id, known.GetValueOrDefault(view.Id)) } : view));
    }

    /// <summary>What is searched.</summary>
    /// <param name="Search">Part of a name or an id; empty finds everybody.</param>
    /// <param name="Limit">1 to 200; everybody together comes on top.</param>
    /// <param name="IncludeStatus">Adds the statuses of accounts, for people with an account.</param>
    internal sealed record MentionsRequest(string Search, long Limit = 20, bool IncludeStatus = false) : OcsRequest<MentionsRequest>;

    /// <summary>One suggestion.</summary>
    internal sealed record MentionView(string Id, string Label, string Source, string MentionId) : ViewWithStatus
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Details { get; init; }

        [JsonIgnore]
        public bool IsAccount => Source == ActorTypes.Users;

        public static MentionView Of(Suggestion suggestion) =>
            new(suggestion.Candidate.Id, suggestion.Candidate.Label, suggestion.Source, suggestion.Candidate.Id) { Details = suggestion.Candidate.Details };
    }
}
