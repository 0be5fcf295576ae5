using System.Diagnostics;
using OpenTelemetry;

namespace Plenum.Telemetry;

/// <summary>Takes addresses out of traces: a path may carry the token that opens a conversation, or a PIN. The route says enough.</summary>
internal sealed class RoutesOnly : BaseProcessor<Activity>
{
    private static readonly string[] Addresses = ["url.path", "url.query", "url.full", "http.target", "http.url"];

    public override void OnEnd(Activity data)
    {
        foreach (var tag in Addresses)
        {
            if (data.GetTagItem(tag) is not null) data.SetTag(tag, null);
        }
    }
}
