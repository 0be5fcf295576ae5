using Plenum.Common;

namespace Plenum.Meetings;

/// <summary>The public name of a conversation in links and URLs (conversations §1.5).</summary>
internal static class ConversationToken
{
    /// <summary>The route parameter; see <see cref="ConversationTokenConstraint"/>.</summary>
    public const string Route = "{token:token}";

    public const int MaxLength = 30;
    public const int SipMinLength = 10;

    private const string Letters = "abcdefghijkmnopqrstuvwxyz23456789";

    private static readonly string[] Reserved = ["settings", "backend"];

    public static string Create(int length, bool dialable, Dice dice)
    {
        if (dialable) return CreateDialable(Math.Max(length, SipMinLength), dice);

        string token;
        do
        {
            token = string.Create(length, dice, static (span, dice) =>
            {
                foreach (ref var letter in span) letter = Letters[dice.Next(Letters.Length)];
            });
        }
        while (Reserved.Contains(token));
        return token;
    }

    /// <summary>Can be typed on a telephone: only digits, no leading 0, no digit twice in a row.</summary>
    public static bool IsDialable(string token) => token.Length > 0 && token.All(char.IsAsciiDigit) && token[0] != '0' && !HasTwins(token);

    private static string CreateDialable(int length, Dice dice) => string.Create(length, dice, static (span, dice) => DialableDigits.Fill(span, dice));

    private static bool HasTwins(string digits)
    {
        for (var i = 1; i < digits.Length; i++)
        {
            if (digits[i] == digits[i - 1]) return true;
        }

        return false;
    }
}

/// <summary>Digits that people can type: the first is 1–9, none equals its neighbour. Tokens and PINs are made of them.</summary>
internal static class DialableDigits
{
    public static void Fill(Span<char> span, Dice dice)
    {
        var previous = -1;
        for (var i = 0; i < span.Length; i++)
        {
            // One of the digits that may stand here: 1–9 at the start, afterwards any of the nine that differ.
            var digit = i == 0 ? 1 + dice.Next(9) : dice.Next(9);
            if (i > 0 && digit >= previous) digit++;
            span[i] = (char)('0' + digit);
            previous = digit;
        }
    }
}
