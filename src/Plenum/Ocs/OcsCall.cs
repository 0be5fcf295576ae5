namespace Plenum.Ocs;

/// <summary>How this request is to be answered: envelope version (1 or 2) and format.</summary>
internal sealed record OcsCall(int Version, OcsFormat Format)
{
    private static readonly OcsCall Fallback = new(2, OcsFormat.Json);

    public static OcsCall Of(HttpContext context) => context.Features.Get<OcsCall>() ?? Fallback;
}
