using System.Text.Json.Serialization;
using Plenum.Meetings;
using Plenum.Ocs;

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
        Meetings.Access access, MentionsRequest request, MentionSuggestions suggestions, CancellationToken ct)
    {
        var found = await suggestions.FindAsync(access, request.Search, (int)Math.Clamp(request.Limit, 1, MaxLimit), ct);
        return OcsResult.Ok(found.ConvertAll(MentionView.Of));
    }

    /// <summary>What is searched.</summary>
    /// <param name="Search">Part of a name or an id; empty finds everybody.</param>
    /// <param name="Limit">1 to 200; everybody together comes on top.</param>
    /// <param name="IncludeStatus">Accepted; accounts have no status.</param>
    internal sealed record MentionsRequest(string Search, long Limit = 20, bool IncludeStatus = false) : OcsRequest<MentionsRequest>;

    /// <summary>One suggestion.</summary>
    internal sealed record MentionView(string Id, string Label, string Source, string MentionId)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Details { get; init; }

        public static MentionView Of(Suggestion suggestion) =>
            new(suggestion.Candidate.Id, suggestion.Candidate.Label, suggestion.Source, suggestion.Candidate.Id) { Details = suggestion.Candidate.Details };
    }
}
