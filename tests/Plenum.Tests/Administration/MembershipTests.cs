using Plenum.Tests.Testing;

namespace Plenum.Tests.Administration;

public sealed class MembershipTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task Joining_twice_is_the_same_as_once()
    {
        var (ada, group) = (await server.PersonAsync(), PlenumServer.Unique("group"));
        await server.Admin().CreateGroupOfAccountsAsync(group);

        (await server.Admin().JoinGroupAsync(ada.User, group)).Expect(200);
        (await server.Admin().JoinGroupAsync(ada.User, group)).Expect(200);

        Assert.Equal([group], (await ada.GetAsync(Groups(ada))).Expect(200)["groups"].EnumerateArray().Select(entry => entry.GetString()));
    }

    [Fact]
    public async Task Leaving_twice_is_the_same_as_once()
    {
        var group = PlenumServer.Unique("group");
        var ada = await server.PersonAsync("ada", group);

        (await server.Admin().LeaveGroupAsync(ada.User, group)).Expect(200);
        (await server.Admin().LeaveGroupAsync(ada.User, group)).Expect(200);

        Assert.Empty((await ada.GetAsync(Groups(ada)))["groups"].EnumerateArray());
    }

    [Fact]
    public async Task What_is_missing_has_a_number_of_its_own()
    {
        var (admin, ada) = (server.Admin(), await server.PersonAsync());

        Assert.Equal((101, 101), ((await admin.PostAsync(Groups(ada))).Code, (await admin.DeleteAsync(Groups(ada))).Code));
        Assert.Equal((102, 102), ((await admin.JoinGroupAsync(ada.User, "nowhere")).Code, (await admin.LeaveGroupAsync(ada.User, "nowhere")).Code));
        Assert.Equal((103, 103), ((await admin.JoinGroupAsync("nobody", "admin")).Code, (await admin.LeaveGroupAsync("nobody", "admin")).Code));
    }

    [Fact]
    public async Task Administrators_keep_their_own_rights_and_others_have_none()
    {
        var (admin, ada) = (server.Admin(), await server.PersonAsync());

        var own = await admin.LeaveGroupAsync("admin", "admin");
        var others = await ada.JoinGroupAsync(ada.User, "admin");

        Assert.Equal((400, 105), (own.Status, own.Code));
        Assert.Equal(403, others.Status);
    }

    [Fact]
    public async Task New_rights_hold_from_the_next_request_on()
    {
        var ada = await server.PersonAsync();

        await server.Admin().JoinGroupAsync(ada.User, "admin");
        var asAdmin = await ada.GetAsync("/ocs/v2.php/cloud/users");
        await server.Admin().LeaveGroupAsync(ada.User, "admin");
        var asPerson = await ada.GetAsync("/ocs/v2.php/cloud/users");

        Assert.Equal((200, 403), (asAdmin.Status, asPerson.Status));
    }

    [Fact]
    public async Task Groups_of_others_are_hidden()
    {
        var (ada, grace) = (await server.PersonAsync(), await server.PersonAsync("grace"));

        var other = await ada.GetAsync(Groups(grace));
        var unknown = await server.Admin().GetAsync("/ocs/v2.php/cloud/users/nobody/groups");

        Assert.Equal((404, 998), (other.Status, other.Code));
        Assert.Equal((404, 998), (unknown.Status, unknown.Code));
        Assert.Equal(200, (await server.Admin().GetAsync(Groups(grace))).Status);
    }

    [Fact]
    public async Task There_are_no_sub_administrators()
    {
        var (admin, ada) = (server.Admin(), await server.PersonAsync());
        var address = $"/ocs/v2.php/cloud/users/{ada.User}/subadmins";

        Assert.Equal(0, (await admin.GetAsync(address)).Expect(200).Data.GetArrayLength());
        Assert.Equal(101, (await admin.PostAsync(address, new { groupid = "admin" })).Code);
        Assert.Equal(101, (await admin.DeleteAsync(address, new { groupid = "admin" })).Code);
        Assert.Equal(103, (await admin.PostAsync("/ocs/v2.php/cloud/users", new { userid = PlenumServer.Unique("sub"), password = PlenumServer.Password, subadmin = new[] { "admin" } })).Code);
    }

    private static string Groups(TalkClient person) => $"/ocs/v2.php/cloud/users/{person.User}/groups";
}
