using System.Diagnostics;
using System.Text;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Docs;

/// <summary>Runs the commands of <c>docs/walkthrough.md</c> as they stand there and compares what they print with what it says.</summary>
public sealed class WalkthroughTests
{
    private const string AdminPassword = "plenum";
    private const string Marker = "=== block ";

    [Fact]
    public async Task The_walkthrough_does_what_it_says()
    {
        Tools.Need("bash", "curl", "jq");
        var blocks = Blocks(await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "docs", "walkthrough.md")));
        await using var server = await PlenumProcess.StartAsync(AdminPassword);

        var printed = await RunAsync(blocks, server.Url);

        var promised = blocks.Select(block => block.Output).ToArray();
        Assert.Equal(string.Join("\n---\n", promised), string.Join("\n---\n", printed));
    }

    private static List<(string Commands, string Output)> Blocks(string[] lines)
    {
        var blocks = new List<(string Commands, string Output)>();
        string? language = null;
        var text = new List<string>();
        foreach (var line in lines)
        {
            if (!line.StartsWith("```", StringComparison.Ordinal))
            {
                text.Add(line);
                continue;
            }

            if (language == "bash") blocks.Add((string.Join('\n', text), ""));
            else if (language == "text") blocks[^1] = (blocks[^1].Commands, string.Join('\n', text));
            language = language is null ? line[3..] : null;
            text.Clear();
        }

        return blocks;
    }

    private static async Task<string[]> RunAsync(List<(string Commands, string Output)> blocks, string url)
    {
        var script = new StringBuilder();
        for (var i = 0; i < blocks.Count; i++) script.Append("echo '").Append(Marker).Append(i).Append("'\n").Append(blocks[i].Commands).Append('\n');
        var start = new ProcessStartInfo("bash", ["-u", "-s"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PLENUM"] = url;
        using var bash = Process.Start(start)!;
        await bash.StandardInput.WriteAsync(script);
        bash.StandardInput.Close();
        var (output, errors) = (bash.StandardOutput.ReadToEndAsync(), bash.StandardError.ReadToEndAsync());
        await bash.WaitForExitAsync();

        Assert.Equal("", await errors);
        return [.. (await output).Split(Marker).Skip(1).Select(part => string.Join('\n', part.Split('\n').Skip(1)).TrimEnd('\n'))];
    }
}
