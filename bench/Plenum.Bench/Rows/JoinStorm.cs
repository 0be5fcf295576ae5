using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Plenum.Bench.Load;
using Plenum.Bench.Nodes;

namespace Plenum.Bench.Rows;

/// <summary>Guests who come within ten seconds, each on a connection of its own, while people who are already in go on.</summary>
internal static class JoinStorm
{
    private const int Insiders = 50;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    /// <returns>The cookies of those who came in.</returns>
    public static async Task<List<string>> RunAsync(Scene scene, Plan plan, Api host, string token, List<Row> rows)
    {
        var insiders = await scene.PeopleAsync("insider", Insiders);
        foreach (var insider in insiders) await insider.JoinAsync(token);

        var (before, during, joins) = (new Latencies(), new Latencies(), new Latencies());
        await InsideAsync(scene, insiders, token, TimeSpan.FromSeconds(5), before);
        var cookies = new ConcurrentBag<string>();
        var (failures, retried) = (0, 0);
        var cpu = scene.Nodes.Sum(node => node.CpuSeconds);
        var start = Stopwatch.GetTimestamp();
        var inside = InsideAsync(scene, insiders, token, Duration, during);
        await Task.WhenAll(Enumerable.Range(0, plan.Crowd).Select(JoinAsync));
        await inside;
        cpu = scene.Nodes.Sum(node => node.CpuSeconds) - cpu;

        rows.Add(new Row(
            scene.Name,
            $"{plan.Crowd} guests join within 10 s (visit and join)",
            string.Create(CultureInfo.InvariantCulture, $"{joins.At(0.5):0} ms, p99 {joins.At(0.99):0} ms, longest {joins.At(1):0} ms; {failures} failed, {retried} came back after `Retry-After`; {cpu * 1000 / plan.Crowd:0.0} ms CPU each"),
            "–",
            "",
            "nobody fails"));
        rows.Add(new Row(
            scene.Name,
            $"{Insiders} people already in, meanwhile",
            string.Create(CultureInfo.InvariantCulture, $"{during.At(0.5):0.0} ms, p99 {during.At(0.99):0.0} ms"),
            string.Create(CultureInfo.InvariantCulture, $"before the storm {before.At(0.5):0.0} ms, p99 {before.At(0.99):0.0} ms"),
            string.Create(CultureInfo.InvariantCulture, $"p99 {during.At(0.99) / before.At(0.99):0.0} ×"),
            "keep their latency"));
        return [.. cookies];

        async Task JoinAsync(int number)
        {
            await Task.Delay(Duration * number / plan.Crowd);
            var began = Stopwatch.GetTimestamp();
            try
            {
                using var connection = await HttpConnection.OpenAsync(scene.Nodes[number % scene.Nodes.Count].Url);
                await connection.SendAsync(HttpConnection.Request("GET", $"{Api.Talk}/v4/room/{token}"));
                var reply = await connection.SendAsync(HttpConnection.Request("POST", $"{Api.Talk}/v4/room/{token}/participants/active"));
                for (var tries = 0; reply.Status == 503 && tries < 20; tries++)
                {
                    if (tries == 0) Interlocked.Increment(ref retried);
                    await Task.Delay(TimeSpan.FromSeconds(1));
                    reply = await connection.SendAsync(HttpConnection.Request("POST", $"{Api.Talk}/v4/room/{token}/participants/active"));
                }

                if (reply.Status != 200) Interlocked.Increment(ref failures);
                else cookies.Add(connection.Cookie!);
                joins.AddSince(began);
            }
            catch (IOException)
            {
                Interlocked.Increment(ref failures);
            }
        }
    }

    /// <summary>Each asks for the conversation twice a second and writes every five seconds, as an app in the foreground does.</summary>
    private static Task InsideAsync(Scene scene, List<Api> insiders, string token, TimeSpan duration, Latencies latencies) =>
        Task.WhenAll(insiders.Select(async (person, number) =>
        {
            using var connection = await HttpConnection.OpenAsync(scene.Nodes[number % scene.Nodes.Count].Url);
            var room = HttpConnection.Request("GET", $"{Api.Talk}/v4/room/{token}", person.Authorization);
            var post = HttpConnection.Request("POST", $"{Api.Talk}/v1/chat/{token}", person.Authorization, json: """{"message":"Can you hear me?"}""");
            var began = Stopwatch.GetTimestamp();
            await Task.Delay(TimeSpan.FromMilliseconds(500d * number / Insiders));
            for (var turn = number; Stopwatch.GetElapsedTime(began) < duration; turn++)
            {
                var sent = Stopwatch.GetTimestamp();
                await connection.SendAsync(turn % 10 == 0 ? post : room);
                latencies.AddSince(sent);
                await Task.Delay(TimeSpan.FromMilliseconds(500));
            }
        }));
}
