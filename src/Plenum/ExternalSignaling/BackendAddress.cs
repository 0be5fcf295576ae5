using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Plenum.Ocs;

namespace Plenum.ExternalSignaling;

/// <summary>
/// The address under which signaling servers know this one: they choose the secret by it. The one they ask at is right;
/// before any has asked, none has clients of this server, and the address of the request that changed something will do.
/// </summary>
internal sealed class BackendAddress(IHttpContextAccessor requests, IServer server)
{
    private volatile string? learned;
    private volatile string? seen;

    /// <summary>A signaling server has asked, and proven itself, at this address.</summary>
    public void Learn(string url) => learned = url;

    /// <summary>Takes the address of the request that is being answered, if there is one.</summary>
    public void Note()
    {
        if (requests.HttpContext is { } http) seen = PublicUrl.Of(http.Request);
    }

    /// <summary>Scheme, host and path without a slash at the end.</summary>
    public string Url => learned ?? seen ?? server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?.TrimEnd('/') ?? "";
}
