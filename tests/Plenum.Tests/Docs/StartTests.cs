using System.Diagnostics;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Docs;

/// <summary>What README says about starting.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task Data_is_kept_where_one_stands_who_starts_it()
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", Path.Combine("src", "Plenum"), "-getProperty:RunWorkingDirectory"])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var asked = Process.Start(start)!;

        var told = await asked.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await asked.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Repository.Root.TrimEnd('/'), told.Trim().TrimEnd('/'));
    }
}
