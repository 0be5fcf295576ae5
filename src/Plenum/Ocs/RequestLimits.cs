using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Plenum.Ocs;

/// <summary>How much a request may carry and how long it may take. Beyond it nothing has been done.</summary>
internal static class RequestLimits
{
    /// <summary>Parameters of an ordinary request, in bytes: thirty times the longest chat message. Beyond it 413.</summary>
    public const long Body = 1024 * 1024;

    /// <summary>Path and query, in bytes: more than any client sends, and what proxies pass on. Beyond it 414.</summary>
    public const int Address = 8 * 1024;

    /// <summary>What is read of a longer address to answer it with an envelope; beyond that the connection says a bare 414.</summary>
    private const int AddressRead = 32 * 1024;

    /// <summary>Names and values of headers, in bytes, and how many: cookies of other apps on the same host included. Beyond it a bare 431.</summary>
    private const int Headers = 32 * 1024;
    private const int HeaderCount = 100;

    /// <summary>
    /// Connections at the same time, long polls included: 10,000 of them cost 200 MB. More are closed as they come, before
    /// they cost anything; a proxy in front then says 502.
    /// </summary>
    private const int Connections = 20_000;

    /// <summary>Whoever sends or reads more slowly than this for longer than the grace period ties up memory for nothing: 408, or the connection is closed.</summary>
    private static readonly MinDataRate Slowest = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));

    /// <summary>Longer than the 100 seconds after which a silent session is over: clients that poll keep their connection.</summary>
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(130);

    private static readonly TimeSpan HeadersWithin = TimeSpan.FromSeconds(15);

    public static void Apply(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = Body;
        kestrel.Limits.MaxRequestLineSize = AddressRead;
        kestrel.Limits.MaxRequestHeadersTotalSize = Headers;
        kestrel.Limits.MaxRequestHeaderCount = HeaderCount;
        kestrel.Limits.MaxConcurrentConnections = Connections;
        kestrel.Limits.MinRequestBodyDataRate = Slowest;
        kestrel.Limits.MinResponseDataRate = Slowest;
        kestrel.Limits.KeepAliveTimeout = KeepAlive;
        kestrel.Limits.RequestHeadersTimeout = HeadersWithin;
    }

    public static bool IsTooLong(HttpRequest request) =>
        Encoding.UTF8.GetByteCount(request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "") > Address;

    /// <summary>A route that takes a file in a multipart body of up to so many bytes.</summary>
    public static TBuilder TakesFile<TBuilder>(this TBuilder route, string field, long bytes = Body)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new UploadField(field, bytes));
}

/// <summary>The field of a multipart body that is a file.</summary>
internal sealed record UploadField(string Name, long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
