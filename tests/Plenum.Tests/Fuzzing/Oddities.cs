using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Plenum.Tests.Fuzzing;

/// <summary>Made-up values, the same for the same seed: ordinary ones, those at the edges, and those that nobody should send.</summary>
internal sealed class Oddities(int seed)
{
    private static readonly string[] Texts =
    [
        "", " ", "\t\n\r", "\0", "a\0b", "\ud800", "a\udc00b", "\ufffe\uffff", "\u0001\u001f", "\u202eabc", "\ufeffbom", "é", "e\u0301", "👩‍👩‍👧‍👦", "‮", "ß", "ſ", "İ",
        "0", "-0", "1", "-1", "00", "1e3", "1e999", "0x10", "2147483648", "-2147483649", "9223372036854775807", "9223372036854775808", "99999999999999999999999999999999", "12abc", "+5", "true", "false", "null",
        "[]", "{}", "[[[[", "{\"a\":", "\"", "'", "\\", "<b>&amp;</b>", "]]>", "<!--", "--", "%00", "%ff", "../..", "a/b", "?", "#", ";", "{actor}", "{mention-user1}", "{user}",
        "@all", "@admin", "@\"guest/x\"", "@\"group/", "@\"email/a@b\"", "`@all`", "```\n@admin", "@@@@", "// x", "/me", "users", "guests", "emails", "groups", "phones", "ip", "127.0.0.1", "10.0.0.0/8", "::/0", "+49 30 1234567", "0049(0)30/1",
        "spreed", "core", "en", "json", "xml", "2026-01-01", "admin", "signaling_servers", "default_permissions", "allowed_groups", "start_calls",
    ];

    private static readonly string[] Numbers = ["0", "1", "2", "3", "-1", "255", "511", "512", "2147483647", "2147483648", "-2147483649", "9223372036854775807", "9223372036854775808", "1e5", "1.5", "-0.0", "1e999", "123456789012345678901234567890123456789", "0.1e-400"];

    private readonly Random random = new(seed);

    public int Seed => seed;

    public int Below(int exclusive) => random.Next(exclusive);

    public bool Chance(int percent) => random.Next(100) < percent;

    public T OneOf<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];

    public string Text() => random.Next(10) switch
    {
        < 6 => OneOf(Texts),
        6 => OneOf(Texts) + OneOf(Texts),
        7 => Characters(random.Next(40)),
        8 => new string(OneOf("a0 @é\ud83d".ToCharArray()), random.Next(1, 5000)),
        _ => string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => OneOf(Texts))),
    };

    public byte[] Bytes()
    {
        var bytes = new byte[random.Next(200)];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>A JSON value as text, perhaps with half a surrogate pair, numbers beyond every type, or far too deep.</summary>
    public string Json(int depth = 0) => random.Next(depth > 4 ? 6 : 10) switch
    {
        0 => "null",
        1 => Chance(50) ? "true" : "false",
        2 => OneOf(Numbers),
        3 or 4 or 5 => Quote(Text()),
        6 => $"[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Json(depth + 1)))}]",
        7 => $"{{{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => $"{Quote(Text())}:{Json(depth + 1)}"))}}}",
        8 => Chance(90) ? OneOf(Numbers) : $"{new string('[', 200)}{new string(']', 200)}",
        _ => OneOf(["\"\\ud800\"", "\"\\udc00x\"", "\"\\u0000\"", "1e999", "[{\"a\":{\"b\":[1]}}]", "{\"a\":1,\"a\":2}", "[null]", "[true,\"x\",1.5]"]),
    };

    /// <summary>As JSON; what is no text is written as an escape, as a client in JavaScript would.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var character in text)
        {
            _ = character is '"' or '\\' or < ' ' or > '~' ? quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}") : quoted.Append(character);
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>Text percent-encoded, what is no text as bytes that are no UTF-8.</summary>
    public static string Percent(string text)
    {
        var encoded = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune == Rune.ReplacementChar ? encoded.Append("%ff%fe") : encoded.Append(Uri.EscapeDataString(rune.ToString()));
        }

        return encoded.ToString();
    }

    /// <summary>A JSON document that the server itself could have written.</summary>
    public JsonElement Document() => JsonSerializer.SerializeToElement(Value(0));

    private object? Value(int depth) => random.Next(depth > 4 ? 5 : 7) switch
    {
        0 => null,
        1 => Chance(50),
        2 => random.Next(-1000, 1000),
        3 or 4 => Text(),
        5 => Enumerable.Range(0, random.Next(4)).Select(_ => Value(depth + 1)).ToList(),
        _ => Enumerable.Range(0, random.Next(4)).Select(_ => Text()).Distinct(StringComparer.Ordinal).ToDictionary(key => key, _ => Value(depth + 1), StringComparer.Ordinal),
    };

    private string Characters(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)random.Next(char.MaxValue + 1)));
}
