using System.ComponentModel.DataAnnotations;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Roster;

namespace Plenum.Participants;

/// <param name="NewParticipant">Id, address or number of whom to add.</param>
/// <param name="Source">What kind of id that is: an actor type.</param>
internal sealed record AddRequest(string NewParticipant, string Source = "users") : OcsRequest<AddRequest>;

/// <param name="AttendeeId">Whom to remove.</param>
internal sealed record RemoveRequest([Range(0L, long.MaxValue)] long AttendeeId) : OcsRequest<RemoveRequest>;

/// <summary>Who belongs to a conversation (conversations §5.1–§5.6).</summary>
internal static class RosterEndpoints
{
    public static void MapRoster(this IEndpointRouteBuilder api)
    {
        var room = api.MapGroup($"v4/room/{ConversationToken.Route}").WithTags("Participants");

        room.MapGet("participants", List).Needs(Guard.Attendee | Guard.PastLobby)
            .WithName("room-getParticipants").WithSummary("List the participants");
        room.MapPost("participants", Add).Needs(Guard.AccountModerator)
            .WithName("room-addParticipantToRoom").WithSummary("Add a participant");
        room.MapDelete("attendees", Remove).Needs(Guard.AnyModerator)
            .WithName("room-removeAttendeeFromRoom").WithSummary("Remove a participant");
        room.MapDelete("participants/self", RemoveSelf).Needs(Guard.AccountAttendee)
            .WithName("room-removeSelfFromRoom").WithSummary("Leave a conversation for good");
    }

    /// <summary>Everybody who belongs to the conversation, by attendee id; with <c>includeStatus</c> accounts with their status.</summary>
    /// <returns>200 list; 403 null for guests, and in channels for everybody but moderators; 412 in the lobby.</returns>
    private static async Task<OcsResult<List<ParticipantView>>> List(
        Meetings.Access access, ParticipantsRequest request, ParticipantViews participants, ParticipantStatuses statuses, CancellationToken ct) =>
        ListRules.Check(access.Conversation, access.Attendee) is { } refusal
            ? OcsResult.Refuse<List<ParticipantView>>(refusal)
            : await statuses.AnswerAsync(await participants.OfAsync([access.Conversation], access.Caller, access.Attendee, ct), request, access.Caller, ct);

    /// <summary>Adds an account, a group with its members, an e-mail guest or a telephone number.</summary>
    /// <returns>
    /// 200 []; 400 <c>room-type</c>, <c>source</c>, <c>ban</c>, <c>moderator</c>, <c>classified</c>, <c>new-participant</c>;
    /// 404 <c>new-participant</c>; 501 <c>sip</c>, <c>federation</c>.
    /// </returns>
    private static async Task<OcsResult<Empty>> Add(Meetings.Access access, AddRequest request, Adding adding, CancellationToken ct) =>
        OcsResult.From(await adding.AddAsync(access.Conversation, access.Attendee.Actor, request.Source, request.NewParticipant, ct));

    /// <summary>Removes somebody; removing a group removes those who are there only as its members.</summary>
    /// <returns>200 null; 400 <c>room-type</c>, <c>moderator</c>; 403 <c>owner</c>; 404 <c>participant</c>; for oneself as <see cref="RemoveSelf"/>.</returns>
    private static async Task<OcsResult<Nothing>> Remove(Meetings.Access access, RemoveRequest request, Removing removing, CancellationToken ct) =>
        OcsResult.From(await removing.RemoveAsync(access, request.AttendeeId, ct));

    /// <summary>Leaves for good; the last one takes the conversation along.</summary>
    /// <returns>200 null; 400 <c>announcement</c>, <c>moderator</c>, <c>last-moderator</c>; 403 <c>preserved</c>.</returns>
    private static async Task<OcsResult<Nothing>> RemoveSelf(Meetings.Access access, Removing removing, CancellationToken ct) =>
        OcsResult.From(await removing.LeaveAsync(access, ct));
}
