namespace Plenum.Webinars;

/// <summary>How telephone numbers are written in a country.</summary>
/// <param name="Code">ISO 3166-1 country code, as in the setting <c>default_phone_region</c>.</param>
/// <param name="CallingCode">The country calling code, without +.</param>
/// <param name="Trunk">What is dialled before a national number and is not part of it; empty where there is no such thing.</param>
/// <param name="Min">Fewest digits of a national number.</param>
/// <param name="Max">Most digits of a national number.</param>
/// <param name="Abroad">What is dialled before a number in another country.</param>
internal sealed record PhoneRegion(string Code, string CallingCode, string Trunk, int Min, int Max, string Abroad = "00");

/// <summary>The countries whose national way of writing numbers is understood, and the calling codes of all.</summary>
internal static class PhoneRegions
{
    private static readonly PhoneRegion[] All =
    [
        new("AR", "54", "0", 10, 11),
        new("AT", "43", "0", 4, 13),
        new("AU", "61", "0", 9, 9, "0011"),
        new("BE", "32", "0", 8, 9),
        new("BG", "359", "0", 7, 9),
        new("BR", "55", "0", 10, 11),
        new("CA", "1", "1", 10, 10, "011"),
        new("CH", "41", "0", 9, 9),
        new("CN", "86", "0", 9, 11),
        new("CY", "357", "", 8, 8),
        new("CZ", "420", "", 9, 9),
        new("DE", "49", "0", 5, 13),
        new("DK", "45", "", 8, 8),
        new("EE", "372", "", 7, 8),
        new("ES", "34", "", 9, 9),
        new("FI", "358", "0", 5, 12),
        new("FR", "33", "0", 9, 9),
        new("GB", "44", "0", 7, 10),
        new("GR", "30", "", 10, 10),
        new("HK", "852", "", 8, 8, "001"),
        new("HR", "385", "0", 8, 9),
        new("HU", "36", "06", 8, 9),
        new("IE", "353", "0", 7, 9),
        new("IL", "972", "0", 8, 9),
        new("IN", "91", "0", 10, 10),
        new("IS", "354", "", 7, 9),
        new("IT", "39", "", 6, 11),
        new("JP", "81", "0", 9, 10, "010"),
        new("KR", "82", "0", 8, 10),
        new("LI", "423", "", 7, 9),
        new("LT", "370", "0", 8, 8),
        new("LU", "352", "", 4, 11),
        new("LV", "371", "", 8, 8),
        new("MT", "356", "", 8, 8),
        new("MX", "52", "", 10, 10),
        new("NL", "31", "0", 9, 9),
        new("NO", "47", "", 8, 8),
        new("NZ", "64", "0", 8, 10),
        new("PL", "48", "", 9, 9),
        new("PT", "351", "", 9, 9),
        new("RO", "40", "0", 9, 9),
        new("RU", "7", "8", 10, 10, "810"),
        new("SE", "46", "0", 7, 10),
        new("SG", "65", "", 8, 8),
        new("SI", "386", "0", 8, 8),
        new("SK", "421", "0", 9, 9),
        new("TR", "90", "0", 10, 10),
        new("UA", "380", "0", 9, 9),
        new("US", "1", "1", 10, 10, "011"),
        new("ZA", "27", "0", 9, 9),
    ];

    /// <summary>Assigned calling codes (ITU-T E.164): none is the beginning of another.</summary>
    private static readonly HashSet<string> CallingCodes = new(
        ("1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98 "
        + "211 212 213 216 218 220 221 222 223 224 225 226 227 228 229 230 231 232 233 234 235 236 237 238 239 240 241 242 243 244 245 246 247 248 249 "
        + "250 251 252 253 254 255 256 257 258 260 261 262 263 264 265 266 267 268 269 290 291 297 298 299 "
        + "350 351 352 353 354 355 356 357 358 359 370 371 372 373 374 375 376 377 378 379 380 381 382 383 385 386 387 389 420 421 423 "
        + "500 501 502 503 504 505 506 507 508 509 590 591 592 593 594 595 596 597 598 599 "
        + "670 672 673 674 675 676 677 678 679 680 681 682 683 685 686 687 688 689 690 691 692 "
        + "800 808 850 852 853 855 856 870 878 880 881 882 883 886 888 960 961 962 963 964 965 966 967 968 970 971 972 973 974 975 976 977 979 992 993 994 995 996 998")
        .Split(' '),
        StringComparer.Ordinal);

    /// <returns>null for a country that is not in the table.</returns>
    public static PhoneRegion? Find(string code) => Array.Find(All, region => string.Equals(region.Code, code, StringComparison.OrdinalIgnoreCase));

    /// <summary>A country with this calling code; countries that share one also share how numbers are written.</summary>
    public static PhoneRegion? WithCallingCode(string callingCode) => Array.Find(All, region => region.CallingCode == callingCode);

    /// <returns>The calling code that a number in international form begins with; null when there is no such code.</returns>
    public static string? CallingCodeOf(string digits) =>
        Enumerable.Range(1, 3).Where(length => length < digits.Length).Select(length => digits[..length]).FirstOrDefault(CallingCodes.Contains);
}
