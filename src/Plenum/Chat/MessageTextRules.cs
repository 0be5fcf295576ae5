using Plenum.Common;

namespace Plenum.Chat;

/// <summary>What a message may say and how long it may be (chat §3).</summary>
internal static class MessageTextRules
{
    /// <summary>Unicode code points, counted after trimming; <c>config.chat.max-length</c>.</summary>
    public const int MaxLength = 32000;

    private const int MaxReferenceBytes = 64;

    private static readonly Refusal Blank = Refusal.Invalid("message");
    private static readonly Refusal TooLong = new(RefusalKind.TooLarge, "message");

    /// <summary>Without the white space of ASCII at both ends; other white space is part of the message.</summary>
    public static string Trim(string text) => text.Trim(' ', '\t', '\n', '\r', '\v', '\0');

    /// <param name="text">Trimmed.</param>
    public static Refusal? CheckBlank(string text) => text.Length == 0 ? Blank : null;

    /// <param name="text">Trimmed.</param>
    public static Refusal? CheckLength(string text) =>
        text.Length > MaxLength && text.EnumerateRunes().Skip(MaxLength).Any() ? TooLong : null;

    /// <summary>The first 64 bytes, then trimmed; a character that would be cut in half goes with the rest.</summary>
    public static string ReferenceId(string given)
    {
        var bytes = 0;
        var length = 0;
        foreach (var rune in given.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > MaxReferenceBytes) break;
            length += rune.Utf16SequenceLength;
        }

        return Trim(given[..length]);
    }
}
