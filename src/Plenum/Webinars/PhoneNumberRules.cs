using System.Text;

namespace Plenum.Webinars;

/// <summary>
/// Telephone numbers as people write them, in the one form that is stored and compared: E.164, a plus sign and at most
/// 15 digits (webinars §4.6). Lengths and prefixes are checked, not whether a number has been given to anybody.
/// </summary>
internal static class PhoneNumberRules
{
    private const int MaxDigits = 15;
    private const int MinDigits = 7;
    private const int HiddenDigits = 4;

    /// <summary>What people put between digits: blanks, hyphens and dashes, dots, slashes, brackets.</summary>
    private const string Separators = " \u00A0\u2009\u202F-\u2010\u2011\u2013./()";

    /// <param name="text">A number in international form (<c>+</c>, or what is dialled for abroad), or in that of <paramref name="region"/>.</param>
    /// <param name="region">The server's country, such as <c>DE</c>; without one only international numbers are understood.</param>
    /// <returns>null when this is no telephone number.</returns>
    public static string? Normalise(string text, string region)
    {
        var home = PhoneRegions.Find(region);

        // "+49 (0) 30 …" is how many write one number for callers from here and from abroad.
        var trimmed = text.Trim();
        var isInternational = trimmed.StartsWith('+');
        if (isInternational) trimmed = trimmed[1..].Replace("(0)", "", StringComparison.Ordinal);
        if (DigitsOf(trimmed) is not { } digits) return null;

        if (isInternational) return International(digits);
        var abroad = home?.Abroad ?? "00";
        if (digits.StartsWith(abroad, StringComparison.Ordinal)) return International(digits[abroad.Length..]);
        return home is null ? null : National(digits, home);
    }

    /// <summary>
    /// What a number that the telephone network passed on may mean, the likelier first: networks also write
    /// international numbers without the plus sign.
    /// </summary>
    public static IEnumerable<string> Readings(string text, string region) =>
        new[] { Normalise(text, region), Normalise($"+{text.Trim()}", region) }.OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>What everybody in a conversation sees of a number: all but its last four digits.</summary>
    public static string Masked(string number) => $"{number[..^HiddenDigits]}…";

    private static string? International(string digits)
    {
        if (PhoneRegions.CallingCodeOf(digits) is not { } callingCode) return null;

        var rest = digits[callingCode.Length..];
        return PhoneRegions.WithCallingCode(callingCode) is { } region ? National(rest, region) : Complete(callingCode, rest);
    }

    private static string? National(string digits, PhoneRegion region)
    {
        if (region.Trunk.Length > 0 && digits.StartsWith(region.Trunk, StringComparison.Ordinal) && Fits(digits[region.Trunk.Length..], region))
        {
            return Complete(region.CallingCode, digits[region.Trunk.Length..]);
        }

        return Fits(digits, region) ? Complete(region.CallingCode, digits) : null;
    }

    /// <summary>Where 0 leads out of the local network no number begins with it.</summary>
    private static bool Fits(string national, PhoneRegion region) =>
        national.Length >= region.Min && national.Length <= region.Max && !(region.Trunk == "0" && national.StartsWith('0'));

    private static string? Complete(string callingCode, string national) =>
        callingCode.Length + national.Length is >= MinDigits and <= MaxDigits ? $"+{callingCode}{national}" : null;

    /// <returns>The digits without what stands between them; null when there is anything else.</returns>
    private static string? DigitsOf(string text)
    {
        var digits = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (char.IsAsciiDigit(letter)) digits.Append(letter);
            else if (!Separators.Contains(letter, StringComparison.Ordinal)) return null;
        }

        return digits.Length == 0 ? null : digits.ToString();
    }
}
