namespace Plenum.Ocs;

/// <summary>Headers of an answer that a client may keep (platform §1.7).</summary>
internal static class CacheHeaders
{
    /// <summary>Kept by this client only, for so long.</summary>
    public static void Keep(HttpResponse response, TimeSpan time)
    {
        var now = response.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        response.Headers.CacheControl = $"private, max-age={(long)time.TotalSeconds}, must-revalidate";
        response.Headers.Expires = (now + time).ToString("R");
    }

    /// <summary>The client already has what the quoted <paramref name="etag"/> names.</summary>
    public static bool IsKnown(HttpRequest request, string etag) =>
        request.Headers.IfNoneMatch.SelectMany(value => (value ?? "").Split(',')).Any(known => known.Trim() is "*" || WithoutWeakness(known.Trim()) == etag);

    private static string WithoutWeakness(string etag) => etag.StartsWith("W/", StringComparison.Ordinal) ? etag[2..] : etag;
}
