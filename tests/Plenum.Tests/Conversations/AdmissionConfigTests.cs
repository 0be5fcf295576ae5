using Plenum.Tests.Testing;

namespace Plenum.Tests.Conversations;

public sealed class AdmissionConfigTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task Where_passwords_are_enforced_nothing_goes_public_without_and_none_is_removed()
    {
        await using var config = await server.ConfigAsync(("force_passwords", "1"));
        var ada = await server.PersonAsync();
        var token = (await ada.CreateGroupAsync()).Token;

        var without = await ada.PostAsync($"v4/room/{token}/public");
        (await ada.PostAsync($"v4/room/{token}/public", new { password = "secret" })).Expect(200);
        var removed = await ada.PutAsync($"v4/room/{token}/password", new { password = "" });

        Assert.Equal((400, "password"), (without.Status, without.Error));
        Assert.Equal((400, "value"), (removed.Status, removed.Error));
        Assert.NotEmpty(without["message"].GetString()! + removed["message"].GetString());
        Assert.True((await ada.RoomAsync(token))["hasPassword"].GetBoolean());
    }

    [Fact]
    public async Task The_password_policy_speaks_to_people()
    {
        await using var config = await server.AppConfigAsync("password_policy", ("minLength", "10"));
        var ada = await server.PersonAsync();
        var group = (await ada.CreateGroupAsync()).Token;
        var open = (await ada.CreatePublicAsync()).Token;

        var onOpening = await ada.PostAsync($"v4/room/{group}/public", new { password = "short" });
        var onSetting = await ada.PutAsync($"v4/room/{open}/password", new { password = "short" });

        Assert.Equal((400, "password"), (onOpening.Status, onOpening.Error));
        Assert.Equal((400, "value"), (onSetting.Status, onSetting.Error));
        Assert.Equal(onOpening["message"].GetString(), onSetting["message"].GetString());
        Assert.Equal(2, (await ada.RoomAsync(group))["type"].GetInt32());
    }

    [Fact]
    public async Task Conversations_between_two_are_deleted_where_the_administrator_says_so()
    {
        await using var config = await server.ConfigAsync(("delete_one_to_one_conversations", "1"));
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));

        var room = await ada.CreateAsync(new { roomType = 1, invite = bob.User });

        Assert.Equal((true, false), (room["canDeleteConversation"].GetBoolean(), room["canLeaveConversation"].GetBoolean()));
        Assert.Equal(200, (await ada.DeleteAsync($"v4/room/{room.Token}")).Status);
    }
}
