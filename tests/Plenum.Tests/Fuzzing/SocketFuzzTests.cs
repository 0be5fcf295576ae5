using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Fuzzing;

/// <summary>Whatever one client sends, it keeps its socket and everybody else is undisturbed.</summary>
public sealed class SocketFuzzTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const int Rounds = 4;
    private const int Frames = 200;

    private static readonly string[] Types = ["hello", "room", "message", "control", "transient", "internal", "welcome", "event", "error", "federation", ""];
    private static readonly string[] Fields = ["type", "roomid", "sessionid", "recipient", "data", "key", "value", "ttl", "version", "auth", "resumeid", "features", "payload", "roomType", "sid", "userid"];
    private static readonly string[] Words = ["session", "user", "room", "call", "set", "remove", "offer", "answer", "candidate", "requestoffer", "sendoffer", "selectStream", "video", "screen", "addsession", "dialout"];

    [Fact]
    public async Task Odd_frames_are_answered_or_passed_over_and_nobody_else_notices()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        await using var witness = await SignalingClient.SeatAsync(server, bob, token);
        foreach (var seed in FuzzRun.Seeds(Rounds))
        {
            var odd = new Oddities(seed);
            await using var client = await SignalingClient.SeatAsync(server, ada, token);
            try
            {
                for (var frame = 0; frame < Frames; frame++) await SendAsync(client, odd, token, witness.SessionId);
                await client.KindsAsync();
                await client.JoinAsync(token, (await ada.JoinAsync(token)).Text("sessionId"));
                await client.TellAsync(new { type = "session", sessionid = witness.SessionId }, new { seed });
                await witness.HearAsync(frame => frame.GetRawText().Contains($"\"seed\":{seed.ToString(CultureInfo.InvariantCulture)}", StringComparison.Ordinal));
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"PLENUM_FUZZ_SEED={seed.ToString(CultureInfo.InvariantCulture)}: {exception.Message}", exception);
            }
        }
    }

    private static Task SendAsync(SignalingClient client, Oddities odd, string token, string other)
    {
        if (odd.Chance(10)) return client.SayAsync(odd.Bytes(), WebSocketMessageType.Binary);
        if (odd.Chance(20)) return SayAsync(client, odd.Json());

        var type = odd.OneOf(Types);
        var body = string.Join(',', Enumerable.Range(0, odd.Below(5)).Select(_ => $"\"{odd.OneOf(Fields)}\":{Value(odd, token, other)}").Distinct(StringComparer.Ordinal));
        return SayAsync(client, $"{{\"id\":{(odd.Chance(80) ? "\"x\"" : odd.Json())},\"type\":\"{type}\",\"{type}\":{{{body}}}}}");
    }

    /// <summary>Longer ones close the socket, as they should.</summary>
    private static Task SayAsync(SignalingClient client, string frame) =>
        frame.Length < 10_000 ? client.SayAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text) : Task.CompletedTask;

    private static string Value(Oddities odd, string token, string other) => odd.Below(6) switch
    {
        0 => $"\"{odd.OneOf(Words)}\"",
        1 => $"\"{(odd.Chance(50) ? other : token)}\"",
        2 => $$"""{"type":"{{odd.OneOf(Words)}}","sessionid":"{{other}}","payload":{{odd.Json()}}}""",
        3 => $"{{\"type\":\"{odd.OneOf(Words)}\",\"roomType\":\"video\",\"payload\":{{\"sdp\":{odd.Json()},\"candidate\":{odd.Json()}}}}}",
        _ => odd.Json(),
    };
}
