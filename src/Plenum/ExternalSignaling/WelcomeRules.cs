using System.Text.Json;
using System.Text.Json.Serialization;
using Plenum.Common;

namespace Plenum.ExternalSignaling;

/// <summary>What a signaling server answered to whoever knocked.</summary>
/// <param name="Status">Of HTTP.</param>
/// <param name="Body">As it came.</param>
/// <param name="Features">What it says it can do.</param>
/// <param name="Date">What time it has; null when it does not say.</param>
internal sealed record Welcome(int Status, string Body, IReadOnlySet<string> Features, DateTimeOffset? Date);

/// <summary>A server that can be used, perhaps with a worry.</summary>
internal sealed record WelcomeView(
    string Version,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Warning,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Features);

/// <summary>Whether a signaling server is one that clients can work with (calls §B.5).</summary>
internal static class WelcomeRules
{
    /// <summary>Its certificate has run out.</summary>
    public static readonly Refusal Expired = Fail("CERTIFICATE_EXPIRED");

    /// <summary>Nobody answers there.</summary>
    public static readonly Refusal NoAnswer = Fail("CAN_NOT_CONNECT");

    /// <summary>Hello tokens live a minute: clocks that differ by more lock everybody out.</summary>
    private static readonly TimeSpan ClocksDifferAtMost = TimeSpan.FromSeconds(45);

    private static readonly string[] Required = ["audio-video-permissions", "federation", "incall-all", "hello-v2", "switchto"];
    private static readonly string[] Recommended = ["dialout", "join-features", "chat-relay", "changed-users"];

    /// <returns>The server; 500 with a word for what is wrong with it.</returns>
    public static Result<WelcomeView> Judge(Welcome welcome, DateTimeOffset now)
    {
        if (welcome.Status is < 200 or >= 300) return Fail($"{welcome.Status}");
        if (VersionOf(welcome.Body) is not { } version) return Fail("JSON_INVALID");
        if (welcome.Date is { } date && (date - now).Duration() > ClocksDifferAtMost) return Fail("TIME_OUT_OF_SYNC");
        if (!Required.All(welcome.Features.Contains)) return Fail("UPDATE_REQUIRED", version);

        string[] missing = [.. Recommended.Where(feature => !welcome.Features.Contains(feature))];
        return missing.Length == 0 ? new WelcomeView(version, Warning: null, Features: null) : new WelcomeView(version, "UPDATE_OPTIONAL", missing);
    }

    private static string? VersionOf(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.String
                ? version.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Refusal Fail(string error, string? version = null) => new(RefusalKind.Unavailable, Body: new Failure(error, version)) { Code = 500 };

    private sealed record Failure(string Error, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Version);
}
