using Plenum.Tests.Testing;

namespace Plenum.Tests.Signaling;

/// <summary>Plays what <c>docs/signaling.md</c> says.</summary>
public sealed class SignalingTranscriptTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("calls 75", "calls 77", "calls 82", "calls 85", "calls 87", "calls 88", "calls 92", "calls 93", "calls 94", "calls 95")]
    public async Task The_documented_conversations_take_place_as_written()
    {
        var lines = Lines(await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "docs", "signaling.md"), TestContext.Current.CancellationToken));
        await using var transcript = await Transcript.BeginAsync(server);

        foreach (var line in lines) await transcript.PlayAsync(line);

        Assert.NotEmpty(lines);
    }

    private static List<string> Lines(string[] document)
    {
        var lines = new List<string>();
        var isInside = false;
        foreach (var line in document)
        {
            if (line.StartsWith("```", StringComparison.Ordinal)) isInside = line == "```transcript";
            else if (isInside) lines.Add(line);
        }

        return lines;
    }
}
