using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Plenum.Pages;

/// <summary>
/// Hands out the scripts, styles and pictures of the web app, compressed as the build left them. Names in <c>/assets/</c>
/// change with their content and are kept for a year; everything else is asked for again. Runs before anybody is asked who they are.
/// </summary>
internal sealed class WebFiles(RequestDelegate next, WebRoot root)
{
    private const string Assets = "/assets";
    private const string Forever = "public, max-age=31536000, immutable";

    private static readonly FileExtensionContentTypeProvider Types = new();
    private static readonly (string Encoding, string Extension)[] Compressed = [("br", ".br"), ("gzip", ".gz")];

    public Task InvokeAsync(HttpContext context) =>
        Find(context.Request) is { } found ? SendAsync(context, found.File, found.Type) : next(context);

    private (FileInfo File, string Type)? Find(HttpRequest request)
    {
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)) return null;
        if (request.Path.Value is not { Length: > 1 } path || path.EndsWith(".html", StringComparison.Ordinal) || !Types.TryGetContentType(path, out var type)) return null;
        return root.File(path) is { } file ? (file, type) : null;
    }

    private async Task SendAsync(HttpContext context, FileInfo file, string type)
    {
        var (request, response) = (context.Request, context.Response);
        var (chosen, encoding) = Best(request, file);
        var etag = new EntityTagHeaderValue($"\"{file.LastWriteTimeUtc.Ticks:x}-{file.Length:x}{encoding}\"");
        response.Headers.CacheControl = request.Path.StartsWithSegments(Assets, StringComparison.Ordinal) ? Forever : "no-cache";
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (encoding is not null) response.Headers.ContentEncoding = encoding;
        await Results.File(chosen.FullName, type, lastModified: new DateTimeOffset(file.LastWriteTimeUtc), entityTag: etag).ExecuteAsync(context);
    }

    private static (FileInfo File, string? Encoding) Best(HttpRequest request, FileInfo plain)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        foreach (var (encoding, extension) in Compressed)
        {
            if (accepted.Any(wish => wish.Quality is not 0 && wish.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase)) && new FileInfo(plain.FullName + extension) is { Exists: true } file) return (file, encoding);
        }

        return (plain, null);
    }
}
