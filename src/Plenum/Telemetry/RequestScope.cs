using System.Collections;
using System.Diagnostics;

namespace Plenum.Telemetry;

/// <summary>
/// Puts into every log line of a request which one it belongs to: the id that its answer carries as
/// <c>X-Request-Id</c>, the verb, the route and the trace. The route, not the address: that may carry tokens and PINs.
/// </summary>
internal sealed class RequestScope(RequestDelegate next, ILogger<RequestScope> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        using (log.BeginScope(new Facts(context))) await next(context);
    }

    /// <summary>Looked up when a line is written, which most requests never do.</summary>
    private sealed class Facts(HttpContext context) : IReadOnlyList<KeyValuePair<string, object?>>
    {
        public int Count => 4;

        public KeyValuePair<string, object?> this[int index] => index switch
        {
            0 => new("RequestId", context.TraceIdentifier),
            1 => new("Method", context.Request.Method),
            2 => new("Route", (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText),
            3 => new("TraceId", Activity.Current?.TraceId.ToHexString()),
            _ => throw new ArgumentOutOfRangeException(nameof(index)),
        };

        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
        {
            for (var i = 0; i < Count; i++) yield return this[i];
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public override string ToString() => $"request {context.TraceIdentifier}";
    }
}
