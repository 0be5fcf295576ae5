using System.Text.Json;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Administration;

public sealed class GroupTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task Groups_are_found_by_id_and_name()
    {
        var word = PlenumServer.Unique("needle");
        var admin = server.Admin();
        await admin.CreateGroupOfAccountsAsync($"{word}-id");
        await admin.PostAsync("/ocs/v2.php/cloud/groups", new { groupid = PlenumServer.Unique("named"), displayname = $"The {word.ToUpperInvariant()}" });

        var asPerson = (await (await server.PersonAsync()).GetAsync($"/ocs/v2.php/cloud/groups?search={word}")).Expect(200);
        var page = (await admin.GetAsync($"/ocs/v2.php/cloud/groups?search={word}&limit=1")).Expect(200);

        Assert.Equal(2, asPerson["groups"].GetArrayLength());
        Assert.Equal(1, page["groups"].GetArrayLength());
    }

    [Fact]
    public async Task Details_count_members_and_those_who_are_disabled()
    {
        var group = PlenumServer.Unique("group");
        var ada = await server.PersonAsync("ada", group);
        await server.PersonAsync("grace", group);
        await server.Admin().PutAsync($"/ocs/v2.php/cloud/users/{ada.User}/disable");

        var details = (await server.Admin().GetAsync($"/ocs/v2.php/cloud/groups/details?search={group}")).Expect(200)["groups"][0];

        Assert.Equal((group, group, 2, 1), (Text(details, "id"), Text(details, "displayname"), details.GetProperty("usercount").GetInt32(), details.GetProperty("disabled").GetInt32()));
        Assert.True(details.GetProperty("canAdd").GetBoolean() && details.GetProperty("canRemove").GetBoolean());
    }

    [Fact]
    public async Task Members_are_listed_under_both_addresses()
    {
        var group = PlenumServer.Unique("group");
        var ada = await server.PersonAsync("ada", group);
        var admin = server.Admin();

        var users = (await admin.GetAsync($"/ocs/v2.php/cloud/groups/{group}/users")).Expect(200);
        var old = (await admin.GetAsync($"/ocs/v2.php/cloud/groups/{group}")).Expect(200);
        var details = (await admin.GetAsync($"/ocs/v2.php/cloud/groups/{group}/users/details")).Expect(200);

        Assert.Equal([ada.User], users["users"].EnumerateArray().Select(entry => entry.GetString()));
        Assert.Equal([ada.User], old["users"].EnumerateArray().Select(entry => entry.GetString()));
        Assert.Equal("Ada", Text(details["users"].GetProperty(ada.User), "displayname"));
        Assert.Equal(0, (await admin.GetAsync($"/ocs/v2.php/cloud/groups/{group}/subadmins")).Expect(200).Data.GetArrayLength());
    }

    [Theory]
    [InlineData("")]
    [InlineData("/users")]
    [InlineData("/users/details")]
    public async Task Members_of_unknown_groups_are_404_and_for_others_403(string address)
    {
        var ada = await server.PersonAsync();

        Assert.Equal(404, (await server.Admin().GetAsync($"/ocs/v2.php/cloud/groups/nowhere{address}")).Status);
        Assert.Equal(403, (await ada.GetAsync($"/ocs/v2.php/cloud/groups/admin{address}")).Status);
    }

    [Fact]
    public async Task A_group_can_be_renamed_and_nothing_else()
    {
        var group = PlenumServer.Unique("group");
        var admin = server.Admin();
        await admin.CreateGroupOfAccountsAsync(group);

        (await admin.PutAsync($"/ocs/v2.php/cloud/groups/{group}", new { key = "displayname", value = "New name" })).Expect(200);
        var other = await admin.PutAsync($"/ocs/v2.php/cloud/groups/{group}", new { key = "id", value = "x" });
        var empty = await admin.PutAsync($"/ocs/v2.php/cloud/groups/{group}", new { key = "displayname", value = " " });
        var unknown = await admin.PutAsync("/ocs/v2.php/cloud/groups/nowhere", new { key = "displayname", value = "x" });
        var details = (await admin.GetAsync($"/ocs/v2.php/cloud/groups/details?search={group}"))["groups"][0];

        Assert.Equal("New name", Text(details, "displayname"));
        Assert.Equal((101, 101, 404), (other.Code, empty.Code, unknown.Status));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData(" x")]
    [InlineData("line\nbreak")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task Ids_that_cannot_be_are_101(string id)
    {
        var reply = await server.Admin().PostAsync("/ocs/v2.php/cloud/groups", new { groupid = id });

        Assert.Equal((400, 101), (reply.Status, reply.Code));
    }

    [Fact]
    [Case("platform T62")]
    public async Task The_group_of_administrators_stays()
    {
        var admin = server.Admin();

        var indispensable = await admin.DeleteAsync("/ocs/v2.php/cloud/groups/admin");
        var unknown = await admin.DeleteAsync("/ocs/v2.php/cloud/groups/nowhere");

        Assert.Equal((400, 102), (indispensable.Status, indispensable.Code));
        Assert.Equal((400, 101), (unknown.Status, unknown.Code));
    }

    [Fact]
    public async Task A_deleted_group_is_gone_and_its_members_are_not()
    {
        var group = PlenumServer.Unique("group");
        var ada = await server.PersonAsync("ada", group);

        (await server.Admin().DeleteAsync($"/ocs/v2.php/cloud/groups/{group}")).Expect(200);

        Assert.Equal(404, (await server.Admin().GetAsync($"/ocs/v2.php/cloud/groups/{group}")).Status);
        Assert.Empty((await ada.GetAsync("/ocs/v2.php/cloud/user")).Expect(200)["groups"].EnumerateArray());
    }

    [Fact]
    public async Task Creating_renaming_and_deleting_is_for_administrators()
    {
        var ada = await server.PersonAsync();

        Assert.Equal(403, (await ada.PostAsync("/ocs/v2.php/cloud/groups", new { groupid = "x" })).Status);
        Assert.Equal(403, (await ada.PutAsync("/ocs/v2.php/cloud/groups/admin", new { key = "displayname", value = "x" })).Status);
        Assert.Equal(403, (await ada.DeleteAsync("/ocs/v2.php/cloud/groups/admin")).Status);
        Assert.Equal(401, (await server.Guest().GetAsync("/ocs/v2.php/cloud/groups")).Status);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
