using System.Globalization;
using Plenum.Bench.Load;
using Plenum.Bench.Nodes;

namespace Plenum.Bench.Rows;

/// <summary>Throughput of the same question, asked of Plenum and of the limit in turns.</summary>
internal static class Comparison
{
    private const int Connections = 16;

    /// <param name="scene">Who is asked.</param>
    /// <param name="plan">How often and how long.</param>
    /// <param name="work">What the row is called.</param>
    /// <param name="reach">The share of the limit that is to be reached.</param>
    /// <param name="plenum">A request by number of the connection and a counter.</param>
    /// <param name="limit">The limit's request for a body of so many bytes.</param>
    public static async Task<Row> RunAsync(Scene scene, Plan plan, string work, double reach, Func<int, int, byte[]> plenum, Func<int, byte[]> limit)
    {
        // Once unmeasured: code is compiled, the length of the body known.
        var warm = await ClosedLoop.RunAsync(scene.Nodes, Connections, plan.Stretch * 3, plenum);
        var same = limit(warm.Bytes);
        await ClosedLoop.RunAsync([scene.Limits], Connections, plan.Stretch / 2, (_, _) => same);

        var (ours, limits) = (new List<LoadFigures>(), new List<LoadFigures>());
        for (var round = 0; round < plan.Rounds; round++)
        {
            ours.Add(await ClosedLoop.RunAsync(scene.Nodes, Connections, plan.Stretch, plenum));
            limits.Add(await ClosedLoop.RunAsync([scene.Limits], Connections, plan.Stretch, (_, _) => same));
        }

        var ratios = ours.Zip(limits, (mine, best) => mine.PerSecond / best.PerSecond).Order().ToList();
        return new Row(
            scene.Name,
            work,
            Show(ours),
            Show(limits),
            string.Create(CultureInfo.InvariantCulture, $"{Median(ratios):0.00} × ({ratios[0]:0.00}–{ratios[^1]:0.00})"),
            string.Create(CultureInfo.InvariantCulture, $"≥ {reach:0.0#} ×"));
    }

    public static double Median(IReadOnlyCollection<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Show(List<LoadFigures> figures)
    {
        var failures = figures.Sum(figure => figure.Failures);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Median([.. figures.Select(figure => figure.PerSecond)]):0}/s, {Median([.. figures.Select(figure => figure.Median)]):0.0} ms, p99 {Median([.. figures.Select(figure => figure.P99)]):0.0} ms, {Median([.. figures.Select(figure => figure.CpuPerRequest)]):0} µs CPU{(failures > 0 ? $", {failures} FAILED" : "")}");
    }
}
