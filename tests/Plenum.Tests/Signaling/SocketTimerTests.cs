using System.Text.Json;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Signaling;

/// <summary>Plenum's own page hears until when breakout rooms are open.</summary>
public sealed class SocketTimerTests(EmbeddedServer server) : IClassFixture<EmbeddedServer>
{
    [Fact]
    public async Task Everybody_inside_hears_of_a_limit_that_it_changed_and_that_it_is_gone()
    {
        var (meeting, rooms) = await server.StartedAsync(members: 1);
        await using var inParent = await server.PageAsync(meeting.Owner, meeting.Token);
        await using var inRoom = await server.PageAsync(meeting.People[0], rooms[0]);
        foreach (var page in new[] { inParent, inRoom }) await page.OwnKindsAsync();
        var at = server.Clock.Unix;

        foreach (var (act, endsAt) in new (Func<Task>, long?)[]
        {
            (async () => (await meeting.Owner.SetTimerAsync(meeting.Token, at + 60)).Expect(200), at + 60),
            (async () => (await meeting.Owner.SetTimerAsync(meeting.Token, at + 90)).Expect(200), at + 90),
            (async () => (await meeting.Owner.ClearTimerAsync(meeting.Token)).Expect(200), null),
            (async () => (await meeting.Owner.SetTimerAsync(meeting.Token, at + 120)).Expect(200), at + 120),
            (meeting.StopAsync, null),
        })
        {
            await act();
            foreach (var page in new[] { inParent, inRoom }) Assert.Equal((meeting.Token, endsAt), Read(await page.OwnAsync("timer")));
        }
    }

    [Fact]
    public async Task Those_who_wait_in_the_lobby_and_clients_that_do_not_know_it_hear_nothing()
    {
        var (meeting, rooms) = await server.StartedAsync(members: 2);
        (await meeting.Owner.PutAsync($"v4/room/{meeting.Token}/webinar/lobby", new { state = 1 })).Expect(200);
        await using var desk = await server.PageAsync(meeting.Owner, meeting.Token);
        await using var waiting = await server.PageAsync(meeting.People[0], meeting.Token);
        await using var talk = await server.PageAsync(meeting.People[1], rooms[1], "chat-relay");

        (await meeting.Owner.SetTimerAsync(meeting.Token, server.Clock.Unix + 60)).Expect(200);
        await desk.OwnAsync("timer");

        foreach (var client in new[] { waiting, talk }) Assert.DoesNotContain("timer", await client.OwnKindsAsync());
    }

    private static (string Token, long? EndsAt) Read(JsonElement timer) =>
        (timer.GetProperty("token").GetString()!, timer.GetProperty("endsAt").ValueKind == JsonValueKind.Null ? null : timer.GetProperty("endsAt").GetInt64());
}
