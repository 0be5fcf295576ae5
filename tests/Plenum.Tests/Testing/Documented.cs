namespace Plenum.Tests.Testing;

/// <summary>Files that <c>docs/operations.md</c> shows to administrators: tests run with them, so that they work.</summary>
internal static class Documented
{
    /// <param name="name">As it stands behind <c>```text</c>.</param>
    public static string File(string name)
    {
        var lines = System.IO.File.ReadAllLines(Path.Combine(Repository.Root, "docs", "operations.md"));
        var file = lines.SkipWhile(line => line != $"```text {name}").Skip(1).TakeWhile(line => line != "```").ToArray();
        Assert.NotEmpty(file);
        return string.Join('\n', file) + "\n";
    }
}
