using System.Globalization;
using Plenum.Bench.Load;
using Plenum.Bench.Nodes;

namespace Plenum.Bench.Rows;

/// <summary><c>GET /room</c>: the list that every app asks for every 30 seconds.</summary>
internal static class RoomList
{
    public static async Task<IReadOnlyList<Row>> MeasureAsync(Scene scene, Plan plan) =>
        [await MeasureAsync(scene, plan, 30), await MeasureAsync(scene, plan, 100)];

    private static async Task<Row> MeasureAsync(Scene scene, Plan plan, int count)
    {
        var person = await scene.Admin.CreateAsync($"list{count}");
        for (var number = 0; number < count; number++)
        {
            var token = await scene.Admin.CreateRoomAsync(2, string.Create(CultureInfo.InvariantCulture, $"Course {number}"));
            await scene.Admin.AddAsync(token, person.Login);
            for (var message = 0; message < 3; message++) await scene.Admin.PostAsync(token, "Please read chapter four until Thursday.");
        }

        var request = HttpConnection.Request("GET", $"{Api.Talk}/v4/room", person.Authorization);
        return await Comparison.RunAsync(
            scene,
            plan,
            $"`GET /room` with {count} conversations",
            0.5,
            (_, _) => request,
            bytes => HttpConnection.Request("GET", $"/rooms?account={person.Login}&bytes={bytes}"));
    }
}
