using Plenum.Tests.Testing;

namespace Plenum.Tests.ExternalSignaling;

/// <summary>Breakout rooms as a signaling server hears of them: the parent is 0, the rooms are 1, 2, …</summary>
public sealed class BreakoutMessageTests(ExternalServer server) : IClassFixture<ExternalServer>, IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        server.Signaling.Features = "changed-users, switchto";
        await (await server.PersonAsync("warm")).CreateGroupAsync();
        await server.ForgetAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    [Case("webinars B27", "webinars B29")]
    public async Task The_rooms_open_then_everybody_is_sent_then_the_parent_says_so()
    {
        var (meeting, sessions, all) = await ClassAsync();

        await meeting.StartAsync();

        Assert.Equal(
            ["1 message", "1 update", "2 message", "2 update", "3 message", "3 update", "0 switchto", "0 switchto", "0 switchto", "0 update"],
            await server.KindsAsync(all));
        Assert.Equal(
            [Switch(0, 1, sessions[0]), Switch(0, 2, sessions[1]), Switch(0, 3, sessions[2])],
            (await server.ToldAsync(all)).Where(told => told.Contains("switchto", StringComparison.Ordinal)));
        Assert.Contains("\"lobby-state\":0", (await server.ToldAsync(all))[1]);
        await server.ForgetAsync();

        await meeting.StartAsync();

        Assert.Equal(["1 update", "2 update", "3 update", "0 switchto", "0 switchto", "0 switchto", "0 update"], await server.KindsAsync(all));
    }

    [Fact]
    [Case("webinars B33")]
    public async Task Everybody_is_sent_back_then_the_parent_says_so_then_the_rooms_close()
    {
        var (meeting, _, all) = await ClassAsync();
        await meeting.StartAsync();
        var back = (await meeting.People[0].JoinAsync(all[1])).Text("sessionId");
        await server.ForgetAsync();

        await meeting.StopAsync();

        Assert.Equal(
            ["1 switchto", "0 update", "1 message", "1 update", "1 participants", "2 message", "2 update", "3 message", "3 update"],
            await server.KindsAsync(all));
        Assert.Equal(Switch(1, 0, back), (await server.ToldAsync(all))[0]);
    }

    private async Task<(Meeting Meeting, string[] Sessions, string[] All)> ClassAsync()
    {
        var meeting = await server.GroupAsync(members: 3);
        var rooms = await meeting.ManualAsync(3, (meeting.People[0], 0), (meeting.People[1], 1), (meeting.People[2], 2));
        var sessions = new List<string>();
        foreach (var person in meeting.People) sessions.Add((await person.JoinAsync(meeting.Token)).Text("sessionId"));
        await server.ForgetAsync();
        return (meeting, [.. sessions], [meeting.Token, .. rooms]);
    }

    private static string Switch(int from, int to, string session) =>
        $"{from} {{\"type\":\"switchto\",\"switchto\":{{\"roomid\":\"{{{to}}}\",\"sessions\":[\"{session}\"]}}}}";
}
