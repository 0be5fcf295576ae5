using Plenum.Bench.Nodes;
using Plenum.Bench.Rows.Sockets;

namespace Plenum.Bench.Rows;

internal static class Catalogue
{
    /// <summary>The rows in the order in which they are measured: those that fill the database come last.</summary>
    public static IReadOnlyList<(string Name, Func<Scene, Plan, Task<IReadOnlyList<Row>>> Measure)> All { get; } =
    [
        ("start", StartUp.MeasureAsync),
        ("room", WaitingRoom.MeasureAsync),
        ("list", RoomList.MeasureAsync),
        ("history", History.MeasureAsync),
        ("post", Posting.MeasureAsync),
        ("lobbies", Lobbies.MeasureAsync),
        ("crowd", Crowd.MeasureAsync),
        ("sockets-roster", SocketRoster.MeasureAsync),
        ("sockets-relay", SocketRelay.MeasureAsync),
        ("sockets-storm", SocketStorm.MeasureAsync),
        ("sockets-lobby", SocketLobby.MeasureAsync),
        ("sockets-switch", SocketSwitch.MeasureAsync),
        ("sockets-memory", SocketMemory.MeasureAsync),
    ];
}
