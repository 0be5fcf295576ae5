using System.Text.Json;
using Plenum.Tests.Testing;

namespace Plenum.Tests.CommandLine;

public sealed class GroupCommandTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task Groups_are_created_once_and_deleted_once()
    {
        var group = PlenumServer.Unique("group");

        var created = await server.CommandAsync("group:add", group, "--display-name", "The group");
        var again = await server.CommandAsync("group:add", group);
        var details = await server.Admin().GetAsync($"/ocs/v2.php/cloud/groups/details?search={group}");
        var deleted = await server.CommandAsync("group:delete", group);
        var gone = await server.CommandAsync("group:delete", group);

        Assert.Equal((0, 1, 0, 1), (created.Code, again.Code, deleted.Code, gone.Code));
        Assert.Equal($"Created group \"{group}\"", created.Output.Trim());
        Assert.Equal("The group", details["groups"][0].GetProperty("displayname").GetString());
    }

    [Fact]
    public async Task The_group_of_administrators_stays()
    {
        Assert.Equal(1, (await server.CommandAsync("group:delete", "admin")).Code);
    }

    [Fact]
    public async Task Members_come_and_go_and_with_them_the_conversations_of_the_group()
    {
        var (owner, ada, group) = (await server.PersonAsync("owner"), await server.PersonAsync(), PlenumServer.Unique("group"));
        await server.CommandAsync("group:add", group);
        var room = (await owner.CreateGroupAsync()).Token;
        (await owner.TryAddAsync(room, group, "groups")).Expect(200);

        var joined = await server.CommandAsync("group:adduser", group, ada.User);
        var inside = await ada.RoomAsync(room);
        var left = await server.CommandAsync("group:removeuser", group, ada.User);
        var outside = await ada.RoomAsync(room);

        Assert.Equal((0, 200, 0, 404), (joined.Code, inside.Status, left.Code, outside.Status));
    }

    [Fact]
    public async Task What_is_not_there_is_an_error()
    {
        var ada = await server.PersonAsync();

        var group = await server.CommandAsync("group:adduser", "nowhere", ada.User);
        var account = await server.CommandAsync("group:adduser", "admin", "nobody");

        Assert.Equal((1, "group not found"), (group.Code, group.Error.Trim()));
        Assert.Equal((1, "account not found"), (account.Code, account.Error.Trim()));
    }

    [Fact]
    public async Task Groups_are_listed_with_their_members()
    {
        var group = PlenumServer.Unique("group");
        var ada = await server.PersonAsync("ada", group);

        var plain = (await server.CommandAsync("group:list")).Lines.ToList();
        var json = JsonDocument.Parse((await server.CommandAsync("group:list", "--output", "json")).Output).RootElement;

        Assert.Equal($"    - {ada.User}", plain[plain.IndexOf($"  - {group}:") + 1]);
        Assert.Equal(ada.User, json.GetProperty(group)[0].GetString());
    }
}
