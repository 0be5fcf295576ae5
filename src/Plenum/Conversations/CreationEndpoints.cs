using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Rooms;

namespace Plenum.Conversations;

/// <summary>Creating conversations (conversations §3.2).</summary>
internal static class CreationEndpoints
{
    private static readonly Refusal NotLoggedIn = new(RefusalKind.NotLoggedIn, "auth");

    public static void MapCreation(this IEndpointRouteBuilder api) =>
        api.MapPost("v4/room", Create).Needs(Guard.None).OwnsUnitOfWork().WithTags("Conversations")
            .AnswersWith(200, 201, 202).WithName("room-createRoom").WithSummary("Create a conversation");

    /// <summary>A conversation with the caller as its owner; for a one-to-one the existing one when there is one.</summary>
    /// <returns>
    /// 201 Room; 200 an existing one-to-one; 202 Room with <c>invalidParticipants</c>; 401 <c>auth</c>; 400 with the
    /// word of the check that failed; 403 <c>permissions</c>, <c>invite</c>, <c>preset</c>; 404 <c>invite</c>, <c>preset</c>.
    /// </returns>
    private static async Task<OcsResult<RoomView>> Create(Caller caller, CreationRequest request, Opening opening, CancellationToken ct)
    {
        if (caller.Account is null) return OcsResult.Refuse<RoomView>(NotLoggedIn);

        var opened = await opening.OpenAsync(caller, request, ct);
        return OcsResult.From(opened.Then(room => room.View), opened.Succeeded ? opened.Value.Status : StatusCodes.Status400BadRequest);
    }
}
