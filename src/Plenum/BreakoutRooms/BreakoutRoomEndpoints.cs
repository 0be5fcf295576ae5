using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Rooms;
using Plenum.Roster;

namespace Plenum.BreakoutRooms;

/// <param name="Mode">1 automatic, 2 manual, 3 free.</param>
/// <param name="Amount">1 to 20 rooms.</param>
/// <param name="AttendeeMap">JSON: attendee id of the parent to room number, from 0; only looked at in manual mode.</param>
internal sealed record ConfigureRequest(int Mode, int Amount, string AttendeeMap = "[]") : OcsRequest<ConfigureRequest>;

/// <param name="AttendeeMap">JSON: attendee id of the parent to room number, from 0.</param>
internal sealed record ReorganizeRequest(string AttendeeMap) : OcsRequest<ReorganizeRequest>;

/// <param name="Message">What to say in every breakout room.</param>
internal sealed record BroadcastRequest(string Message) : OcsRequest<BroadcastRequest>;

/// <param name="Target">Token of the breakout room to go to.</param>
internal sealed record SwitchRequest(string Target) : OcsRequest<SwitchRequest>;

/// <summary>Breakout rooms (webinars §5).</summary>
internal static class BreakoutRoomEndpoints
{
    public static void MapBreakoutRooms(this IEndpointRouteBuilder api)
    {
        var rooms = api.MapGroup($"v1/breakout-rooms/{ConversationToken.Route}").WithTags("Breakout rooms");

        rooms.MapPost("", Configure).Needs(Guard.AccountModerator)
            .WithName("breakoutRoom-configureBreakoutRooms").WithSummary("Configure breakout rooms");
        rooms.MapDelete("", Remove).Needs(Guard.AccountModerator)
            .WithName("breakoutRoom-removeBreakoutRooms").WithSummary("Remove breakout rooms");
        rooms.MapPost("rooms", Start).Needs(Guard.AccountModerator)
            .WithName("breakoutRoom-startBreakoutRooms").WithSummary("Start breakout rooms");
        rooms.MapDelete("rooms", Stop).Needs(Guard.AccountModerator)
            .WithName("breakoutRoom-stopBreakoutRooms").WithSummary("Stop breakout rooms");
        rooms.MapPost("broadcast", Broadcast).Needs(Guard.AccountModerator)
            .AnswersWith(201).WithName("breakoutRoom-broadcastChatMessage").WithSummary("Say something in all breakout rooms");
        rooms.MapPost("attendees", Reorganize).Needs(Guard.AccountModerator)
            .WithName("breakoutRoom-applyAttendeeMap").WithSummary("Move attendees between breakout rooms");
        rooms.MapPost("request-assistance", RequestAssistance).Needs(Guard.Attendee)
            .WithName("breakoutRoom-requestAssistance").WithSummary("Request assistance");
        rooms.MapDelete("request-assistance", ResetAssistance).Needs(Guard.Attendee)
            .WithName("breakoutRoom-resetRequestForAssistance").WithSummary("Reset the request for assistance");
        rooms.MapPost("switch", Switch).Needs(Guard.Attendee)
            .WithName("breakoutRoom-switchBreakoutRoom").WithSummary("Switch to another breakout room");

        var parent = api.MapGroup($"v4/room/{ConversationToken.Route}/breakout-rooms").WithTags("Breakout rooms");

        parent.MapGet("", List).Needs(Guard.Attendee).Protects(Protects.RoomToken)
            .WithName("room-getBreakoutRooms").WithSummary("List breakout rooms");
        parent.MapGet("participants", Participants).Needs(Guard.Attendee | Guard.PastLobby)
            .WithName("room-getBreakoutRoomParticipants").WithSummary("List the participants of breakout rooms and parent");
    }

    /// <summary>Splits the conversation into <c>amount</c> rooms (webinars §5.3).</summary>
    /// <returns>200 rooms by id and the parent; 400 <c>classified</c>, <c>config</c>, <c>mode</c>, <c>room</c>, <c>amount</c>, <c>attendeeMap</c>.</returns>
    private static async Task<OcsResult<List<RoomView>>> Configure(
        Meetings.Access access, ConfigureRequest request, BreakoutRoomService rooms, BreakoutRoomViews views, CancellationToken ct) =>
        await AllAsync(await rooms.ConfigureAsync(access.Conversation, access.Attendee.Actor, request.Mode, request.Amount, request.AttendeeMap, ct), access, views, ct);

    /// <summary>Deletes all breakout rooms (webinars §5.10).</summary>
    /// <returns>200 parent, also when there were none.</returns>
    private static async Task<OcsResult<RoomView>> Remove(Meetings.Access access, BreakoutRoomService rooms, RoomViews views, CancellationToken ct)
    {
        await rooms.RemoveAsync(access.Conversation, ct);
        return OcsResult.Ok(await views.OfAsync(access, ct));
    }

    /// <summary>Opens the rooms (webinars §5.8).</summary>
    /// <returns>200 rooms by id and the parent; 400 <c>mode</c>.</returns>
    private static async Task<OcsResult<List<RoomView>>> Start(Meetings.Access access, BreakoutStatusService status, BreakoutRoomViews views, CancellationToken ct) =>
        await AllAsync(await status.StartAsync(access.Conversation, access.Attendee.Actor, ct), access, views, ct);

    /// <summary>Closes the rooms (webinars §5.8).</summary>
    /// <returns>200 rooms by id and the parent; 400 <c>mode</c>.</returns>
    private static async Task<OcsResult<List<RoomView>>> Stop(Meetings.Access access, BreakoutStatusService status, BreakoutRoomViews views, CancellationToken ct) =>
        await AllAsync(await status.StopAsync(access.Conversation, access.Attendee.Actor, ct), access, views, ct);

    /// <summary>Posts a message in every room (webinars §5.6).</summary>
    /// <returns>201 rooms by id and the parent; 400 <c>mode</c>, <c>message</c>; 413 <c>message</c>.</returns>
    private static async Task<OcsResult<List<RoomView>>> Broadcast(
        Meetings.Access access, BroadcastRequest request, BroadcastService broadcast, BreakoutRoomViews views, CancellationToken ct) =>
        await AllAsync(await broadcast.SayAsync(access.Conversation, access.Attendee, request.Message, ct), access, views, ct, StatusCodes.Status201Created);

    /// <summary>Moves people (webinars §5.5).</summary>
    /// <returns>200 rooms by id and the parent; 400 <c>config</c>, <c>mode</c>, <c>attendeeMap</c>.</returns>
    private static async Task<OcsResult<List<RoomView>>> Reorganize(
        Meetings.Access access, ReorganizeRequest request, BreakoutAssignmentService assignment, BreakoutRoomViews views, CancellationToken ct) =>
        await AllAsync(await assignment.ReorganizeAsync(access.Conversation, access.Attendee.Actor, request.AttendeeMap, ct), access, views, ct);

    /// <summary>Asks for help in a breakout room (webinars §5.8).</summary>
    /// <returns>200 room; 400 <c>room</c>.</returns>
    private static Task<OcsResult<RoomView>> RequestAssistance(Meetings.Access access, BreakoutStatusService status, RoomViews views, CancellationToken ct) =>
        SetAssistanceAsync(requested: true, access, status, views, ct);

    /// <summary>Takes the request for help back.</summary>
    /// <returns>200 room; 400 <c>room</c>.</returns>
    private static Task<OcsResult<RoomView>> ResetAssistance(Meetings.Access access, BreakoutStatusService status, RoomViews views, CancellationToken ct) =>
        SetAssistanceAsync(requested: false, access, status, views, ct);

    /// <summary>In free mode: goes to a breakout room of one's own choice (webinars §5.7).</summary>
    /// <returns>200 target as the caller's attendee there sees it; 400 <c>mode</c>, <c>status</c>, <c>moderator</c>, <c>target</c>; 403 <c>ban</c>.</returns>
    private static async Task<OcsResult<RoomView>> Switch(
        Meetings.Access access, SwitchRequest request, BreakoutAssignmentService assignment, BreakoutRoomViews views, CancellationToken ct)
    {
        var switched = await assignment.SwitchAsync(access.Conversation, access.Attendee, request.Target, ct);
        return switched.TryGet(out var room, out var refusal) ? OcsResult.Ok(await views.OfAsync(access, room, ct)) : OcsResult.Refuse<RoomView>(refusal);
    }

    /// <summary>The breakout rooms that the caller may know of (webinars §5.9).</summary>
    /// <returns>200 rooms by id, without <c>lastMessage</c>; 400 <c>mode</c>, <c>status</c>.</returns>
    private static async Task<OcsResult<List<RoomView>>> List(Meetings.Access access, BreakoutRoomViews views, CancellationToken ct) =>
        OcsResult.From(await views.ListAsync(access, ct));

    /// <summary>The participants of those rooms and of the parent (conversations §5.2).</summary>
    /// <returns>200 rows by attendee id; 400 <c>mode</c>, <c>status</c>; 403 null for guests; 412 in the parent's lobby.</returns>
    private static async Task<OcsResult<List<ParticipantView>>> Participants(
        Meetings.Access access, ParticipantsRequest request, BreakoutRoomViews views, ParticipantStatuses statuses, CancellationToken ct) =>
        await statuses.AnswerAsync(await views.ParticipantsAsync(access, ct), request, access.Caller, ct);

    private static async Task<OcsResult<RoomView>> SetAssistanceAsync(
        bool requested, Meetings.Access access, BreakoutStatusService status, RoomViews views, CancellationToken ct) =>
        status.SetAssistance(access.Conversation, requested).Refusal is { } refusal
            ? OcsResult.Refuse<RoomView>(refusal)
            : OcsResult.Ok(await views.OfAsync(access, ct));

    private static async Task<OcsResult<List<RoomView>>> AllAsync(
        Result<Nothing> done, Meetings.Access access, BreakoutRoomViews views, CancellationToken ct, int status = StatusCodes.Status200OK) =>
        done.Refusal is { } refusal
            ? OcsResult.Refuse<List<RoomView>>(refusal)
            : OcsResult.From<List<RoomView>>(await views.WithParentAsync(access, ct), status);
}
