using Plenum.Common;

namespace Plenum.Ocs;

/// <summary>A route whose parameter <c>format</c> is its own (a download as CSV): the envelope goes by <c>Accept</c> alone.</summary>
internal sealed record OwnsFormat;

/// <summary>
/// Settles the format of the envelope once the route is known: the parameter <c>format</c>, in query or form, outranks
/// <c>Accept</c>; one that does not exist is refused in XML (platform §1.3).
/// </summary>
internal sealed class OcsNegotiation(RequestDelegate next)
{
    private const string Parameter = "format";

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<OcsCall>() is not { } call || context.GetEndpoint()?.Metadata.GetMetadata<OwnsFormat>() is not null)
        {
            await next(context);
            return;
        }

        var format = OcsFormatNegotiation.Choose(await NamedAsync(context), context.Request.Headers.Accept);
        context.Features.Set(call with { Format = format ?? OcsFormat.Xml });
        if (format is null) await OcsRefusals.WriteAsync(context, new Refusal(RefusalKind.Invalid, Message: "Unknown format"));
        else await next(context);
    }

    private static async ValueTask<string?> NamedAsync(HttpContext context)
    {
        if (context.GetEndpoint() is null || !ParameterBag.HasForm(context.Request)) return context.Request.Query[Parameter];

        var parameters = await OcsBinding.ParametersOfAsync(context);
        if (!parameters.TryGet(Parameter, out var value) || value is null) return null;
        return ParameterCast.TryToText(value, out var text) ? text : "?";
    }
}
