using Plenum.Bench.Load;
using Plenum.Bench.Nodes;

namespace Plenum.Bench.Rows;

/// <summary><c>GET /room/{token}</c> by people who wait in the lobby.</summary>
internal static class WaitingRoom
{
    private const int People = 64;

    public static async Task<IReadOnlyList<Row>> MeasureAsync(Scene scene, Plan plan)
    {
        var people = await scene.PeopleAsync("waiting", People);
        var token = await scene.Admin.CreateRoomAsync(3, "Webinar");
        await scene.Admin.SetLobbyAsync(token);
        foreach (var person in people) await person.JoinAsync(token);
        var requests = people.ConvertAll(person => HttpConnection.Request("GET", $"{Api.Talk}/v4/room/{token}", person.Authorization));
        return
        [
            await Comparison.RunAsync(
                scene,
                plan,
                "`GET /room/{token}` by waiting attendees",
                0.5,
                (number, turn) => requests[(number + (turn * 7)) % People],
                bytes => HttpConnection.Request("GET", $"/room/{token}?account=waiting0&bytes={bytes}")),
        ];
    }
}
