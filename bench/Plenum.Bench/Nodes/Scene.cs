using Plenum.Bench.Load;

namespace Plenum.Bench.Nodes;

/// <summary>One or two Plenum nodes on a new database, and the limits beside them on the same one.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private const string AdminPassword = "plenum-bench";

    private Scene(string name, Database database, Dictionary<string, string> settings, List<Node> nodes, Node limits) =>
        (Name, Database, Settings, Nodes, Limits, Admin) = (name, database, settings, nodes, limits, new Api(nodes[0].Url, "admin", AdminPassword));

    public string Name { get; }

    public Database Database { get; }

    public IReadOnlyDictionary<string, string> Settings { get; }

    public List<Node> Nodes { get; }

    public Node Limits { get; }

    public Api Admin { get; }

    public static async Task<Scene> SetAsync(Database database, int nodes)
    {
        var settings = await database.CreateAsync();
        var running = new List<Node>();
        for (var number = 0; number < nodes; number++) running.Add(await StartAsync(settings));
        var name = nodes == 1 ? database.Name : $"{database.Name}, {nodes} nodes";
        return new Scene(name, database, settings, running, await Node.StartAsync(Build.Limits, "health", settings));
    }

    public static Task<Node> StartAsync(IReadOnlyDictionary<string, string> settings) => Node.StartAsync(
        Build.Plenum, "healthz", [.. settings, KeyValuePair.Create("Plenum__AdminPassword", AdminPassword), KeyValuePair.Create("Logging__LogLevel__Default", "Warning")]);

    /// <summary>New accounts with app passwords, by name and number.</summary>
    public async Task<List<Api>> PeopleAsync(string name, int count)
    {
        var people = new Api[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (number, _) => people[number] = await Admin.CreateAsync($"{name}{number}"));
        return [.. people];
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        foreach (var node in Nodes) await node.DisposeAsync();
        await Limits.DisposeAsync();
    }
}
