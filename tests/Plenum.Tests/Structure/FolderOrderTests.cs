using System.Text.RegularExpressions;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Structure;

/// <summary>The house has floors: a folder may use what lies below it, never what lies above (ARCHITECTURE.md).</summary>
public sealed partial class FolderOrderTests
{
    /// <summary>From the ground up.</summary>
    private static readonly string[] Floors =
    [
        "Telemetry", "Common", "Realtime", "Storage", "Ocs", "Settings", "Pages", "Accounts", "Meetings", "UserStatuses", "Chat", "Rooms", "Notifications", "Calls", "Roster",
        "Webinars", "AccessLadder", "Messaging", "BreakoutRooms", "Conversations", "Participants", "Media", "Signaling", "ExternalSignaling", "Administration", "CommandLine",
    ];

    [Fact]
    public void Every_folder_has_its_floor()
    {
        var folders = Directory.GetDirectories(Repository.Server).Select(Path.GetFileName).Where(name => name is not ("bin" or "obj" or "Properties" or "wwwroot"));

        Assert.All(folders, folder => Assert.Contains(folder, Floors));
    }

    [Fact]
    public void Folders_look_down_only()
    {
        var upward =
            from file in Repository.ServerFiles()
            let folder = Repository.FolderOf(file)
            let floor = Array.IndexOf(Floors, folder)
            where floor >= 0
            from Match use in Mention().Matches(File.ReadAllText(file))
            where Array.IndexOf(Floors, use.Groups["folder"].Value) > floor
            select $"{folder}/{Path.GetFileName(file)} uses {use.Groups["folder"].Value}";

        Assert.Empty(upward.Distinct(StringComparer.Ordinal));
    }

    /// <summary>A using directive, or a name written from the root.</summary>
    [GeneratedRegex(@"\bPlenum\.(?<folder>[A-Z][A-Za-z]+)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mention();
}
