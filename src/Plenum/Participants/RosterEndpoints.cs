using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Roster;

namespace Plenum.Participants;

/// <param name="NewParticipant">Id, address or number of whom to add.</param>
/// <param name="Source">What kind of id that is: an actor type.</param>
internal sealed record AddRequest(string NewParticipant, string Source = "users") : OcsRequest<AddRequest>;

/// <summary>Who belongs to a conversation (conversations §5.1–§5.8).</summary>
internal static class RosterEndpoints
{
    public static void MapRoster(this IEndpointRouteBuilder api)
    {
        var room = api.MapGroup($"v4/room/{ConversationToken.Route}").WithTags("Participants");

        room.MapGet("participants", List).Needs(Guard.Attendee | Guard.PastLobby)
            .WithName("room-getParticipants").WithSummary("List the participants");
        room.MapPost("participants", Add).Needs(Guard.AccountModerator)
            .WithName("room-addParticipantToRoom").WithSummary("Add a participant");
    }

    /// <summary>Everybody who belongs to the conversation, by attendee id. Statuses are none of Plenum's: there are no status keys.</summary>
    /// <returns>200 list; 403 null for guests, and in channels for everybody but moderators; 412 in the lobby.</returns>
    private static async Task<OcsResult<List<ParticipantView>>> List(Meetings.Access access, ParticipantViews participants, CancellationToken ct) =>
        ListRules.Check(access.Conversation, access.Attendee) is { } refusal
            ? OcsResult.Refuse<List<ParticipantView>>(refusal)
            : OcsResult.Ok(await participants.OfAsync([access.Conversation], access.Caller, access.Attendee, ct));

    /// <summary>Adds an account, a group with its members, an e-mail guest or a telephone number.</summary>
    /// <returns>200 []; 400 <c>room-type</c>, <c>source</c>, <c>ban</c>, <c>moderator</c>, <c>classified</c>, <c>new-participant</c>; 404 <c>new-participant</c>; 501 <c>sip</c>.</returns>
    private static async Task<OcsResult<Empty>> Add(Meetings.Access access, AddRequest request, Adding adding, CancellationToken ct) =>
        OcsResult.From(await adding.AddAsync(access.Conversation, access.Attendee.Actor, request.Source, request.NewParticipant, ct));
}
