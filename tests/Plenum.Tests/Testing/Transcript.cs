using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Plenum.Tests.Testing;

/// <summary>
/// Two people, a host and a guest, who do and hear what a written conversation says. <c>$name</c> is the same value
/// everywhere, <c>…</c> is any.
/// </summary>
internal sealed partial class Transcript : IAsyncDisposable
{
    private const string Anything = "…";

    private readonly PlenumServer server;
    private readonly Dictionary<string, TalkClient> people;
    private readonly Dictionary<string, SignalingClient> sockets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonNode> known;

    private Transcript(PlenumServer server, Dictionary<string, TalkClient> people, Dictionary<string, JsonNode> known) =>
        (this.server, this.people, this.known) = (server, people, known);

    /// <summary>Ada's public webinar, to which Bob comes by the link.</summary>
    public static async Task<Transcript> BeginAsync(PlenumServer server)
    {
        var (ada, bob) = (await server.PersonAsync("ada"), server.Guest());
        var token = (await ada.PostAsync("v4/room", new { roomType = 3, roomName = "Webinar" })).Expect(201).Text("token");
        var given = new Dictionary<string, JsonNode>(StringComparer.Ordinal)
        {
            ["token"] = token,
            ["ada"] = ada.User!,
            ["backend"] = $"{server.Url}/ocs/v2.php/apps/spreed/api/v3/signaling/backend",
            ["ada.params"] = await ParamsAsync(ada, token),
            ["bob.params"] = await ParamsAsync(bob, token),
        };
        return new Transcript(server, new Dictionary<string, TalkClient>(StringComparer.Ordinal) { ["ada"] = ada, ["bob"] = bob }, given);
    }

    public async Task PlayAsync(string line)
    {
        var (name, verb, rest) = line.Split(' ', 3) switch
        {
            [var who, var what] => (who, what, ""),
            [var who, var what, var more] => (who, what, more),
            _ => throw new FormatException(line),
        };
        var person = people[name];
        switch (verb)
        {
            case "connects":
                sockets[name] = await SignalingClient.DialAsync(server);
                break;
            case "breaks":
                sockets[name].Break();
                break;
            case "joins":
                var words = rest.Split(' ');
                known[words[2][1..]] = (await person.JoinAsync(Fill(words[0]))).Text("sessionId");
                break;
            case ">":
                await sockets[name].SayAsync(Filled(rest));
                break;
            case "<":
                Compare(line, Fits(rest, await sockets[name].HearAsync()));
                break;
            case "hears":
                await HearAsync(name, rest);
                break;
            default:
                await RequestAsync(person, new HttpMethod(verb), rest);
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var socket in sockets.Values) await socket.DisposeAsync();
    }

    private static async Task<JsonNode> ParamsAsync(TalkClient person, string token) =>
        JsonNode.Parse((await person.GetAsync($"v3/signaling/settings?token={token}")).Expect(200)["helloAuthParams"].GetProperty("1.0").GetRawText())!;

    private async Task RequestAsync(TalkClient person, HttpMethod verb, string rest)
    {
        var parts = rest.Split(' ', 2);
        var reply = await person.SendAsync(verb, Fill(parts[0]), parts.Length > 1 ? JsonNode.Parse(parts[1]) : null);
        Assert.True(reply.Status < 300, $"{verb} {rest}: {reply.Status}");
    }

    private async Task HearAsync(string name, string expected)
    {
        var passed = new List<string>();
        while (true)
        {
            JsonElement frame;
            try
            {
                frame = await sockets[name].HearAsync();
            }
            catch (OperationCanceledException never)
            {
                throw new InvalidOperationException($"{name} never heard {expected}, but\n{string.Join('\n', passed)}", never);
            }

            if (Fits(expected, frame) is null) return;
            passed.Add(frame.GetRawText());
        }
    }

    private static void Compare(string line, string? difference) => Assert.True(difference is null, $"{line}\n{difference}");

    /// <returns>Null, or where the two differ.</returns>
    private string? Fits(string expected, JsonElement frame)
    {
        var found = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        var difference = Difference(JsonNode.Parse(expected), JsonNode.Parse(frame.GetRawText()), "", found);
        if (difference is not null) return $"{difference}\n{frame.GetRawText()}";

        foreach (var (name, value) in found) known[name] = value;
        return null;
    }

    private string? Difference(JsonNode? expected, JsonNode? actual, string path, Dictionary<string, JsonNode> found)
    {
        switch (expected)
        {
            case JsonValue value when value.TryGetValue(out string? text) && text == Anything:
                return null;
            case JsonValue value when value.TryGetValue(out string? text) && text.StartsWith('$'):
                if (known.GetValueOrDefault(text[1..]) is { } same) return JsonNode.DeepEquals(same, actual) ? null : $"{path}: {actual} is not {text}";
                found[text[1..]] = actual!.DeepClone();
                return null;
            case JsonObject fields when actual is JsonObject given:
                return fields.Select(field => given.ContainsKey(field.Key) ? Difference(field.Value, given[field.Key], $"{path}.{field.Key}", found) : $"{path}.{field.Key} is missing")
                    .Concat(given.Select(field => fields.ContainsKey(field.Key) ? null : $"{path}.{field.Key} is not documented"))
                    .FirstOrDefault(difference => difference is not null);
            case JsonArray items when actual is JsonArray given:
                return items.Count != given.Count ? $"{path}: {given.Count} items" : items.Select((item, at) => Difference(item, given[at], $"{path}[{at}]", found)).FirstOrDefault(difference => difference is not null);
            default:
                return JsonNode.DeepEquals(expected, actual) ? null : $"{path}: {actual?.ToJsonString() ?? "null"}";
        }
    }

    private JsonNode Filled(string frame)
    {
        var node = JsonNode.Parse(frame)!;
        return Fill(node) ?? node;
    }

    /// <returns>What stands in its place; null when it stays, with its parts filled.</returns>
    private JsonNode? Fill(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var (key, value) in fields.ToList())
                {
                    if (Fill(value) is { } filled) fields[key] = filled;
                }

                return null;
            case JsonArray items:
                for (var at = 0; at < items.Count; at++)
                {
                    if (Fill(items[at]) is { } filled) items[at] = filled;
                }

                return null;
            case JsonValue value when value.TryGetValue(out string? text) && text.StartsWith('$'):
                return known[text[1..]].DeepClone();
            default:
                return null;
        }
    }

    private string Fill(string path) => Name().Replace(path, match => known[match.Groups["name"].Value].GetValue<string>());

    [GeneratedRegex(@"\$(?<name>[a-z.]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
