using Microsoft.EntityFrameworkCore;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.BreakoutRooms;

/// <summary>Starts and stops breakout rooms and calls for help from them (webinars §5.8). Runs inside the caller's unit of work.</summary>
internal sealed class BreakoutStatusService(PlenumDb db, UnitOfWork unit, ChatLog log, SwitchOrders orders, TimerBook timers, TimeProvider time)
{
    /// <summary>For so long after stopping, clients may take their call along into the parent.</summary>
    public static readonly TimeSpan CallGrace = TimeSpan.FromSeconds(30);

    /// <summary>Opens the rooms and sends those who are in the parent into theirs. Repeated, it sends the stragglers.</summary>
    /// <returns>400 <c>mode</c> when there are no breakout rooms.</returns>
    public async Task<Result<Nothing>> StartAsync(Conversation parent, Actor by, CancellationToken ct)
    {
        if (BreakoutRules.NeedsRooms(parent) is { } refusal) return refusal;

        var rooms = await db.Conversations.RoomsOf(parent).ToListAsync(ct);
        foreach (var room in rooms)
        {
            var opens = room.LobbyState != LobbyState.None;
            if (opens) log.PostSystem(room, by, SystemMessageKeys.BreakoutRoomsStarted);
            (room.LobbyState, room.LobbyTimer, room.CallGraceEndsAt) = (LobbyState.None, null, null);
            unit.Announce(new RoomUpdated(room.Id, room.Token) { IsLobbySwitched = opens });
        }

        await orders.IntoRoomsAsync(parent, rooms, ct);
        parent.BreakoutRoomStatus = BreakoutStatus.Started;
        unit.Announce(new RoomUpdated(parent.Id, parent.Token));
        return Result.Done;
    }

    /// <summary>Sends everybody back to the parent and closes the rooms. Who is in a room's call has <see cref="CallGrace"/> to leave it.</summary>
    /// <returns>400 <c>mode</c> when there are no breakout rooms.</returns>
    public async Task<Result<Nothing>> StopAsync(Conversation parent, Actor by, CancellationToken ct)
    {
        if (BreakoutRules.NeedsRooms(parent) is { } refusal) return refusal;

        var rooms = await db.Conversations.RoomsOf(parent).ToListAsync(ct);
        parent.BreakoutRoomStatus = BreakoutStatus.Stopped;
        var withCall = await orders.BackAsync(rooms, ct);
        unit.Announce(new RoomUpdated(parent.Id, parent.Token));
        await timers.ClearAsync(parent, ct);
        foreach (var room in rooms) Close(room, by);

        var graceEndsAt = time.Now() + CallGrace;
        foreach (var room in rooms.Where(room => withCall.Contains(room.Id))) room.CallGraceEndsAt ??= graceEndsAt;
        if (withCall.Count > 0) unit.DeadlineMoved();
        return Result.Done;
    }

    /// <summary>Raises or lowers the hand of a breakout room; everybody there may do either, as often as they like.</summary>
    /// <returns>400 <c>room</c> when it is no breakout room, or not an open one.</returns>
    public Result<Nothing> SetAssistance(Conversation room, bool requested)
    {
        if (BreakoutRules.Assistance(room) is { } refusal) return refusal;

        room.HelpRequestedAt = requested ? room.HelpRequestedAt ?? time.Now() : null;
        room.BreakoutRoomStatus = requested ? BreakoutStatus.AssistanceRequested : BreakoutStatus.Stopped;
        room.LastActivity = time.NowInSeconds();
        unit.Announce(new RoomUpdated(room.Id, room.Token));
        unit.Announce(new RoomUpdated(room.ParentId!.Value, room.ObjectId));
        return Result.Done;
    }

    private void Close(Conversation room, Actor by)
    {
        var closes = room.LobbyState == LobbyState.None;
        if (closes) log.PostSystem(room, by, SystemMessageKeys.BreakoutRoomsStopped);
        (room.LobbyState, room.LobbyTimer) = (LobbyState.NonModerators, null);
        unit.Announce(new RoomUpdated(room.Id, room.Token) { IsLobbySwitched = closes });
        if (room.BreakoutRoomStatus != BreakoutStatus.AssistanceRequested) return;

        (room.BreakoutRoomStatus, room.HelpRequestedAt) = (BreakoutStatus.Stopped, null);
        unit.Announce(new RoomUpdated(room.Id, room.Token));
    }
}
