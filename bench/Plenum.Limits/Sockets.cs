using System.Collections.Concurrent;
using System.Net.WebSockets;

namespace Plenum.Limits;

/// <summary>Bare WebSockets: everybody who listens gets the same bytes, and frames that are passed on as they come.</summary>
internal sealed class Sockets
{
    private const int LongestFrame = 4096;

    private readonly ConcurrentDictionary<int, Member> hearers = new();
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<int, Member>> rooms = new(StringComparer.Ordinal);
    private int numbers;

    /// <summary>Listens to whatever is told to everybody.</summary>
    public async Task HearAsync(HttpContext http)
    {
        using var member = await Member.AcceptAsync(http);
        var number = Interlocked.Increment(ref numbers);
        hearers[number] = member;
        await member.ReadAsync(_ => Task.CompletedTask);
        hearers.TryRemove(number, out _);
    }

    /// <summary>Tells everybody a frame and then, if it has a length, another one.</summary>
    public async Task TellAsync(int bytes, int then)
    {
        var everybody = hearers.Values.ToArray();
        await Task.WhenAll(everybody.Select(member => member.SendAsync(Body.Of(bytes))));
        if (then > 0) await Task.WhenAll(everybody.Select(member => member.SendAsync(Body.Of(then))));
    }

    /// <summary>Passes on what comes, to the other one of a pair or to everybody else in the room.</summary>
    public async Task RelayAsync(HttpContext http, string room, int number, bool toAll)
    {
        using var member = await Member.AcceptAsync(http);
        var members = rooms.GetOrAdd(room, static _ => new ConcurrentDictionary<int, Member>());
        members[number] = member;
        await member.ReadAsync(frame => toAll
            ? Task.WhenAll(members.Where(other => other.Key != number).Select(other => other.Value.SendAsync(frame)))
            : members[number ^ 1].SendAsync(frame));
        members.TryRemove(number, out _);
    }

    private sealed class Member(WebSocket socket) : IDisposable
    {
        private readonly SemaphoreSlim turn = new(1, 1);

        public static async Task<Member> AcceptAsync(HttpContext http) => new(await http.WebSockets.AcceptWebSocketAsync());

        public async Task SendAsync(ReadOnlyMemory<byte> frame)
        {
            await turn.WaitAsync();
            try
            {
                await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            }
            catch (WebSocketException)
            {
                // Gone.
            }
            finally
            {
                turn.Release();
            }
        }

        /// <summary>Until the client says goodbye, which is repeated, or goes without.</summary>
        public async Task ReadAsync(Func<ReadOnlyMemory<byte>, Task> take)
        {
            var buffer = new byte[LongestFrame];
            try
            {
                while (true)
                {
                    var received = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                    if (received.MessageType == WebSocketMessageType.Close) return;

                    var frame = buffer.AsMemory(0, received.Count);
                    if (frame.Span.IndexOf("\"type\":\"bye\""u8) < 0) await take(frame);
                    else await SendAsync(frame);
                }
            }
            catch (WebSocketException)
            {
                // Gone.
            }
        }

        public void Dispose() => turn.Dispose();
    }
}
