using Plenum.Bench.Load;
using Plenum.Bench.Nodes;

namespace Plenum.Bench.Rows;

/// <summary>Sixteen people write at once: in one chat, and each in another one.</summary>
internal static class Posting
{
    private const int Writers = 16;
    private const string Message = """{"message":"A message of some fifty characters, as people write them"}""";

    public static async Task<IReadOnlyList<Row>> MeasureAsync(Scene scene, Plan plan)
    {
        var people = await scene.PeopleAsync("writer", Writers);
        var shared = await scene.Admin.CreateRoomAsync(2, "Everybody");
        var own = new List<string>();
        foreach (var person in people)
        {
            await scene.Admin.AddAsync(shared, person.Login);
            own.Add(await person.CreateRoomAsync(2, "Notes"));
        }

        var together = people.ConvertAll(person => Request(shared, person));
        var apart = people.Zip(own, (person, token) => Request(token, person)).ToList();
        return [await RunAsync("post a message, 16 writers in one chat", together), await RunAsync("post a message, 16 writers in 16 chats", apart)];

        Task<Row> RunAsync(string work, List<byte[]> requests) => Comparison.RunAsync(
            scene, plan, work, 1, (number, _) => requests[number], bytes => HttpConnection.Request("POST", $"/row?bytes={bytes}"));
    }

    private static byte[] Request(string token, Api person) => HttpConnection.Request("POST", $"{Api.Talk}/v1/chat/{token}", person.Authorization, json: Message);
}
