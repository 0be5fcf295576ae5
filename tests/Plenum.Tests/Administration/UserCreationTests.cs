using System.Text.Json;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Administration;

public sealed class UserCreationTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task A_created_account_can_sign_in_and_sees_itself()
    {
        var id = PlenumServer.Unique("grace");

        var created = await server.Admin().PostAsync("/ocs/v2.php/cloud/users", new { userid = id, password = PlenumServer.Password, displayName = "Grace Hopper", email = $"{id}@example.org" });
        var own = await new TalkClient(server, id, PlenumServer.Password).GetAsync("/ocs/v2.php/cloud/user");

        Assert.Equal(id, created.Expect(200)["id"].GetString());
        own.Expect(200);
        Assert.Equal((id, "Grace Hopper", "Grace Hopper"), (own["id"].GetString(), own["displayname"].GetString(), own["display-name"].GetString()));
        Assert.Equal($"{id}@example.org", own["email"].GetString());
        Assert.Equal(JsonValueKind.Array, own["groups"].ValueKind);
        Assert.Equal("v2-federated", own["displaynameScope"].GetString());
    }

    [Fact]
    [Case("platform T56")]
    public async Task The_same_id_twice_is_102()
    {
        var id = PlenumServer.Unique("twice");
        var admin = server.Admin();
        await admin.CreateUserAsync(id);

        var again = await admin.PostAsync("/ocs/v2.php/cloud/users", new { userid = id, password = PlenumServer.Password });
        var otherCase = await admin.PostAsync("/ocs/v2.php/cloud/users", new { userid = id.ToUpperInvariant(), password = PlenumServer.Password });
        var versionOne = await admin.PostAsync("/ocs/v1.php/cloud/users", new { userid = id, password = PlenumServer.Password });

        Assert.Equal((400, 102), (again.Status, again.Code));
        Assert.Equal((400, 102), (otherCase.Status, otherCase.Code));
        Assert.Equal((200, 102), (versionOne.Status, versionOne.Code));
    }

    [Fact]
    [Case("platform T57")]
    public async Task Neither_password_nor_address_is_108()
    {
        var reply = await server.Admin().PostAsync("/ocs/v2.php/cloud/users", new { userid = PlenumServer.Unique("bare") });

        Assert.Equal((400, 108), (reply.Status, reply.Code));
    }

    [Fact]
    [Case("platform T58")]
    public async Task Only_administrators_create_accounts()
    {
        var ada = await server.PersonAsync();

        var reply = await ada.PostAsync("/ocs/v2.php/cloud/users", new { userid = PlenumServer.Unique("x"), password = PlenumServer.Password });
        var guest = await server.Guest().PostAsync("/ocs/v2.php/cloud/users", new { userid = PlenumServer.Unique("x"), password = PlenumServer.Password });

        Assert.Equal((403, "failure"), (reply.Status, reply.Meta.GetProperty("status").GetString()));
        Assert.Equal((401, 997), (guest.Status, guest.Code));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(" leading")]
    [InlineData("trailing ")]
    [InlineData("sla/sh")]
    [InlineData("ümlaut")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task Ids_that_cannot_be_are_101(string id)
    {
        var reply = await server.Admin().PostAsync("/ocs/v2.php/cloud/users", new { userid = id, password = PlenumServer.Password });

        Assert.Equal((400, 101), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task An_unknown_group_is_104_and_creates_nobody()
    {
        var id = PlenumServer.Unique("lone");

        var reply = await server.Admin().PostAsync("/ocs/v2.php/cloud/users", new { userid = id, password = PlenumServer.Password, groups = new[] { "admin", "nowhere" } });

        Assert.Equal((400, 104), (reply.Status, reply.Code));
        Assert.Equal(200, (await server.Admin().PostAsync("/ocs/v2.php/cloud/users", new { userid = id, password = PlenumServer.Password })).Status);
    }

    [Fact]
    public async Task Groups_can_be_given_at_once()
    {
        var (id, group) = (PlenumServer.Unique("member"), PlenumServer.Unique("group"));
        await server.Admin().CreateGroupOfAccountsAsync(group);

        await server.Admin().PostAsync("/ocs/v2.php/cloud/users", new { userid = id, password = PlenumServer.Password, groups = new[] { group } });
        var own = await new TalkClient(server, id, PlenumServer.Password).GetAsync("/ocs/v2.php/cloud/user");

        Assert.Equal([group], own["groups"].EnumerateArray().Select(entry => entry.GetString()));
    }

    [Fact]
    public async Task Of_two_at_once_one_wins()
    {
        var id = PlenumServer.Unique("race");

        var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            server.Admin().PostAsync("/ocs/v2.php/cloud/users", new { userid = id, password = PlenumServer.Password })));

        Assert.Equal([200, 400, 400, 400], replies.Select(reply => reply.Status).Order());
    }

    [Fact]
    [Case("platform T62")]
    public async Task An_existing_group_is_102()
    {
        var group = PlenumServer.Unique("group");
        await server.Admin().CreateGroupOfAccountsAsync(group);

        var again = await server.Admin().PostAsync("/ocs/v2.php/cloud/groups", new { groupid = group });
        var empty = await server.Admin().PostAsync("/ocs/v2.php/cloud/groups", new { groupid = "" });

        Assert.Equal((400, 102), (again.Status, again.Code));
        Assert.Equal((400, 101), (empty.Status, empty.Code));
    }
}
