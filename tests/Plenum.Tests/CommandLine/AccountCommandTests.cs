using System.Text.Json;
using Plenum.Tests.Testing;

namespace Plenum.Tests.CommandLine;

public sealed class AccountCommandTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string Own = "/ocs/v2.php/cloud/user";

    [Fact]
    public async Task A_created_account_signs_in()
    {
        var (id, group) = (PlenumServer.Unique("cli"), PlenumServer.Unique("group"));

        var answer = await server.CommandAsync("s3cret word", ["user:add", "--password-from-env", "--display-name", "Ada L", "--group", group, "-g", "admin", "--email", $"{id}@example.org", id]);
        var own = await new TalkClient(server, id, "s3cret word").GetAsync(Own);

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Equal(
            [
                $"The account \"{id}\" was created successfully",
                "Display name set to \"Ada L\"",
                $"Email address set to \"{id}@example.org\"",
                $"Account \"{id}\" added to group \"{group}\"",
                $"Account \"{id}\" added to group \"admin\"",
            ],
            answer.Lines);
        Assert.Equal(["admin", group], own.Expect(200)["groups"].EnumerateArray().Select(entry => entry.GetString()));
    }

    [Fact]
    public async Task What_fails_says_why_and_leaves_nothing_behind()
    {
        var group = PlenumServer.Unique("group");

        var taken = await server.CommandAsync("x", ["user:add", "--password-from-env", "--group", group, "admin"]);
        var invalid = await server.CommandAsync("x", ["user:add", "--password-from-env", "--group", group, "no/slash"]);

        Assert.Equal((1, "User already exists"), (taken.Code, taken.Error.Trim()));
        Assert.Equal((1, ""), (invalid.Code, invalid.Output));
        Assert.Equal(404, (await server.Admin().GetAsync($"/ocs/v2.php/cloud/groups/{group}")).Status);
    }

    [Fact]
    public async Task Without_a_password_nothing_is_created()
    {
        var id = PlenumServer.Unique("cli");

        var empty = await server.CommandAsync("user:add", "--password-from-env", id);
        var nobodyToAsk = await server.CommandAsync("user:add", id);

        Assert.Equal((1, 1), (empty.Code, nobodyToAsk.Code));
        Assert.Contains("OC_PASS", empty.Error);
        Assert.Equal(404, (await server.Admin().GetAsync($"/ocs/v2.php/cloud/users/{id}")).Status);
    }

    [Fact]
    public async Task A_reset_password_is_the_new_one()
    {
        var ada = await server.PersonAsync();

        var answer = await server.CommandAsync("new word", ["user:resetpassword", "--password-from-env", ada.User]);
        var unknown = await server.CommandAsync("new word", ["user:resetpassword", "--password-from-env", "nobody"]);

        Assert.Equal((0, 1), (answer.Code, unknown.Code));
        Assert.Equal(200, (await new TalkClient(server, ada.User, "new word").GetAsync(Own)).Status);
    }

    [Fact]
    public async Task Disabling_and_enabling_hold_at_once()
    {
        var ada = await server.PersonAsync();

        var off = await server.CommandAsync("user:disable", ada.User);
        var refused = await ada.GetAsync(Own);
        var on = await server.CommandAsync("user:enable", ada.User);

        Assert.Equal((0, 401, 0), (off.Code, refused.Status, on.Code));
        Assert.Equal(200, (await ada.GetAsync(Own)).Status);
        Assert.Equal(1, (await server.CommandAsync("user:disable", "nobody")).Code);
    }

    [Fact]
    public async Task A_deleted_account_leaves_its_conversations()
    {
        var (owner, ada) = (await server.PersonAsync("owner"), await server.PersonAsync());
        var room = (await owner.CreateGroupAsync("room", ada)).Token;

        var answer = await server.CommandAsync("user:delete", ada.User);
        var again = await server.CommandAsync("user:delete", ada.User);

        Assert.Equal((0, 1, "Account does not exist"), (answer.Code, again.Code, again.Error.Trim()));
        Assert.Equal([(owner.User, 1)], (await owner.ParticipantsAsync(room)).Types());
    }

    [Fact]
    public async Task Accounts_are_listed_as_text_and_as_json()
    {
        var ada = await server.PersonAsync();

        var plain = await server.CommandAsync("user:list");
        var json = JsonDocument.Parse((await server.CommandAsync("user:list", "--output", "json")).Output).RootElement;
        var pretty = await server.CommandAsync("user:list", "--output=json_pretty", "--limit", "1");

        Assert.Contains($"  - {ada.User}: Ada", plain.Lines);
        Assert.Equal("Ada", json.GetProperty(ada.User).GetString());
        Assert.Equal(3, pretty.Lines.Count());
    }
}
