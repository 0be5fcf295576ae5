using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Rooms;

namespace Plenum.Messaging;

/// <summary>Marking a chat as read and unread (chat §10). The lobby does not stand in the way.</summary>
internal static class ReadMarkerEndpoints
{
    private static readonly Refusal OutOfRange = Refusal.Invalid("lastReadMessage");

    public static void MapReadMarkers(this IEndpointRouteBuilder api)
    {
        var read = api.MapGroup($"v1/chat/{ConversationToken.Route}/read").WithTags("Chat");

        read.MapPost("", Read).Needs(Guard.Attendee | Guard.Verified)
            .WithName("chat-setReadMarker").WithSummary("Mark a chat as read up to a message");
        read.MapDelete("", Unread).Needs(Guard.Attendee | Guard.Verified)
            .WithName("chat-markUnread").WithSummary("Mark the newest message of a chat as unread");
    }

    private static async Task<OcsResult<RoomView>> Read(
        Meetings.Access access, ReadRequest request, ReadMarkers markers, Receiving receiving, RoomViews rooms, CancellationToken ct)
    {
        if (request.LastReadMessage < Attendee.UnreadFromStart) return OcsResult.Refuse<RoomView>(OutOfRange);

        await markers.SetAsync(access.Conversation, access.Attendee, request.LastReadMessage, ct);
        if (access.Attendee.LastReadMessage == access.Conversation.LastMessageId) receiving.TakeBack(access);
        return await RoomAsync(access, markers, rooms, ct);
    }

    private static async Task<OcsResult<RoomView>> Unread(Meetings.Access access, ReadMarkers markers, RoomViews rooms, CancellationToken ct)
    {
        await markers.UnreadAsync(access.Conversation, access.Attendee, ct);
        return await RoomAsync(access, markers, rooms, ct);
    }

    private static async Task<OcsResult<RoomView>> RoomAsync(Meetings.Access access, ReadMarkers markers, RoomViews rooms, CancellationToken ct) =>
        OcsResult.Ok(await rooms.OfAsync(access, ct)).WithCommonRead(await markers.CommonForAsync(access.Conversation, access.Attendee, ct));

    /// <summary>Body of a read marker.</summary>
    /// <param name="LastReadMessage">A message of this chat; -2 is before the first one, null is the last one.</param>
    internal sealed record ReadRequest(long? LastReadMessage = null) : OcsRequest<ReadRequest>;
}
