using System.Text.Json;

namespace Plenum.Signaling;

/// <summary>Reads what clients send as JSON; what cannot be passed on to others as JSON is none.</summary>
internal static class FrameReading
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <returns>Null for anything that is no JSON, or has half of a surrogate pair in it.</returns>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> message)
    {
        try
        {
            return !message.IsEmpty && HasWholeCharacters(message.Span) ? JsonDocument.Parse(message, Strict) : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Half a character is written as an escape; most frames have none.</summary>
    private static bool HasWholeCharacters(ReadOnlySpan<byte> message)
    {
        if (message.IndexOf("\\ud"u8) < 0 && message.IndexOf("\\uD"u8) < 0) return true;

        var reader = new Utf8JsonReader(message);
        while (reader.Read())
        {
            // Throws where a character is not whole.
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped) _ = reader.GetString();
        }

        return true;
    }
}
