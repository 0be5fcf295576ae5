namespace Plenum.Administration;

/// <summary>How the server fares.</summary>
/// <param name="Version">Of Plenum.</param>
/// <param name="TalkVersion">Of the API.</param>
/// <param name="Runtime">What it runs on.</param>
/// <param name="Now">Unix milliseconds.</param>
/// <param name="StartedAt">When this node was started, in Unix seconds.</param>
/// <param name="Uptime">How long ago that is, in seconds.</param>
/// <param name="Health">As <c>/healthz</c> says.</param>
/// <param name="Database">Where the data is.</param>
/// <param name="Data">The data directory.</param>
/// <param name="Nodes">Servers on this database, this one included.</param>
/// <param name="Media">What goes through engines.</param>
/// <param name="Signaling">How clients reach each other.</param>
/// <param name="Counts">How much there is.</param>
internal sealed record OverviewView(
    string Version,
    string TalkVersion,
    string Runtime,
    long Now,
    long StartedAt,
    long Uptime,
    HealthView Health,
    DatabaseView Database,
    DataDirectoryView Data,
    long Nodes,
    MediaView Media,
    SignalingOverviewView Signaling,
    CountsView Counts);

/// <param name="Kind"><c>sqlite</c> or <c>postgresql</c>.</param>
/// <param name="Version">Of that system.</param>
/// <param name="Bytes">What the data takes.</param>
/// <param name="Milliseconds">How long it took to answer.</param>
internal sealed record DatabaseView(string Kind, string Version, long Bytes, long Milliseconds);

/// <param name="Directory">Its path.</param>
/// <param name="FileSystem">Its kind; null where there is no such directory, as the other two.</param>
/// <param name="FreeBytes">What is left.</param>
/// <param name="TotalBytes">Of how much.</param>
internal sealed record DataDirectoryView(string Directory, string? FileSystem, long? FreeBytes, long? TotalBytes)
{
    public static DataDirectoryView Of(string directory)
    {
        var path = Path.GetFullPath(directory);
        if (!System.IO.Directory.Exists(path)) return new DataDirectoryView(path, FileSystem: null, FreeBytes: null, TotalBytes: null);

        var drive = new DriveInfo(path);
        return new DataDirectoryView(path, drive.DriveFormat, drive.AvailableFreeSpace, drive.TotalSize);
    }
}

/// <param name="Engines">As they are configured; empty where people reach each other directly.</param>
internal sealed record MediaView(IReadOnlyList<EngineView> Engines);

/// <param name="Url">As it is configured.</param>
/// <param name="IsUp">This node is connected to it.</param>
/// <param name="Streams">What this node has going through it.</param>
internal sealed record EngineView(string Url, bool IsUp, int Streams);

/// <param name="Mode"><c>internal</c>, <c>embedded</c> or <c>external</c>.</param>
/// <param name="Servers">Separate servers, in the order of the setting.</param>
internal sealed record SignalingOverviewView(string Mode, IReadOnlyList<SignalingServerView> Servers);

/// <param name="Server">Its address.</param>
/// <param name="Verify">Its certificate is checked.</param>
/// <param name="DownSince">Since when it has taken nothing from this node, in Unix seconds; 0 while nothing is known against it.</param>
internal sealed record SignalingServerView(string Server, bool Verify, long DownSince);

/// <param name="Accounts">All of them.</param>
/// <param name="Conversations">All of them, breakout rooms included.</param>
/// <param name="Calls">Under way.</param>
/// <param name="InCalls">Sessions in them.</param>
/// <param name="Sockets">Clients of this node's signaling.</param>
internal sealed record CountsView(int Accounts, int Conversations, int Calls, int InCalls, int Sockets);
