using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Plenum.Ocs;

/// <summary>How much a request may carry. Beyond it: 413, before anything has been done.</summary>
internal static class RequestLimits
{
    /// <summary>Parameters of an ordinary request, in bytes: thirty times the longest chat message.</summary>
    public const long Body = 1024 * 1024;

    public static void Apply(KestrelServerOptions kestrel)
    {
        kestrel.Limits.MaxRequestBodySize = Body;
        kestrel.AddServerHeader = false;
    }

    /// <summary>A route that takes a file in a multipart body of up to so many bytes.</summary>
    public static TBuilder TakesFile<TBuilder>(this TBuilder route, string field, long bytes = Body)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new UploadField(field, bytes));
}

/// <summary>The field of a multipart body that is a file.</summary>
internal sealed record UploadField(string Name, long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
