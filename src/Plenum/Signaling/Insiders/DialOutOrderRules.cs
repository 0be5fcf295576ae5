using System.Text.Json;

namespace Plenum.Signaling;

/// <summary>Orders to call a number, and what signaling answers to them (calls §D.5).</summary>
internal static class DialOutOrderRules
{
    /// <summary>Nobody is there who calls numbers.</summary>
    public static readonly string NoClient = Error("no_client_available", "No client is available that calls numbers.");

    /// <summary>The one who is to call has not answered.</summary>
    public static readonly string TimedOut = Error("timeout", "Timeout while waiting for the call to be started.");

    /// <returns>An answer with the error; null when there is none.</returns>
    public static string? ErrorOf(string token, string number)
    {
        if (number.Length == 0) return Error("number_missing", "No number is given.");
        if (number is not ['+', _, _, ..] || !number.AsSpan(1).ContainsOnlyDigits()) return Error("invalid_number", "The number does not begin with a plus and two digits.");

        return token.AsSpan().ContainsOnlyDigits() ? null : Error("invalid_roomid", "Numbers are called into rooms with a numeric token only.");
    }

    /// <param name="content">What the internal client said: a status, or an error.</param>
    /// <returns>The answer to the order.</returns>
    public static string AnswerOf(JsonElement content)
    {
        if (content.Text("type") == "error" && content.TryObject("error", out var error) && error.Text("code") is { Length: > 0 } code) return Error(code, error.Text("message"));
        if (!content.TryObject("status", out var status) || status.Text("status") != "accepted") return Error("unsupported_status", "The status of the call is not known.");

        return JsonSerializer.Serialize(new { type = "dialout", dialout = new { callid = status.Text("callid") } });
    }

    private static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    private static string Error(string code, string message) => JsonSerializer.Serialize(new { type = "dialout", dialout = new { error = new { code, message } } });
}
