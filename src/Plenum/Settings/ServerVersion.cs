namespace Plenum.Settings;

/// <summary>The versions that clients look at (platform §0): they decide which API a client speaks and whether it speaks to us at all.</summary>
internal static class ServerVersion
{
    public const int Major = 35;
    public const int Minor = 0;
    public const int Micro = 0;

    /// <summary>Three parts, as in capabilities.</summary>
    public static readonly string Short = $"{Major}.{Minor}.{Micro}";

    /// <summary>Four parts, as in status.php.</summary>
    public static readonly string Full = $"{Short}.0";

    /// <summary>The version of the Talk API.</summary>
    public const string Talk = "25.0.0";
}
