using Plenum.Bench.Load;
using Plenum.Bench.Nodes;

namespace Plenum.Bench.Rows.Sockets;

/// <summary>Sockets of the bare server, which hear what it tells everybody.</summary>
internal static class BareSockets
{
    public static async Task<SignalingSocket[]> ConnectAsync(Scene scene, int count)
    {
        var sockets = new SignalingSocket[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, ct) => sockets[number] = await SignalingSocket.ConnectAsync(scene.Limits.Url, "/hear", ct));
        return sockets;
    }
}
