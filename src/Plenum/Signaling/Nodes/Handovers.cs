using System.Text.Json;
using Plenum.Common;
using Plenum.Realtime;

namespace Plenum.Signaling;

/// <summary>A client resumes at another node than the one that has its session: who has it hands it over.</summary>
/// <param name="AskId">Of this question.</param>
/// <param name="Node">Who asks.</param>
/// <param name="Digest">Of the private id: the id itself is nobody else's business.</param>
internal sealed record SessionAsked(string AskId, string Node, string Digest) : Announcement(ConversationId: 0, Token: "");

/// <summary>Here it is.</summary>
/// <param name="AskId">Of the question.</param>
/// <param name="Node">Who asked.</param>
/// <param name="Session">The session; whoever gave it has it no more.</param>
internal sealed record SessionGiven(string AskId, string Node, HandedOver Session) : Announcement(ConversationId: 0, Token: "");

/// <summary>A session on its way from node to node.</summary>
internal sealed record HandedOver(string Id, string? UserId, string? DisplayName, IReadOnlyList<string> Features, IReadOnlyList<MissedFrame> Missed, HandedSeat? Seat)
{
    public SocketUser User => new(UserId, DisplayName);
}

/// <summary>Something that the client has not heard yet.</summary>
internal sealed record MissedFrame(FrameKind Kind, string Frame);

/// <summary>Its place in a room.</summary>
/// <param name="ConversationId">The room.</param>
/// <param name="Token">Of the room.</param>
/// <param name="TalkSessionId">The session of the REST API.</param>
/// <param name="IsInside">It has been let in.</param>
/// <param name="IsIntroduced">It has heard who is there.</param>
/// <param name="AdmittedAfter">The newest message of the chat then.</param>
/// <param name="Properties">The properties of the room that it knows.</param>
/// <param name="Others">Of whom it knows that they are there.</param>
internal sealed record HandedSeat(
    long ConversationId, string Token, string TalkSessionId, bool IsInside, bool IsIntroduced, long AdmittedAfter, JsonElement Properties, IReadOnlyList<SeatElsewhere> Others);

/// <summary>Fetches sessions from other nodes.</summary>
internal sealed class Handovers(NodeLink link, NodeQuestions questions)
{
    private static readonly TimeSpan AnsweredWithin = TimeSpan.FromSeconds(1);

    /// <returns>Null when no other node has it.</returns>
    public async Task<HandedOver?> AskAsync(string resumeId, CancellationToken ct) => ResumeIds.NodeOf(resumeId) == link.Node
        ? null
        : await questions.AskAsync<HandedOver>(askId => new SessionAsked(askId, link.Node, Secret.Sha256(resumeId)), AnsweredWithin, ct);
}
