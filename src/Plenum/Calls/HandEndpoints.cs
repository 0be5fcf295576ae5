using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Storage;

namespace Plenum.Calls;

/// <param name="Raised">Up or down.</param>
internal sealed record HandRequest(bool Raised) : OcsRequest<HandRequest>;

/// <param name="RaisedAt">Unix milliseconds; null when the hand is down.</param>
internal sealed record OwnHandView(long? RaisedAt);

/// <summary>Somebody whose hand is up.</summary>
/// <param name="AttendeeId">The attendee.</param>
/// <param name="ActorType">Kind of the attendee.</param>
/// <param name="ActorId">The attendee's id within that kind.</param>
/// <param name="DisplayName">Empty for a guest without a name.</param>
/// <param name="SessionId">The session that raised it.</param>
/// <param name="RaisedAt">Unix milliseconds.</param>
internal sealed record HandView(long AttendeeId, string ActorType, string ActorId, string DisplayName, string SessionId, long RaisedAt)
{
    /// <param name="session">A session whose hand is up, with its attendee.</param>
    public static HandView Of(Session session) => session.Attendee is { } person
        ? new(person.Id, person.ActorType, person.ActorId, person.ShownName, session.SessionId, session.RaisedAt!.Value.ToUnixTimeMilliseconds())
        : throw new InvalidOperationException("Whose hand it is was not read.");
}

/// <summary>Plenum's own addition, below <c>/ocs/v2.php/apps/plenum/api</c>: raised hands in their order.</summary>
internal static class HandEndpoints
{
    private static readonly Refusal Unknown = Refusal.NotFound("participant");

    public static void MapHands(this IEndpointRouteBuilder own)
    {
        var room = own.MapGroup($"v1/room/{ConversationToken.Route}").WithTags("Calls");

        room.MapPut("hand", Set).Needs(Guard.Attendee | Guard.PastLobby)
            .WithName("plenum-setHand").WithSummary("Raise or lower one's hand");
        room.MapGet("hands", List).Needs(Guard.Attendee | Guard.PastLobby)
            .WithName("plenum-listHands").WithSummary("List raised hands in their order");
        room.MapDelete("hands", LowerAll).Needs(Guard.AnyModerator)
            .WithName("plenum-lowerHands").WithSummary("Lower everybody's hand");
        room.MapDelete("hands/{attendeeId:long}", Lower).Needs(Guard.AnyModerator)
            .WithName("plenum-lowerHand").WithSummary("Lower somebody's hand");
    }

    /// <summary>The hand goes down by itself when its session leaves the call or ends, and when the call ends.</summary>
    /// <returns>200 since when it is up: raising it again changes nothing; 404 null without a session; 412 in the lobby.</returns>
    private static async Task<OcsResult<OwnHandView>> Set(Meetings.Access access, HandRequest request, HandBook hands, CancellationToken ct) =>
        access.Session is { } session
            ? OcsResult.Ok(new OwnHandView((await hands.SetAsync(access.Conversation, session, request.Raised, ct))?.ToUnixTimeMilliseconds()))
            : OcsResult.Refuse<OwnHandView>(CallRefusals.NoSession);

    /// <returns>200 each person once, first raised first; 412 in the lobby.</returns>
    private static async Task<OcsResult<List<HandView>>> List(Meetings.Access access, HandViews hands, CancellationToken ct) =>
        OcsResult.Ok(await hands.OfAsync(access, ct));

    /// <returns>200 null, also when none was up.</returns>
    private static async Task<OcsResult<Nothing>> LowerAll(Meetings.Access access, HandBook hands, CancellationToken ct)
    {
        await hands.LowerAllAsync([access.Conversation], ct);
        return OcsResult.From(Result.Done);
    }

    /// <returns>200 null, also when it was down; 404 <c>participant</c>.</returns>
    private static async Task<OcsResult<Nothing>> Lower(Meetings.Access access, long attendeeId, PlenumDb db, HandBook hands, CancellationToken ct)
    {
        var conversationId = access.Conversation.Id;
        if (!await db.Attendees.AnyAsync(attendee => attendee.ConversationId == conversationId && attendee.Id == attendeeId, ct)) return OcsResult.Refuse<Nothing>(Unknown);

        await hands.LowerAsync(access.Conversation, attendeeId, ct);
        return OcsResult.From(Result.Done);
    }
}
