using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Rooms;
using Plenum.Storage;

namespace Plenum.Conversations;

/// <summary>A conversation from outside. What is not the caller's business is empty, as in the Room object.</summary>
/// <param name="Token">The conversation.</param>
/// <param name="Name">How it is called.</param>
/// <param name="Description">What it is about.</param>
/// <param name="Hosts">The names of those who invite, owners first; for people who belong to it.</param>
/// <param name="LobbyState">1 while it is closed for others than moderators.</param>
/// <param name="OpensAt">Unix seconds at which the lobby opens by itself.</param>
/// <param name="HasPassword">Whoever comes by the link needs a password.</param>
/// <param name="Now">The server's clock, unix milliseconds.</param>
/// <param name="DialIn">How to take part by telephone, for people who belong to it; null where one cannot.</param>
internal sealed record DoorView(
    string Token, string Name, string Description, IReadOnlyList<string> Hosts, LobbyState LobbyState, long? OpensAt, bool HasPassword, long Now, DialInView? DialIn);

/// <param name="Info">The administrator's text, with the number.</param>
/// <param name="Pin">The caller's own; empty for somebody without one.</param>
internal sealed record DialInView(string Info, string Pin);

/// <summary>Plenum's own addition, below <c>/ocs/v2.php/apps/plenum/api</c>: what a page shows before one is in.</summary>
internal static class DoorEndpoints
{
    private const int MostHosts = 5;

    private static readonly RoomViewOptions Outside = new() { LastMessage = false };

    public static void MapDoor(this IEndpointRouteBuilder own) =>
        own.MapGet($"v1/room/{ConversationToken.Route}/door", Get).Needs(Guard.Visible).Protects(Protects.RoomToken).WithTags("Conversations")
            .WithName("plenum-door").WithSummary("Say what stands at the door of a conversation");

    /// <summary>Says no more than the Room object does to the same caller (conversations §2.1), and to those who belong to it who invites.</summary>
    /// <returns>200; 404; 429 after too many guesses at tokens.</returns>
    private static async Task<OcsResult<DoorView>> Get(Meetings.Access access, RoomViews rooms, PlenumDb db, TimeProvider time, CancellationToken ct)
    {
        var (conversation, visitor) = (access.Conversation, access.Visitor);
        var room = await rooms.OfAsync(access.Caller, new RoomEntry(conversation, visitor, access.Session), ct, Outside);
        return OcsResult.Ok(new DoorView(
            room.Token,
            room.DisplayName,
            room.Description,
            visitor is null ? [] : await HostsAsync(db, conversation.Id, ct),
            room.LobbyState,
            room.LobbyTimer > 0 ? room.LobbyTimer : null,
            room.HasPassword,
            time.GetUtcNow().ToUnixTimeMilliseconds(),
            visitor is not null && SipRules.IsOn(conversation, access.Config) ? new DialInView(access.Config.DialInInfo, room.AttendeePin ?? "") : null));
    }

    private static async Task<List<string>> HostsAsync(PlenumDb db, long conversationId, CancellationToken ct)
    {
        var hosts = await db.Attendees.AsNoTracking()
            .Where(attendee => attendee.ConversationId == conversationId && (attendee.ActorType == ActorTypes.Users || attendee.DisplayName != "")
                && (attendee.ParticipantType == ParticipantType.Owner || attendee.ParticipantType == ParticipantType.Moderator || attendee.ParticipantType == ParticipantType.GuestModerator))
            .OrderBy(attendee => attendee.ParticipantType)
            .ThenBy(attendee => attendee.Id)
            .Take(MostHosts)
            .ToListAsync(ct);
        return hosts.ConvertAll(host => host.ShownName);
    }
}
