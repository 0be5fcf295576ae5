using System.Diagnostics;
using System.Text.Json;
using Plenum.Bench.Load;
using Plenum.Bench.Nodes;

namespace Plenum.Bench.Rows.Sockets;

/// <summary>Guests of one conversation, each on a socket that has joined it, spread over the nodes.</summary>
/// <param name="scene">Where it takes place.</param>
/// <param name="host">Whose conversation it is.</param>
/// <param name="token">The conversation.</param>
internal sealed class Audience(Scene scene, Api host, string token) : IAsyncDisposable
{
    private static readonly TimeSpan QuietFor = TimeSpan.FromSeconds(1.5);
    private static readonly ParallelOptions Together = new() { MaxDegreeOfParallelism = 8 };

    private readonly List<Guest> guests = [];
    private readonly List<SignalingSocket> sockets = [];

    public IReadOnlyList<Guest> Guests => guests;

    public IReadOnlyList<SignalingSocket> Sockets => sockets;

    public Api Host => host;

    public string Token => token;

    /// <summary>All that they have been told so far.</summary>
    public long Bytes => sockets.Sum(socket => socket.Bytes);

    /// <summary>A public conversation of a new account, and so many in it.</summary>
    public static async Task<Audience> InviteAsync(Scene scene, string name, int count, bool hasLobby = false)
    {
        var host = await scene.Admin.CreateAsync($"{name}host");
        var audience = new Audience(scene, host, await host.CreateRoomAsync(3, name));
        if (hasLobby) await host.SetLobbyAsync(audience.Token);
        await audience.SeatAsync(count, hasLobby);
        return audience;
    }

    /// <summary>So many more come in.</summary>
    public async Task SeatAsync(int count, bool haveToWait)
    {
        var (newGuests, newSockets) = (new Guest[count], new SignalingSocket[count]);
        JsonElement? ticket = null;
        var workers = Math.Min(Together.MaxDegreeOfParallelism, count);
        await Parallel.ForAsync(0, workers, Together, async (worker, ct) =>
        {
            var node = scene.Nodes[worker % scene.Nodes.Count];
            using var connection = await HttpConnection.OpenAsync(node.Url, ct);
            for (var number = worker; number < count; number += workers)
            {
                // Guests have one key: the ticket of one is as good as any.
                newGuests[number] = await Guest.JoinAsync(node, token, connection, ct);
                ticket ??= (await newGuests[number].ParamsAsync(connection, ct)).GetProperty("1.0");
                newSockets[number] = await SignalingSocket.ConnectAsync(node.Url, ct: ct);
                await newSockets[number].HelloAsync("1.0", ticket.Value);
                await newSockets[number].EnterAsync(token, newGuests[number].SessionId, haveToWait);
            }
        });
        guests.AddRange(newGuests);
        sockets.AddRange(newSockets);
        await QuietAsync();
    }

    /// <summary>Others who came by themselves; they leave together with the rest.</summary>
    public void Take(IEnumerable<SignalingSocket> others) => sockets.AddRange(others);

    /// <summary>Waits until nobody is told anything any more.</summary>
    /// <returns>When the last byte came, as a time stamp.</returns>
    public Task<long> QuietAsync() => QuietAsync(sockets);

    public static async Task<long> QuietAsync(IReadOnlyCollection<SignalingSocket> sockets)
    {
        var asked = Stopwatch.GetTimestamp();
        while (true)
        {
            var last = sockets.Max(socket => socket.LastAt);
            if (Stopwatch.GetElapsedTime(Math.Max(asked, last)) > QuietFor) return last;

            await Task.Delay(QuietFor / 8);
        }
    }

    /// <summary>When each of them hears a frame with these bytes, as time stamps.</summary>
    public static async Task<Heard[]> HearAsync(IEnumerable<SignalingSocket> sockets, byte[] marker, Func<Task> cause)
    {
        var hearing = sockets.Select(socket => socket.ExpectAsync(marker)).ToList();
        await cause();
        return await Task.WhenAll(hearing);
    }

    /// <summary>The conversation first: nobody has to be told that all the others go.</summary>
    public async ValueTask DisposeAsync()
    {
        await host.SendAsync(HttpMethod.Delete, $"{Api.Talk}/v4/room/{token}");
        await PartAsync(sockets);
        host.Dispose();
    }

    public static Task PartAsync(IEnumerable<SignalingSocket> sockets) => Parallel.ForEachAsync(sockets, Together, async (socket, _) => await socket.LeaveAsync());
}
