using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Conversations;

public sealed class DefaultPermissionsTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact, Case("conversations 48")]
    public async Task New_defaults_take_back_what_people_had_of_their_own()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.AddAsync(bob, permissions: (Permissions)33);

        var reply = await ada.PutAsync($"v4/room/{room.Token}/permissions/default", new { permissions = 16 });

        Assert.Equal((17, 510), (reply.Expect(200)["defaultPermissions"].GetInt32(), reply["permissions"].GetInt32()));
        var seen = await bob.RoomAsync(room.Token);
        Assert.Equal((0, 17), (seen["attendeePermissions"].GetInt32(), seen["permissions"].GetInt32()));
        Assert.Empty(await room.SaidAsync());
    }

    [Fact]
    public async Task Zero_is_the_default_of_the_server()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var token = (await ada.CreateAsync(new { roomName = "room", permissions = 389, participants = new { users = new[] { bob.User } } })).Token;

        var reply = await ada.PutAsync($"v4/room/{token}/permissions/default", new { permissions = 0 });

        Assert.Equal(0, reply.Expect(200)["defaultPermissions"].GetInt32());
        Assert.Equal(502, (await bob.RoomAsync(token))["permissions"].GetInt32());
    }

    [Fact, Case("conversations 53")]
    public async Task Calls_have_no_permissions_of_their_own()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;

        Assert.Equal((400, "mode"), Outcome(await ada.PutAsync($"v4/room/{token}/permissions/call", new { permissions = 2 })));
        Assert.Equal(404, (await ada.PutAsync($"v4/room/{token}/permissions/other", new { permissions = 2 })).Status);
        Assert.Equal(403, (await bob.PutAsync($"v4/room/{token}/permissions/default", new { permissions = 2 })).Status);
        Assert.Equal((400, "permissions"), Outcome(await ada.PutAsync($"v4/room/{token}/permissions/default", new { permissions = 512 })));
        Assert.Equal((400, "permissions"), Outcome(await ada.PutAsync($"v4/room/{token}/permissions/default")));
    }

    [Fact]
    public async Task Who_may_no_longer_pass_the_lobby_leaves_the_call()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var token = (await ada.CreateAsync(new { roomName = "room", permissions = 511, lobbyState = 1, participants = new { users = new[] { bob.User } } })).Token;
        await ada.JoinAsync(token);
        await bob.JoinAsync(token);
        (await ada.PostAsync($"v4/call/{token}", new { flags = 1 })).Expect(200);
        (await bob.PostAsync($"v4/call/{token}", new { flags = 1 })).Expect(200);

        (await ada.PutAsync($"v4/room/{token}/permissions/default", new { permissions = 0 })).Expect(200);

        Assert.Equal((0, 1), ((await bob.RoomAsync(token))["participantFlags"].GetInt32(), (await ada.RoomAsync(token))["participantFlags"].GetInt32()));
    }

    private static (int Status, string? Error) Outcome(Reply reply) => (reply.Status, reply.Error);
}
