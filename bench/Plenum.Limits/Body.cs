using System.Collections.Concurrent;

namespace Plenum.Limits;

/// <summary>Answers of a wanted length, made once.</summary>
internal static class Body
{
    private static readonly ConcurrentDictionary<int, byte[]> Known = new();

    public static byte[] Of(int bytes) => Known.GetOrAdd(bytes, static length => [.. Enumerable.Repeat((byte)'x', length)]);

    public static async Task WriteAsync(HttpContext http, int bytes, Task work)
    {
        await work;
        await WriteAsync(http, Of(bytes));
    }

    public static async Task WriteAsync(HttpContext http, byte[] body)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}
