using System.Reflection;
using System.Text.RegularExpressions;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Docs;

/// <summary>The tables of docs/compatibility say which test proves what; a test that is renamed is renamed there too.</summary>
public sealed partial class CompatibilityTests
{
    private static readonly ILookup<string, Type> Classes = typeof(CompatibilityTests).Assembly.GetTypes().ToLookup(type => type.Name, StringComparer.Ordinal);

    private static readonly HashSet<string> Tests = [.. Classes.SelectMany(named => named).SelectMany(NamesIn)];

    public static TheoryData<string> Tables => [.. Directory.GetFiles(Folder, "*.md").Select(file => Path.GetFileName(file))];

    private static string Folder => Path.Combine(Repository.Root, "docs", "compatibility");

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Every_test_that_a_table_names_is_there(string table)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, table), TestContext.Current.CancellationToken);

        var missing = Named().Matches(text).Where(named => !IsThere(named.Groups["class"].Value, named.Groups["test"].Value)).Select(named => named.Value);

        Assert.Empty(missing);
    }

    private static bool IsThere(string @class, string test) =>
        test.Length == 0 ? Classes.Contains(@class)
        : @class.Length == 0 ? Tests.Contains(test)
        : Classes[@class].SelectMany(NamesIn).Contains(test, StringComparer.Ordinal);

    private static IEnumerable<string> NamesIn(Type type) => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).Select(method => method.Name);

    /// <summary><c>SomeTests.A_test</c>, <c>SomeTests</c>, or <c>.A_test</c> of a class named before.</summary>
    [GeneratedRegex(@"\b(?<class>[A-Z]\w+Tests)\b(\.(?<test>[A-Z]\w*_\w+))?|(?<=`)\.(?<test>[A-Z]\w*_\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();
}
