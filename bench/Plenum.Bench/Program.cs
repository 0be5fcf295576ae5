using Plenum.Bench;
using Plenum.Bench.Nodes;
using Plenum.Bench.Rows;

// One command, one table: what Plenum does and, measured in the same run, what the machine could do at best.
var plan = Plan.Of(args);
var rows = new List<Row>();
foreach (var (name, nodes) in plan.Scenes)
{
    await using var database = await Database.StartAsync(name);
    await using var scene = await Scene.SetAsync(database, nodes);
    foreach (var (row, measure) in Catalogue.All)
    {
        if (!plan.Wants(row)) continue;

        Console.Error.WriteLine($"{scene.Name}: {row} …");
        foreach (var measured in await measure(scene, plan))
        {
            Console.Error.WriteLine($"  {measured.Work}: {measured.Plenum} | {measured.Limit} | {measured.Reached}");
            rows.Add(measured);
        }
    }
}

Console.WriteLine(Machine.Describe());
Console.WriteLine();
Console.Write(Row.Table(rows));
