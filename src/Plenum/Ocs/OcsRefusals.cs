using System.Text.Json;
using Plenum.Common;
using Plenum.Telemetry;

namespace Plenum.Ocs;

/// <summary>What a <see cref="Refusal"/> looks like on the wire.</summary>
internal static class OcsRefusals
{
    public static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Invalid => 400,
        RefusalKind.NotLoggedIn => OcsMeta.NotAuthenticated,
        RefusalKind.Forbidden => 403,
        RefusalKind.NotFound => 404,
        RefusalKind.MethodNotAllowed => 405,
        RefusalKind.Conflict => 409,
        RefusalKind.PreconditionFailed => 412,
        RefusalKind.TooLarge => 413,
        RefusalKind.AddressTooLong => 414,
        RefusalKind.TooSlow => 408,
        RefusalKind.TooMany => 429,
        RefusalKind.ClientOutdated => 426,
        RefusalKind.NotImplemented => 501,
        RefusalKind.Unavailable => 503,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null),
    };

    /// <summary>
    /// Talk's errors are <c>{"error": word}</c> with an optional text beside it; a refusal without a word has the
    /// empty list, one with a body of its own has that.
    /// </summary>
    public static Task WriteAsync(HttpContext context, Refusal refusal)
    {
        // 401 with a word is an answer of the endpoint (a SIP right that is missing), not "log in first".
        var raw = refusal.Code ?? (refusal is { Kind: RefusalKind.NotLoggedIn, Error: not null } ? 401 : StatusOf(refusal.Kind));
        PlenumMetrics.Refused(refusal.Kind, refusal.Error, raw);
        return OcsWriter.WriteAsync(context, new OcsMeta(raw, refusal.Error is null ? refusal.Message ?? "" : null), Data(refusal));
    }

    private static Action<Utf8JsonWriter>? Data(Refusal refusal) => refusal switch
    {
        { Body: Nothing } => json => json.WriteNullValue(),
        { Body: { } body } => json => JsonSerializer.Serialize(json, body, body.GetType(), OcsJson.Options),
        { Error: { } error } => json =>
        {
            json.WriteStartObject();
            json.WriteString("error", error);
            if (refusal.Message is { } message) json.WriteString("message", message);
            json.WriteEndObject();
        },
        _ => null,
    };
}
