using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Rooms;
using Plenum.Storage;

namespace Plenum.Conversations;

/// <summary>Creating conversations (conversations §3.2).</summary>
internal static class CreationEndpoints
{
    private static readonly Refusal NotLoggedIn = new(RefusalKind.NotLoggedIn, "auth");

    public static void MapCreation(this IEndpointRouteBuilder api) =>
        api.MapPost("v4/room", Create).Needs(Guard.None).OwnsUnitOfWork().WithTags("Conversations")
            .WithName("room-createRoom").WithSummary("Create a conversation");

    private static async Task<OcsResult<RoomView>> Create(
        Caller caller, CreationRequest request, CreationService creation, UnitOfWork unit, RoomViews rooms, CancellationToken ct)
    {
        if (caller.Account is not { } creator) return OcsResult.Refuse<RoomView>(NotLoggedIn);

        var prepared = await creation.PrepareAsync(creator, request, ct);
        if (!prepared.TryGet(out var wish, out var refusal)) return OcsResult.Refuse<RoomView>(refusal);

        return OcsResult.From(
            await unit.RunAsync<RoomView>(async () => await rooms.OfAsync(caller, await creation.CreateAsync(creator, wish, ct), ct), ct),
            StatusCodes.Status201Created);
    }
}
