using Plenum.Accounts;
using Plenum.BreakoutRooms;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Rooms;
using Plenum.Storage;

namespace Plenum.Conversations;

/// <summary>A conversation for somebody who asked for it.</summary>
/// <param name="View">What the caller gets to see.</param>
/// <param name="Status">201 new, 200 there already, 202 new but without some of the people.</param>
internal sealed record OpenedRoom(RoomView View, int Status);

/// <summary>
/// <c>POST /room</c> (conversations §3.2): reads, checks and hashes first, then creates in one unit of work. Two people
/// who open the same one-to-one at once get the same one.
/// </summary>
internal sealed class Opening(UnitOfWork unit, CreationService creation, OneToOnes oneToOnes, BreakoutRoomService breakoutRooms, MeetingLock meetings, RoomViews rooms)
{
    private const int Created = StatusCodes.Status201Created;

    public Task<Result<OpenedRoom>> OpenAsync(Caller caller, CreationRequest request, CancellationToken ct)
    {
        if (request.RoomType == (int)ConversationType.OneToOne) return OpenOneToOneAsync(caller, request, ct);
        return request.ObjectType.Trim() == ObjectTypes.BreakoutRoom ? AddBreakoutRoomAsync(caller, request, ct) : CreateAsync(caller, request, ct);
    }

    /// <summary>One more breakout room (webinars §5.10): only its parent and its name are taken from the request.</summary>
    private async Task<Result<OpenedRoom>> AddBreakoutRoomAsync(Caller caller, CreationRequest request, CancellationToken ct)
    {
        var name = request.RoomName.Trim();
        if (!SettingRules.IsName(name)) return Refusal.Invalid("name");

        return await unit.RunAsync<OpenedRoom>(async () =>
        {
            await meetings.TakeAsync(request.ObjectId.Trim(), ct);
            var created = await breakoutRooms.CreateAdditionalAsync(request.ObjectId.Trim(), name, Actor.User(caller.Account!.Id), ct);
            if (!created.TryGet(out var added, out var refusal)) return refusal;
            return new OpenedRoom(await rooms.OfAsync(caller, new RoomEntry(added.Room, added.Creator), ct), Created);
        }, ct);
    }

    private async Task<Result<OpenedRoom>> CreateAsync(Caller caller, CreationRequest request, CancellationToken ct)
    {
        var creator = caller.Account!;
        if (!(await creation.PrepareAsync(creator, request, ct)).TryGet(out var prepared, out var refusal)) return refusal;

        return await unit.RunAsync<OpenedRoom>(async () =>
        {
            if (!(await creation.CreateAsync(creator, prepared, ct)).TryGet(out var entry, out var late)) return late;

            var view = await rooms.OfAsync(caller, entry, ct);
            var invalid = prepared.People.Invalid;
            return invalid.Count == 0 ? new OpenedRoom(view, Created) : new OpenedRoom(view with { InvalidParticipants = invalid }, StatusCodes.Status202Accepted);
        }, ct);
    }

    private async Task<Result<OpenedRoom>> OpenOneToOneAsync(Caller caller, CreationRequest request, CancellationToken ct)
    {
        if (!(await oneToOnes.FindPeerAsync(caller.Account!, request, ct)).TryGet(out var peer, out var refusal)) return refusal;

        // Where the other side, or the same person in another tab, is faster, the unit of work runs again and finds theirs.
        return await unit.RunAsync<OpenedRoom>(async () =>
        {
            if (!(await oneToOnes.OpenAsync(caller.Account!, peer, ct)).TryGet(out var opened, out var late)) return late;
            return new OpenedRoom(await rooms.OfAsync(caller, opened.Entry, ct), opened.IsNew ? Created : StatusCodes.Status200OK);
        }, ct);
    }
}
