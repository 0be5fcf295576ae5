namespace Plenum.Bench.Nodes;

/// <summary>Where the measured programs are: built for release by <c>bench/run</c>.</summary>
internal static class Build
{
    public static string Root { get; } = FindRoot();

    public static string Plenum { get; } = Path.Combine(Root, "artifacts", "bin", "Plenum", "release", "Plenum.dll");

    public static string Limits { get; } = Path.Combine(Root, "artifacts", "bin", "Plenum.Limits", "release", "Plenum.Limits.dll");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Plenum.slnx"))) folder = folder.Parent ?? throw new DirectoryNotFoundException("Run inside the clone.");
        return folder.FullName;
    }
}
