using System.Globalization;
using Plenum.Bench.Load;
using Plenum.Bench.Nodes;

namespace Plenum.Bench.Rows;

/// <summary>The last 50 messages of a chat.</summary>
internal static class History
{
    public static async Task<IReadOnlyList<Row>> MeasureAsync(Scene scene, Plan plan)
    {
        var person = await scene.Admin.CreateAsync("history");
        var token = await scene.Admin.CreateRoomAsync(2, "Seminar");
        await scene.Admin.AddAsync(token, person.Login);
        await person.JoinAsync(token);
        for (var number = 0; number < 60; number++) await scene.Admin.PostAsync(token, string.Create(CultureInfo.InvariantCulture, $"Remark number {number}, about as long as people write."));
        var request = HttpConnection.Request("GET", $"{Api.Talk}/v1/chat/{token}?lookIntoFuture=0&limit=50&setReadMarker=0", person.Authorization);
        return
        [
            await Comparison.RunAsync(
                scene,
                plan,
                "chat history of 50",
                0.5,
                (_, _) => request,
                bytes => HttpConnection.Request("GET", $"/chat/{token}?account={person.Login}&bytes={bytes}")),
        ];
    }
}
