using Plenum.Ocs;

namespace Plenum.Webinars;

/// <summary>The parameter that the bridge signs on a route without a conversation in its path.</summary>
internal sealed record SipSigns(string Parameter);

/// <summary>A request as the SIP bridge may have signed it.</summary>
internal static class SipBridgeRequest
{
    /// <summary>The bridge signs this parameter, as it was sent, where no token in the path can be signed.</summary>
    public static TBuilder SipSigns<TBuilder>(this TBuilder route, string parameter)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new SipSigns(parameter));

    public static async ValueTask<SipSignature> SignatureOfAsync(HttpContext http, string secret)
    {
        var headers = http.Request.Headers;
        return SipSignatureRules.Judge(
            headers[SipSignatureRules.RandomHeader].ToString(),
            headers[SipSignatureRules.ChecksumHeader].ToString(),
            secret,
            await SignedDataAsync(http));
    }

    private static async ValueTask<string> SignedDataAsync(HttpContext http)
    {
        if (http.GetRouteValue("token") is string token) return token;
        if (http.GetEndpoint()?.Metadata.GetMetadata<SipSigns>() is not { } signs) return "";

        var parameters = await OcsBinding.ParametersOfAsync(http);
        return parameters.TryGet(signs.Parameter, out var value) && ParameterCast.TryToText(value, out var text) ? text : "";
    }
}
