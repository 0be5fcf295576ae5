namespace Plenum.Conversations;

/// <summary>Limits that creation and the setters share (conversations §1.6).</summary>
internal static class SettingRules
{
    public const int MaxName = 255;
    public const int MaxDescription = 2000;

    /// <summary>31 December 9999, in Unix seconds: later than this is no instant.</summary>
    public const long LastInstant = 253402300799;

    public const string PasswordNeeded = "Password needs to be set";

    /// <summary>Expects trimmed text; lengths are in characters, not in units of UTF-16.</summary>
    public static bool IsName(string name) => name.Length > 0 && Length(name) <= MaxName;

    public static bool IsDescription(string description) => Length(description) <= MaxDescription;

    private static int Length(string text) => text.Length <= MaxName ? text.Length : Runes(text);

    private static int Runes(string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes()) count++;
        return count;
    }
}
