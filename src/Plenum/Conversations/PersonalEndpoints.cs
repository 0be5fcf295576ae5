using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Rooms;

namespace Plenum.Conversations;

/// <param name="Level">See the endpoint.</param>
internal sealed record LevelRequest(int Level) : OcsRequest<LevelRequest>;

/// <summary>
/// What everybody with an account sets for themselves (conversations §3.5), in the lobby and in read-only conversations
/// too. Nobody else hears of it; asking twice is no mistake.
/// </summary>
internal static class PersonalEndpoints
{
    public static void MapPersonal(this IEndpointRouteBuilder api)
    {
        var room = api.MapGroup($"v4/room/{ConversationToken.Route}").WithTags("Personal settings");

        Switch(room, "favorite", (own, on) => own.Favorite = on, ("room-addToFavorites", "Mark as favourite"), ("room-removeFromFavorites", "No longer a favourite"));
        Switch(room, "archive", (own, on) => own.Archived = on, ("room-archiveConversation", "Put into the archive"), ("room-unarchiveConversation", "Take out of the archive"));
        Switch(room, "important", (own, on) => own.Important = on, ("room-markConversationAsImportant", "Notify in spite of \"do not disturb\""), ("room-markConversationAsUnimportant", "Respect \"do not disturb\""));
        room.MapPost("sensitive", MarkSensitive).Needs(Guard.AccountAttendee)
            .WithName("room-markConversationAsSensitive").WithSummary("Show no previews");
        room.MapDelete("sensitive", UnmarkSensitive).Needs(Guard.AccountAttendee)
            .WithName("room-markConversationAsInsensitive").WithSummary("Show previews");
        room.MapPost("notify", SetNotificationLevel).Needs(Guard.AccountAttendee)
            .WithName("room-setNotificationLevel").WithSummary("Choose what to be notified of");
        room.MapPost("notify-calls", SetCallNotification).Needs(Guard.AccountAttendee)
            .WithName("room-setNotificationCalls").WithSummary("Choose whether calls ring");
    }

    private static void Switch(
        RouteGroupBuilder room, string path, Action<Attendee, bool> set, (string Name, string Summary) on, (string Name, string Summary) off)
    {
        room.MapPost(path, On).Needs(Guard.AccountAttendee).WithName(on.Name).WithSummary(on.Summary);
        room.MapDelete(path, Off).Needs(Guard.AccountAttendee).WithName(off.Name).WithSummary(off.Summary);

        Task<OcsResult<RoomView>> On(Meetings.Access access, RoomViews rooms, TimeProvider time, CancellationToken ct) =>
            ChangeAsync(own => set(own, arg2: true), access, rooms, time, ct);

        Task<OcsResult<RoomView>> Off(Meetings.Access access, RoomViews rooms, TimeProvider time, CancellationToken ct) =>
            ChangeAsync(own => set(own, arg2: false), access, rooms, time, ct);
    }

    private static Task<OcsResult<RoomView>> MarkSensitive(Meetings.Access access, RoomViews rooms, TimeProvider time, CancellationToken ct) =>
        ChangeAsync(own => own.Sensitive = true, access, rooms, time, ct);

    /// <returns>200 Room; 400 <c>classified</c>: there everything is sensitive.</returns>
    private static async Task<OcsResult<RoomView>> UnmarkSensitive(Meetings.Access access, RoomViews rooms, TimeProvider time, CancellationToken ct) =>
        access.Conversation.Has(ConversationAttributes.Classified)
            ? OcsResult.Refuse<RoomView>(SettingRefusals.Classified)
            : await ChangeAsync(own => own.Sensitive = false, access, rooms, time, ct);

    /// <summary>1 always, 2 when mentioned, 3 never.</summary>
    /// <returns>200 Room; 400 <c>level</c>.</returns>
    private static async Task<OcsResult<RoomView>> SetNotificationLevel(
        Meetings.Access access, LevelRequest request, RoomViews rooms, TimeProvider time, CancellationToken ct) =>
        request.Level is < 1 or > 3
            ? OcsResult.Refuse<RoomView>(SettingRefusals.Level)
            : await ChangeAsync(own => own.NotificationLevel = (NotificationLevel)request.Level, access, rooms, time, ct);

    /// <summary>0 off, 1 on.</summary>
    /// <returns>200 Room; 400 <c>level</c>.</returns>
    private static async Task<OcsResult<RoomView>> SetCallNotification(
        Meetings.Access access, LevelRequest request, RoomViews rooms, TimeProvider time, CancellationToken ct) =>
        request.Level is < 0 or > 1
            ? OcsResult.Refuse<RoomView>(SettingRefusals.Level)
            : await ChangeAsync(own => own.NotificationCalls = request.Level == 1, access, rooms, time, ct);

    private static async Task<OcsResult<RoomView>> ChangeAsync(Action<Attendee> change, Meetings.Access access, RoomViews rooms, TimeProvider time, CancellationToken ct)
    {
        change(access.Attendee);
        access.Attendee.LastAttendeeActivity = time.Now();
        return OcsResult.Ok(await rooms.OfAsync(access, ct));
    }
}
