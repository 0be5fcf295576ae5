namespace Plenum.Bench;

/// <summary>What is measured, and how thoroughly.</summary>
/// <param name="Scenes">Database and number of nodes.</param>
/// <param name="Only">Parts of names of the rows wanted; empty for all.</param>
/// <param name="Rounds">How often Plenum and the limit take turns.</param>
/// <param name="Stretch">How long each turn lasts.</param>
/// <param name="Crowd">How many people join in a storm and wait for messages.</param>
internal sealed record Plan(IReadOnlyList<(string Database, int Nodes)> Scenes, IReadOnlyList<string> Only, int Rounds, TimeSpan Stretch, int Crowd)
{
    private static readonly (string Database, int Nodes)[] Everything = [("SQLite", 1), ("PostgreSQL", 1), ("PostgreSQL", 2)];

    /// <summary><c>--quick</c>, <c>--scenes sqlite,postgresql,postgresql2</c>, <c>--only NAME,NAME</c>, <c>--rounds N</c>, <c>--seconds N</c>.</summary>
    public static Plan Of(string[] args)
    {
        var quick = args.Contains("--quick");
        var wanted = List(args, "--scenes");
        var scenes = Everything.Where(scene => wanted.Length == 0 || wanted.Contains(KeyOf(scene), StringComparer.OrdinalIgnoreCase));
        return new Plan(
            [.. scenes],
            List(args, "--only"),
            Number(args, "--rounds", quick ? 1 : 3),
            TimeSpan.FromSeconds(Number(args, "--seconds", quick ? 1 : 3)),
            quick ? 200 : 2_000);
    }

    public bool Wants(string row) => Only.Count == 0 || Only.Any(part => row.Contains(part, StringComparison.OrdinalIgnoreCase));

    private static string KeyOf((string Database, int Nodes) scene) => scene.Nodes == 1 ? scene.Database : $"{scene.Database}{scene.Nodes}";

    private static string[] List(string[] args, string name) =>
        Array.IndexOf(args, name) is var at and >= 0 ? args[at + 1].Split(',') : [];

    private static int Number(string[] args, string name, int otherwise) =>
        Array.IndexOf(args, name) is var at and >= 0 ? int.Parse(args[at + 1], System.Globalization.CultureInfo.InvariantCulture) : otherwise;
}
