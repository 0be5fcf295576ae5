using System.Text;

namespace Plenum.Meetings;

/// <summary>What guests may call themselves (conversations §5.11).</summary>
internal static class GuestNameRules
{
    /// <summary>Unicode code points.</summary>
    public const int MaxLength = 64;

    /// <summary>Without white space at both ends, cut at 64 characters.</summary>
    public static string Of(string given)
    {
        var name = new StringBuilder();
        foreach (var rune in given.Trim().EnumerateRunes().Take(MaxLength)) name.Append(rune.ToString());
        return name.ToString().TrimEnd();
    }
}
