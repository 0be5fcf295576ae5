using System.Globalization;
using System.Text;

namespace Plenum.Common;

/// <summary>Tells a single emoji, joined sequences, skin tones, flags and keycaps included, from other text.</summary>
internal static class Emoji
{
    private const int Keycap = 0x20E3;
    private const int PictureVariant = 0xFE0F;

    public static bool IsSingle(string text) =>
        text.Length > 0 && StringInfo.GetNextTextElementLength(text) == text.Length && text.EnumerateRunes().Any(IsPicture);

    private static bool IsPicture(Rune rune) => rune.Value switch
    {
        Keycap or PictureVariant => true,
        >= 0x1F000 and <= 0x1FAFF => true,
        >= 0x2600 and <= 0x27BF => true,
        >= 0x2B00 and <= 0x2BFF => true,
        >= 0x2190 and <= 0x23FF => true,
        >= 0x2900 and <= 0x297F => true,
        0x00A9 or 0x00AE or 0x203C or 0x2049 or 0x2122 or 0x2139 or 0x3030 or 0x303D or 0x3297 or 0x3299 => true,
        _ => false,
    };
}
