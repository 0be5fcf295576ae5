using System.Globalization;

namespace Plenum.Ocs;

/// <summary>The documented casts of parameters to declared types (platform §1.6). A cast that cannot be made gives false.</summary>
internal static class ParameterCast
{
    public static bool TryToText(object? value, out string text)
    {
        text = value switch
        {
            string s => s,
            decimal number => number.ToString(CultureInfo.InvariantCulture),
            true => "1",
            false => "",
            _ => "\0",
        };
        return !text.Contains('\0', StringComparison.Ordinal);
    }

    /// <summary>Reads leading digits: <c>"12abc"</c> is 12, garbage is 0, true is 1. Numbers beyond 64 bits are refused.</summary>
    public static bool TryToInteger(object? value, out long number)
    {
        number = 0;
        switch (value)
        {
            case bool flag:
                number = flag ? 1 : 0;
                return true;
            case decimal exact when decimal.Truncate(exact) is >= long.MinValue and <= long.MaxValue:
                number = (long)decimal.Truncate(exact);
                return true;
            case string text:
                return TryLeadingInteger(text.AsSpan().TrimStart(), out number);
            default:
                return false;
        }
    }

    /// <summary>Empty, <c>"0"</c>, 0, false and <c>"false"</c> are false; every other scalar is true.</summary>
    public static bool TryToFlag(object? value, out bool flag)
    {
        flag = value switch
        {
            bool b => b,
            decimal number => number != 0,
            string text => text is not ("" or "0" or "false"),
            _ => false,
        };
        return value is bool or decimal or string;
    }

    private static bool TryLeadingInteger(ReadOnlySpan<char> text, out long number)
    {
        var length = text.Length > 0 && text[0] is '-' or '+' ? 1 : 0;
        while (length < text.Length && char.IsAsciiDigit(text[length])) length++;
        number = 0;
        var digits = text[..length];
        if (digits.IsEmpty || digits is "-" or "+") return true;

        return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }
}
