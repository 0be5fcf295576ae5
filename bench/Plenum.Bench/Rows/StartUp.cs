using System.Globalization;
using Plenum.Bench.Nodes;

namespace Plenum.Bench.Rows;

/// <summary>From the start of the process to the first good answer; and what it occupies when nobody is there.</summary>
internal static class StartUp
{
    public static async Task<IReadOnlyList<Row>> MeasureAsync(Scene scene, Plan plan)
    {
        var (empty, filled, memory) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < plan.Rounds; round++)
        {
            var settings = await scene.Database.CreateAsync();
            await using (var first = await Scene.StartAsync(settings)) empty.Add(first.StartUp.TotalSeconds);
            await using var again = await Scene.StartAsync(settings);
            filled.Add(again.StartUp.TotalSeconds);
            await Task.Delay(TimeSpan.FromSeconds(2));
            memory.Add(again.ResidentBytes / 1048576d);
        }

        return
        [
            new Row(scene.Name, "start, empty database to ready", Show(empty, "s"), "–", "", "≤ 2 s"),
            new Row(scene.Name, "start, existing database to ready", Show(filled, "s"), "–", "", "≤ 2 s"),
            new Row(scene.Name, "memory, nobody there", Show(memory, "MiB"), "–", "", "–"),
        ];
    }

    private static string Show(List<double> values, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{Comparison.Median(values):0.0#} {unit} ({values.Min():0.0#}–{values.Max():0.0#})");
}
