using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Settings;

namespace Plenum.Administration;

/// <summary>Turns Talk apps away that are too old: 426, and the version they need as the message (platform §1.8).</summary>
internal sealed class ClientVersionGate(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (await NeededAsync(context) is { } needed) await OcsRefusals.WriteAsync(context, new Refusal(RefusalKind.ClientOutdated, Message: needed.ToString(3)));
        else await next(context);
    }

    private static async ValueTask<Version?> NeededAsync(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<TalkRoute>() is null
            ? null
            : ClientVersionRules.Missing(
                context.Request.Headers.UserAgent.ToString(),
                await context.RequestServices.GetRequiredService<TalkConfigStore>().GetAsync(context.RequestAborted));
}
