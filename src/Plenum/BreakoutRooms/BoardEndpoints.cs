using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Roster;

namespace Plenum.BreakoutRooms;

/// <summary>A meeting at one moment.</summary>
/// <param name="Mode">1 automatic, 2 manual, 3 free.</param>
/// <param name="Status">0 stopped, 1 started.</param>
/// <param name="Parent">The parent and everybody who belongs to it.</param>
/// <param name="Rooms">The breakout rooms in their order.</param>
/// <param name="Missing">Who was sent somewhere and has not arrived, in the order of the orders.</param>
internal sealed record BoardView(BreakoutMode Mode, BreakoutStatus Status, BoardParentView Parent, IReadOnlyList<BoardRoomView> Rooms, IReadOnlyList<MissingView> Missing);

/// <param name="Token">The parent.</param>
/// <param name="People">By attendee id.</param>
internal sealed record BoardParentView(string Token, IReadOnlyList<BoardPersonView> People);

/// <param name="Token">The breakout room.</param>
/// <param name="Name">How it is called.</param>
/// <param name="HelpRequestedAt">Unix seconds since when it asks for help; null while it does not.</param>
/// <param name="People">By attendee id.</param>
internal sealed record BoardRoomView(string Token, string Name, long? HelpRequestedAt, IReadOnlyList<BoardPersonView> People);

/// <summary>Somebody in one conversation of the meeting; the same person has another attendee in each.</summary>
/// <param name="AttendeeId">The attendee there.</param>
/// <param name="ActorType">Kind of the attendee.</param>
/// <param name="ActorId">The attendee's id within that kind.</param>
/// <param name="DisplayName">Empty for a guest without a name.</param>
/// <param name="ParticipantType">1 owner, 2 moderator, 3 user, 4 guest, 5 self-joined, 6 guest moderator.</param>
/// <param name="InCall">Is in the call there.</param>
/// <param name="Present">Is there.</param>
internal sealed record BoardPersonView(long AttendeeId, string ActorType, string ActorId, string DisplayName, ParticipantType ParticipantType, bool InCall, bool Present)
{
    public static BoardPersonView Of(ParticipantView person) =>
        new(person.AttendeeId, person.ActorType, person.ActorId, person.DisplayName, person.ParticipantType, person.InCall != CallFlags.Disconnected, person.SessionIds.Length > 0);
}

/// <summary>Plenum's own addition, below <c>/ocs/v2.php/apps/plenum/api</c>: a whole meeting in one answer.</summary>
internal static class BoardEndpoints
{
    public static void MapBoard(this IEndpointRouteBuilder own) =>
        own.MapGet($"v1/breakout-rooms/{ConversationToken.Route}/board", Get).Needs(Guard.AnyModerator).WithTags("Breakout rooms")
            .WithName("plenum-board").WithSummary("Show all breakout rooms with who is where");

    /// <summary>Asked of the parent or of any of its breakout rooms.</summary>
    /// <returns>200; 400 <c>mode</c> without breakout rooms.</returns>
    private static async Task<OcsResult<BoardView>> Get(Meetings.Access access, BoardViews boards, CancellationToken ct) =>
        OcsResult.From(await boards.OfAsync(access, ct));
}
