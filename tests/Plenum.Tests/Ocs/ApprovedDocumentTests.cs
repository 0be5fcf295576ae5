using System.Text.Json;
using Plenum.Ocs;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Ocs;

/// <summary>
/// <c>docs/openapi.json</c> is the promise to clients: a difference is a decision. To approve the document as the server
/// describes it now, run this class once with <c>PLENUM_APPROVE=1</c> and commit the file.
/// </summary>
public sealed class ApprovedDocumentTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, IndentSize = 1, Encoder = OcsJson.Options.Encoder };

    [Fact]
    public async Task What_the_server_describes_is_what_was_approved()
    {
        var file = Path.Combine(Repository.Root, "docs", "openapi.json");
        using var document = JsonDocument.Parse((await server.Guest().GetAsync(OpenApiModule.Path)).Expect(200).Body);
        var described = JsonSerializer.Serialize(document.RootElement, Indented).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("PLENUM_APPROVE") == "1") await File.WriteAllTextAsync(file, described);

        var approved = File.Exists(file) ? await File.ReadAllTextAsync(file) : "";

        Assert.True(
            approved == described,
            $"The server no longer describes what docs/openapi.json promises; {FirstDifference(approved, described)}. If the change is meant, run this test once with PLENUM_APPROVE=1 and commit the file.");
    }

    private static string FirstDifference(string approved, string described)
    {
        var (before, after) = (approved.Split('\n'), described.Split('\n'));
        var line = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"line {line + 1} was \"{before.ElementAtOrDefault(line)?.Trim()}\" and is \"{after.ElementAtOrDefault(line)?.Trim()}\"";
    }
}
