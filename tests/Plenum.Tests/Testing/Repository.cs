using System.Runtime.CompilerServices;

namespace Plenum.Tests.Testing;

/// <summary>The sources, for tests about them.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", ".."));

    public static string Server { get; } = Path.Combine(Root, "src", "Plenum");

    public static IEnumerable<string> ServerFiles() =>
        Directory.EnumerateFiles(Server, "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains($"{Path.DirectorySeparatorChar}Migrations{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    /// <summary>The folder of the capability; empty for files of the root.</summary>
    public static string FolderOf(string file) =>
        Path.GetRelativePath(Server, file).Split(Path.DirectorySeparatorChar) is [var folder, _, ..] ? folder : "";

    private static string Here([CallerFilePath] string path = "") => path;
}
