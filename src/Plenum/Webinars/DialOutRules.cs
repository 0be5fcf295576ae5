using System.Text.Json;
using System.Text.Json.Serialization;
using Plenum.Common;

namespace Plenum.Webinars;

/// <summary>What decides whether somebody may have a telephone called now.</summary>
internal sealed record DialOutFacts
{
    public bool IsClassified { get; init; }

    public bool HasCall { get; init; } = true;

    /// <summary>One of the caller's sessions is in the call.</summary>
    public bool CallerIsInCall { get; init; } = true;

    /// <summary>Dial-out is set up, and the caller's account may use it.</summary>
    public bool MayDialOut { get; init; } = true;
}

/// <summary>How the number of the person who has somebody called is shown there.</summary>
/// <param name="Anonymous">Not at all.</param>
/// <param name="Prefix">Stands before the person's own number; an empty one keeps it out.</param>
/// <param name="FallbackNumber">The server's number, for people without one; empty when there is none.</param>
internal sealed record DialOutCallerSettings(bool Anonymous, string Prefix, string FallbackNumber);

/// <summary>The order to call a number, as the signaling server gets it (webinars §4.6, calls §D.5).</summary>
internal sealed record DialOutRequest(string Type, DialOutOrder Dialout);

internal sealed record DialOutOrder(string Number, DialOutOptions Options);

internal sealed record DialOutOptions(long AttendeeId, string ActorType, string ActorId)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Anonymous { get; init; }

    /// <summary>The number shown to the person called; without one the telephone network decides.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Caller { get; init; }
}

/// <summary>Having telephones called (webinars §4.6): the checks, the order and what becomes of it.</summary>
internal static class DialOutRules
{
    /// <summary>There is no signaling server, or nothing usable came back from it.</summary>
    public static readonly Refusal NoBackend = new(RefusalKind.NotImplemented, "backend");

    private static readonly Refusal NotNow = new(RefusalKind.Invalid, Body: default(Nothing));

    private const string Type = "dialout";

    /// <summary>The checks before anybody looks for the telephone, in the documented order.</summary>
    public static Refusal? Check(DialOutFacts facts)
    {
        if (facts.IsClassified || !facts.HasCall || !facts.CallerIsInCall) return NotNow;
        return facts.MayDialOut ? null : PhoneRules.NoSip;
    }

    /// <param name="number">Whom to call.</param>
    /// <param name="attendeeId">The attendee of that number.</param>
    /// <param name="actorId">The attendee's actor id.</param>
    /// <param name="ownNumber">The E.164 number of the person who has it called; null without one.</param>
    /// <param name="settings">What the administrator wants to be shown.</param>
    public static DialOutRequest Order(string number, long attendeeId, string actorId, string? ownNumber, DialOutCallerSettings settings) =>
        new(Type, new DialOutOrder(number, new DialOutOptions(attendeeId, ActorTypes.Phones, actorId)
        {
            Anonymous = settings.Anonymous,
            Caller = settings.Anonymous ? null : CallerNumber(ownNumber, settings),
        }));

    /// <summary>Reads <c>{"type":"dialout","dialout":{"callid":…}}</c>, or the error in its place.</summary>
    /// <returns>The call's id; 501 with the signaling server's own code and text; 501 <c>backend</c> for anything else.</returns>
    public static Result<string> CallIdOf(string answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            if (Property(document.RootElement, Type) is not { } dialout || Text(document.RootElement, "type") != Type) return NoBackend;
            if (Property(dialout, "error") is { } error && Text(error, "code") is { Length: > 0 } code) return new Refusal(RefusalKind.NotImplemented, code, Text(error, "message") ?? "");
            return Text(dialout, "callid") is { Length: > 0 } callId ? callId : NoBackend;
        }
        catch (JsonException)
        {
            return NoBackend;
        }
    }

    private static string? CallerNumber(string? ownNumber, DialOutCallerSettings settings)
    {
        if (ownNumber is not null && settings.Prefix.Length > 0) return $"{settings.Prefix}{ownNumber.TrimStart('+')}";
        return settings.FallbackNumber.Length > 0 ? settings.FallbackNumber : null;
    }

    private static JsonElement? Property(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
