using Plenum.Tests.Testing;

namespace Plenum.Tests.Structure;

/// <summary>Rules are functions: who reads one need not think of databases, sockets or the time of day.</summary>
public sealed class PureFileTests
{
    /// <summary>What a file reaches for that does more than compute.</summary>
    private static readonly string[] Outside =
    [
        "EntityFrameworkCore", "PlenumDb", "UnitOfWork", "IBackplane", "TimeProvider", "HttpContext", "HttpClient", "System.IO", "File.", "async ", "await ", "ILogger", "SecureDice",
    ];

    /// <summary>The files that are pure by their name.</summary>
    public static TheoryData<string> PureFiles =>
        [.. Repository.ServerFiles().Where(file => IsPure(Path.GetFileNameWithoutExtension(file))).Select(file => Path.GetRelativePath(Repository.Server, file))];

    [Theory]
    [MemberData(nameof(PureFiles))]
    public void A_pure_file_does_no_input_or_output(string file)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Server, file));

        Assert.DoesNotContain(Outside, word => text.Contains(word, StringComparison.Ordinal));
    }

    private static bool IsPure(string name) =>
        name.EndsWith("Rules", StringComparison.Ordinal)
        || name.EndsWith("Shape", StringComparison.Ordinal)
        || name is "Ladder" or "AttendeeMap" or "ConversationToken" or "ParameterCast" or "FormKey" or "OcsFormat" or "OcsMeta" or "OcsXml";
}
