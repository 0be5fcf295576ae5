using Microsoft.Extensions.Options;
using Plenum.Storage;

namespace Plenum.Pages;

/// <summary>The folder with the web app as it was built; there is none where Node.js was missing.</summary>
internal sealed class WebRoot(IOptions<PlenumOptions> options)
{
    /// <summary>Where in the app's page goes what browsers without scripts see.</summary>
    private const string FallbackMark = "<!--fallback-->";

    private readonly string folder = Path.TrimEndingDirectorySeparator(
        options.Value.WebRoot is { Length: > 0 } chosen ? Path.GetFullPath(chosen) : Path.Combine(AppContext.BaseDirectory, "wwwroot"));

    private Shell? last;

    /// <summary>The page of the app; null where there is none.</summary>
    public string? Page(string fallback) => Read() is { } html ? html.Replace(FallbackMark, fallback, StringComparison.Ordinal) : null;

    /// <summary>A file of the app by its address; null for what is none, whatever dots and slashes it has.</summary>
    public FileInfo? File(string path)
    {
        var full = Path.GetFullPath(Path.Join(folder, path));
        return full.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) && new FileInfo(full) is { Exists: true } file ? file : null;
    }

    /// <summary>Read once, and again when it has been built anew.</summary>
    private string? Read()
    {
        if (File("index.html") is not { } file) return null;
        if (Volatile.Read(ref last) is { } known && known.At == file.LastWriteTimeUtc) return known.Html;

        var shell = new Shell(file.LastWriteTimeUtc, System.IO.File.ReadAllText(file.FullName));
        Volatile.Write(ref last, shell);
        return shell.Html;
    }

    private sealed record Shell(DateTime At, string Html);
}
