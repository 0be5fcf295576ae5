namespace Plenum.Ocs;

/// <summary>The address under which the client reached this server, behind trusted proxies included: scheme, host, port and sub-path, no slash at the end.</summary>
internal static class PublicUrl
{
    public static string Of(HttpRequest request) => $"{request.Scheme}://{request.Host}{request.PathBase}".TrimEnd('/');
}
