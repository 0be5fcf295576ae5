using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Plenum.Bench.Load;

/// <summary>A message that says who sent it and when: made once, dated each time it is sent.</summary>
internal sealed class Saying
{
    private const string Undated = "00000000000000000000";

    private static readonly byte[] IsFrom = "\"from\":\""u8.ToArray();
    private static readonly byte[] IsAt = "\"at\":\""u8.ToArray();

    private readonly byte[] frame;
    private readonly int date;

    /// <param name="from">Number of the sender.</param>
    /// <param name="recipient">Of the signaling protocol, as JSON.</param>
    public Saying(int from, string recipient)
    {
        const string Text = "About as long as an address at which a browser can be reached, which is what clients send each other most.";
        var data = string.Create(CultureInfo.InvariantCulture, $$"""{"from":"{{from:0000}}","at":"{{Undated}}","text":"{{Text}}"}""");
        frame = Encoding.UTF8.GetBytes($$$"""{"type":"message","message":{"recipient":{{{recipient}}},"data":{{{data}}} }}""");
        date = frame.AsSpan().IndexOf(IsAt) + IsAt.Length;
    }

    /// <summary>Valid until the next one.</summary>
    public ReadOnlyMemory<byte> Now()
    {
        Stopwatch.GetTimestamp().TryFormat(frame.AsSpan(date, Undated.Length), out _, "00000000000000000000", CultureInfo.InvariantCulture);
        return frame;
    }

    /// <returns>False for another frame.</returns>
    public static bool TryRead(ReadOnlyMemory<byte> heard, out int from, out long at) =>
        TryRead(heard.Span, IsFrom, out from) & TryRead(heard.Span, IsAt, out at);

    private static bool TryRead<T>(ReadOnlySpan<byte> heard, byte[] name, out T value)
        where T : struct, IUtf8SpanParsable<T>
    {
        value = default;
        var start = heard.IndexOf(name);
        if (start < 0) return false;

        var rest = heard[(start + name.Length)..];
        return T.TryParse(rest[..Math.Max(0, rest.IndexOf((byte)'"'))], CultureInfo.InvariantCulture, out value);
    }
}
