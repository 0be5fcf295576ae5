using Plenum.Bench.Nodes;

namespace Plenum.Bench.Rows;

/// <summary>What needs many people: they join in a storm, wait for messages, and are split into rooms.</summary>
internal static class Crowd
{
    public static async Task<IReadOnlyList<Row>> MeasureAsync(Scene scene, Plan plan)
    {
        var host = await scene.Admin.CreateAsync("crowdhost");
        var token = await host.CreateRoomAsync(3, "Assembly");
        var rows = new List<Row>();
        var cookies = await JoinStorm.RunAsync(scene, plan, host, token, rows);
        foreach (var waiting in new[] { plan.Crowd / 4, plan.Crowd }) rows.Add(await FanOut.RunAsync(scene, plan, host, token, cookies, waiting));
        foreach (var waiting in new[] { plan.Crowd, plan.Crowd * 5 }) rows.Add(await IdlePolls.RunAsync(scene, host, token, cookies, waiting));
        rows.Add(await Breakout.RunAsync(scene, plan, host, cookies));
        return rows;
    }
}
