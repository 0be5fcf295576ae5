using System.Text.RegularExpressions;
using Plenum.Tests.Testing;

namespace Plenum.Tests.CommandLine;

public sealed partial class DemoCommandTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task The_demo_is_a_webinar_that_opens_in_a_minute_and_a_class_in_two_rooms_and_only_once()
    {
        var made = await server.CommandAsync("demo", "--password", "demo word", "--url", "https://talk.example.org/");
        var again = await server.CommandAsync("demo");

        Assert.Equal((0, ""), (made.Code, made.Error));
        var tokens = Link().Matches(made.Output).Select(match => match.Groups["token"].Value).ToArray();
        var guest = server.Guest();
        var waiting = (await guest.PostAsync($"v4/room/{tokens[0]}/participants/active")).Expect(200);
        Assert.Equal((3, 1, 389), (waiting["type"].GetInt32(), waiting["lobbyState"].GetInt32(), waiting["defaultPermissions"].GetInt32()));

        await server.AdvanceAsync(TimeSpan.FromSeconds(61));
        Assert.Equal(0, (await guest.GetAsync($"v4/room/{tokens[0]}")).Expect(200)["lobbyState"].GetInt32());

        var teacher = new TalkClient(server, "tina", "demo word");
        var started = (await teacher.PostAsync($"v1/breakout-rooms/{tokens[1]}/rooms")).Expect(200);
        Assert.Equal(["Room 1", "Room 2", "Class"], started.Data.EnumerateArray().Select(room => room.GetProperty("name").GetString()));

        Assert.Equal(1, again.Code);
        Assert.Contains("empty", again.Error);
    }

    [GeneratedRegex("https://talk\\.example\\.org/call/(?<token>[a-z0-9]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
