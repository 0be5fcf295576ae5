using Plenum.Tests.Testing;

namespace Plenum.Tests.Conversations;

/// <summary>What stands at the door of a conversation.</summary>
public sealed class DoorTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task Whoever_waits_sees_what_it_is_who_invites_when_it_opens_and_what_time_it_is()
    {
        var (olga, token) = await WebinarAsync();
        var opensAt = server.Clock.Unix + 720;
        (await olga.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1, timer = opensAt })).Expect(200);
        var gil = await server.NamedGuestAsync(token, "Gil");

        var door = (await DoorAsync(gil, token)).Expect(200);

        Assert.Equal((token, "Rivers", "All about rivers", 1, opensAt, false), (door.Token, door.Text("name"), door.Text("description"), door["lobbyState"].GetInt32(), door["opensAt"].GetInt64(), door["hasPassword"].GetBoolean()));
        Assert.Equal(server.Clock.GetUtcNow().ToUnixTimeMilliseconds(), door["now"].GetInt64());
        Assert.Equal(["Olga"], HostsOf(door));
        Assert.Equal("null", door["dialIn"].GetRawText());
    }

    [Fact]
    public async Task Hosts_are_the_owners_the_moderators_and_no_more_than_five()
    {
        var (olga, token) = await WebinarAsync();
        var gus = await server.NamedGuestAsync(token, "Gus");
        await olga.PromoteAsync(token, gus);
        foreach (var name in new[] { "mona", "max" })
        {
            var moderator = await server.PersonAsync(name);
            await olga.AddAsync(token, moderator);
            await olga.PromoteAsync(token, moderator);
        }

        var three = HostsOf((await DoorAsync(gus, token)).Expect(200));
        foreach (var name in new[] { "mia", "moritz" })
        {
            var moderator = await server.PersonAsync(name);
            await olga.AddAsync(token, moderator);
            await olga.PromoteAsync(token, moderator);
        }

        Assert.Equal(["Olga", "Mona", "Max", "Gus"], three);
        Assert.Equal(["Olga", "Mona", "Max", "Mia", "Moritz"], HostsOf((await DoorAsync(gus, token)).Expect(200)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Strangers_learn_what_the_Room_object_tells_them_and_not_who_invites(int listable)
    {
        var (olga, token) = await WebinarAsync(password: "Correct-Horse-7");
        (await olga.PutAsync($"v4/room/{token}/listable", new { scope = listable })).Expect(200);

        foreach (var stranger in new[] { server.Guest(), await server.PersonAsync("eve") })
        {
            var (door, room) = ((await DoorAsync(stranger, token)).Expect(200), (await stranger.RoomAsync(token)).Expect(200));

            Assert.Equal(
                (room.Text("displayName"), room.Text("description"), room["lobbyState"].GetInt32(), room["hasPassword"].GetBoolean()),
                (door.Text("name"), door.Text("description"), door["lobbyState"].GetInt32(), door["hasPassword"].GetBoolean()));
            Assert.Empty(HostsOf(door));
            Assert.Equal(("null", "null"), (door["opensAt"].GetRawText(), door["dialIn"].GetRawText()));
        }

        Assert.Equal(listable == 0 ? "" : "Rivers", (await DoorAsync(server.Guest(), token)).Expect(200).Text("name"));
    }

    [Fact]
    public async Task Where_one_can_dial_in_it_says_how_and_to_whom_it_belongs_the_pin()
    {
        await using var sip = await server.WithSipAsync();
        var (olga, token) = await WebinarAsync();
        var una = await server.PersonAsync("una");
        await olga.AddAsync(token, una);
        var off = (await DoorAsync(una, token)).Expect(200)["dialIn"].GetRawText();
        (await olga.PutAsync($"v4/room/{token}/webinar/sip", new { state = 1 })).Expect(200);
        await una.JoinAsync(token);

        var (member, guest, stranger) = ((await DoorAsync(una, token))["dialIn"], (await DoorAsync(await server.NamedGuestAsync(token, "Gil"), token))["dialIn"], (await DoorAsync(server.Guest(), token))["dialIn"]);

        Assert.Equal("null", off);
        Assert.Equal(("+49 30 1234567", (await una.RoomAsync(token)).Text("attendeePin")), (member.GetProperty("info").GetString(), member.GetProperty("pin").GetString()));
        Assert.Equal(7, member.GetProperty("pin").GetString()!.Length);
        Assert.Equal("", guest.GetProperty("pin").GetString());
        Assert.Equal("null", stranger.GetRawText());
    }

    [Fact]
    public async Task What_cannot_be_seen_has_no_door()
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreateGroupAsync()).Token;

        foreach (var stranger in new[] { server.Guest(), await server.PersonAsync("eve") })
        {
            Assert.Equal((404, 404), ((await DoorAsync(stranger, token)).Status, (await DoorAsync(stranger, "nosuchroom")).Status));
        }
    }

    [Fact]
    public async Task A_lobby_that_is_due_opens_for_whoever_looks_at_the_door()
    {
        var (olga, token) = await WebinarAsync();
        (await olga.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1, timer = server.Clock.Unix + 5 })).Expect(200);
        var gil = await server.NamedGuestAsync(token, "Gil");
        server.Clock.Advance(TimeSpan.FromSeconds(6));

        var door = (await DoorAsync(gil, token)).Expect(200);

        Assert.Equal((0, "null"), (door["lobbyState"].GetInt32(), door["opensAt"].GetRawText()));
    }

    private static Task<Reply> DoorAsync(TalkClient person, string token) => person.GetAsync(Desk.Own($"room/{token}/door"));

    private static string[] HostsOf(Reply door) => [.. door["hosts"].EnumerateArray().Select(name => name.GetString()!)];

    private async Task<(TalkClient Olga, string Token)> WebinarAsync(string password = "")
    {
        var olga = await server.PersonAsync("olga");
        return (olga, (await olga.CreateAsync(new { roomType = 3, roomName = "Rivers", description = "All about rivers", lobbyState = 1, password })).Token);
    }
}

/// <summary>Guessing tokens at the door counts as guessing them anywhere.</summary>
public sealed class DoorProtectionTests(ProtectedServer server) : IClassFixture<ProtectedServer>
{
    [Fact]
    public async Task Whoever_guesses_tokens_is_held_up()
    {
        var guest = server.Guest();

        var statuses = new List<int>();
        for (var guess = 0; guess < 11; guess++) statuses.Add((await guest.GetAsync(Desk.Own($"room/nothing{guess}/door"))).Status);

        Assert.Equal([.. Enumerable.Repeat(404, 10), 429], statuses);
    }
}
