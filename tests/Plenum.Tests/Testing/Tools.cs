namespace Plenum.Tests.Testing;

/// <summary>Programs that a test starts and that a machine may lack; <c>test.sh</c> names them.</summary>
internal static class Tools
{
    /// <summary>Skips the test without them; with <c>CI=true</c> it goes on, and fails.</summary>
    public static void Need(params string[] programs)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true") return;

        var folders = $"{Environment.GetEnvironmentVariable("PATH")}{Path.PathSeparator}/usr/sbin".Split(Path.PathSeparator);
        var missing = programs.Where(program => !Array.Exists(folders, folder => File.Exists(Path.Combine(folder, program))));
        Assert.SkipWhen(missing.Any(), $"Missing here: {string.Join(", ", missing)}.");
    }
}
