using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Rooms;

namespace Plenum.Conversations;

/// <param name="Password">The password of a public conversation; empty for none.</param>
internal sealed record PublicRequest(string Password = "") : OcsRequest<PublicRequest>;

/// <param name="Password">Empty removes the password.</param>
internal sealed record PasswordRequest(string Password) : OcsRequest<PasswordRequest>;

/// <summary>Who may come in by the link, and whether a conversation goes on (conversations §3.3, §3.4).</summary>
internal static class AdmissionEndpoints
{
    public static void MapAdmission(this IEndpointRouteBuilder api)
    {
        var room = api.MapGroup($"v4/room/{ConversationToken.Route}").WithTags("Conversation settings");

        room.MapPost("public", MakePublic).Needs(Guard.AccountModerator).OwnsUnitOfWork()
            .WithName("room-makePublic").WithSummary("Let everybody in who has the link");
        room.MapDelete("public", MakePrivate).Needs(Guard.AccountModerator)
            .WithName("room-makePrivate").WithSummary("Let only invited people in");
        room.MapPut("password", SetPassword).Needs(Guard.AnyModerator).OwnsUnitOfWork()
            .WithName("room-setPassword").WithSummary("Set or remove the password of a public conversation");
        room.MapDelete("", Delete).Needs(Guard.AnyModerator)
            .WithName("room-deleteRoom").WithSummary("Delete a conversation");
    }

    /// <returns>200 Room; 403 <c>preserved</c>; 400 <c>password</c> with a message, <c>classified</c>, <c>type</c>, <c>breakout-room</c>.</returns>
    private static async Task<OcsResult<RoomView>> MakePublic(
        HttpContext http, Meetings.Access access, PublicRequest request, TypeSwitch type, RoomViews rooms, CancellationToken ct) =>
        OcsResult.From(await type.MakePublicAsync(http, access, request.Password, () => rooms.OfAsync(access, ct), ct));

    /// <returns>200 Room; 403 <c>preserved</c>; 400 <c>type</c>, <c>breakout-room</c>.</returns>
    private static async Task<OcsResult<RoomView>> MakePrivate(Meetings.Access access, TypeSwitch type, RoomViews rooms, CancellationToken ct) =>
        await rooms.AnswerAsync(await type.MakePrivateAsync(access, ct), access, ct);

    /// <returns>200 Room; 400 <c>type</c>, <c>breakout-room</c>, <c>value</c> with a message.</returns>
    private static async Task<OcsResult<RoomView>> SetPassword(
        HttpContext http, Meetings.Access access, PasswordRequest request, TypeSwitch type, RoomViews rooms, CancellationToken ct) =>
        OcsResult.From(await type.SetPasswordAsync(http, access, request.Password, () => rooms.OfAsync(access, ct), ct));

    /// <returns>200 null; 403 for guest moderators and <c>preserved</c>; 400 null between two people, unless the administrator allows it.</returns>
    private static async Task<OcsResult<Nothing>> Delete(Meetings.Access access, Deletion deletion, CancellationToken ct) =>
        await deletion.DeleteAsync(access, ct) is { } refusal ? OcsResult.Refuse<Nothing>(refusal) : OcsResult.Ok(default(Nothing));
}
