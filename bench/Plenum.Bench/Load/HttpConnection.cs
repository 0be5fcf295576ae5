using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Plenum.Bench.Load;

/// <summary>What came back.</summary>
internal readonly record struct Reply(int Status, ReadOnlyMemory<byte> Body)
{
    public bool Succeeded => Status is >= 200 and < 400;
}

/// <summary>
/// One kept-alive HTTP/1.1 connection over a bare socket: the load generator shares two cores with what it measures,
/// so it has to cost as little as it can.
/// </summary>
internal sealed class HttpConnection : IDisposable
{
    private static readonly byte[] EndOfHead = "\r\n\r\n"u8.ToArray();

    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] buffer = new byte[4096];

    /// <summary>What the server has set as a cookie, to be sent along with the next request.</summary>
    public string? Cookie { get; private set; }

    public static async Task<HttpConnection> OpenAsync(Uri server, CancellationToken ct = default)
    {
        var connection = new HttpConnection();
        try
        {
            await connection.socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Port), ct);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Dispose() => socket.Dispose();

    /// <summary>The bytes of a request; made once and sent many times.</summary>
    public static byte[] Request(string method, string path, string? authorization = null, string? cookie = null, string? json = null)
    {
        var head = new StringBuilder($"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nOCS-APIRequest: true\r\nAccept: application/json\r\n");
        if (authorization is not null) head.Append("Authorization: ").Append(authorization).Append("\r\n");
        if (cookie is not null) head.Append("Cookie: ").Append(cookie).Append("\r\n");
        var body = json is null ? [] : Encoding.UTF8.GetBytes(json);
        if (json is not null) head.Append("Content-Type: application/json\r\n");
        if (json is not null || method != "GET") head.Append("Content-Length: ").Append(body.Length).Append("\r\n");
        return [.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. body];
    }

    /// <summary>The body is valid until the next request on this connection.</summary>
    public async Task<Reply> SendAsync(ReadOnlyMemory<byte> request, CancellationToken ct = default)
    {
        await WriteAsync(request, ct);
        return await ReadAsync(ct);
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> request, CancellationToken ct = default)
    {
        while (request.Length > 0) request = request[await socket.SendAsync(request, SocketFlags.None, ct)..];
    }

    public async Task<Reply> ReadAsync(CancellationToken ct = default)
    {
        var (read, head) = (0, -1);
        while (head < 0)
        {
            read += await FillAsync(read, ct);
            head = buffer.AsSpan(0, read).IndexOf(EndOfHead);
        }

        var (status, length) = Parse(buffer.AsSpan(0, head));
        var end = head + EndOfHead.Length + length;
        while (read < end) read += await FillAsync(read, ct);
        return new Reply(status, buffer.AsMemory(head + EndOfHead.Length, length));
    }

    private async Task<int> FillAsync(int at, CancellationToken ct)
    {
        if (at == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        var count = await socket.ReceiveAsync(buffer.AsMemory(at), SocketFlags.None, ct);
        return count > 0 ? count : throw new IOException("The server closed the connection.");
    }

    private (int Status, int Length) Parse(ReadOnlySpan<byte> head)
    {
        var status = NumberAt(head[9..]);
        var length = 0;
        foreach (var range in head.Split("\r\n"u8))
        {
            var line = head[range];
            if (Is(line, "Content-Length: "u8, out var value)) length = NumberAt(value);
            else if (Is(line, "Set-Cookie: "u8, out value)) Cookie = Encoding.ASCII.GetString(value[..(value.IndexOf((byte)';') is var end and >= 0 ? end : value.Length)]);
            else if (Is(line, "Transfer-Encoding: "u8, out _)) throw new NotSupportedException("The load generator expects answers with a length.");
        }

        return (status, length);
    }

    private static int NumberAt(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out int number, out _) ? number : throw new InvalidDataException("The answer is no HTTP.");

    private static bool Is(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var found = line.Length > name.Length && Ascii.EqualsIgnoreCase(line[..name.Length], name);
        value = found ? line[name.Length..] : default;
        return found;
    }
}
