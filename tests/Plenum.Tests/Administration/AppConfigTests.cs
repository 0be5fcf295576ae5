using System.Text.Json;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Administration;

public sealed class AppConfigTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string Apps = "/ocs/v2.php/apps/provisioning_api/api/v1/config/apps";

    [Fact]
    [Case("platform T64")]
    public async Task A_setting_is_read_back_as_text()
    {
        var admin = server.Admin();

        var set = await admin.PostAsync($"{Apps}/spreed/start_calls", new { value = 2 });
        var get = await admin.GetAsync($"{Apps}/spreed/start_calls");
        await admin.DeleteAsync($"{Apps}/spreed/start_calls");

        Assert.Equal((200, "[]"), (set.Status, set.Data.GetRawText()));
        Assert.Equal((200, "2"), (get.Status, get["data"].GetString()));
    }

    [Fact]
    public async Task A_setting_holds_from_the_next_request_on()
    {
        var (admin, ada) = (server.Admin(), await server.PersonAsync());

        await admin.PostAsync($"{Apps}/spreed/start_conversations", new { value = """["admin"]""" });
        var refused = await ada.PostAsync("v4/room", new { roomType = 2, roomName = "x" });
        await admin.DeleteAsync($"{Apps}/spreed/start_conversations");
        var allowed = await ada.PostAsync("v4/room", new { roomType = 2, roomName = "x" });

        Assert.Equal((403, 201), (refused.Status, allowed.Status));
    }

    [Fact]
    public async Task What_is_not_set_is_the_given_default_or_empty()
    {
        var admin = server.Admin();

        Assert.Equal("", (await admin.GetAsync($"{Apps}/spreed/unset")).Expect(200)["data"].GetString());
        Assert.Equal("5", (await admin.GetAsync($"{Apps}/spreed/unset?defaultValue=5")).Expect(200)["data"].GetString());
    }

    [Fact]
    public async Task Deleting_twice_is_the_same_as_once()
    {
        var admin = server.Admin();
        await admin.PostAsync($"{Apps}/spreed/gone", new { value = "1" });

        (await admin.DeleteAsync($"{Apps}/spreed/gone")).Expect(200);
        (await admin.DeleteAsync($"{Apps}/spreed/gone")).Expect(200);

        Assert.Equal("", (await admin.GetAsync($"{Apps}/spreed/gone"))["data"].GetString());
    }

    [Fact]
    public async Task Apps_and_their_settings_are_listed()
    {
        var admin = server.Admin();
        await admin.PostAsync($"{Apps}/theming/name", new { value = "Plenum" });

        var apps = Texts((await admin.GetAsync(Apps)).Expect(200));
        var keys = Texts((await admin.GetAsync($"{Apps}/theming")).Expect(200));

        Assert.Superset(new HashSet<string> { "spreed", "core", "notifications", "files_sharing", "theming" }, apps.ToHashSet());
        Assert.Equal(["name"], keys);
    }

    [Theory]
    [Case("platform T65")]
    [InlineData("spreed", "enabled")]
    [InlineData("spreed", "installed_version")]
    [InlineData("spreed", "types")]
    [InlineData("bad.app", "key")]
    [InlineData("spreed", "0123456789012345678901234567890123456789012345678901234567890123456789")]
    public async Task What_the_server_keeps_itself_is_403(string app, string key)
    {
        var set = await server.Admin().PostAsync($"{Apps}/{app}/{key}", new { value = "yes" });
        var delete = await server.Admin().DeleteAsync($"{Apps}/{app}/{key}");

        Assert.Equal((403, 403), (set.Status, delete.Status));
        Assert.Equal(JsonValueKind.String, set["data"].GetProperty("message").ValueKind);
    }

    [Fact]
    [Case("platform T65")]
    public async Task Settings_are_for_administrators()
    {
        var ada = await server.PersonAsync();

        Assert.Equal(403, (await ada.PostAsync($"{Apps}/spreed/start_calls", new { value = "1" })).Status);
        Assert.Equal(403, (await ada.GetAsync($"{Apps}/spreed/start_calls")).Status);
        Assert.Equal(403, (await ada.DeleteAsync($"{Apps}/spreed/start_calls")).Status);
        Assert.Equal(403, (await ada.GetAsync(Apps)).Status);
        var guest = await server.Guest().PostAsync($"{Apps}/spreed/start_calls", new { value = "1" });
        Assert.Equal((401, 997), (guest.Status, guest.Code));
    }

    [Fact]
    public async Task A_value_is_required_and_a_text()
    {
        var missing = await server.Admin().PostAsync($"{Apps}/spreed/start_calls");
        var list = await server.Admin().PostAsync($"{Apps}/spreed/start_calls", new { value = new[] { 1 } });

        Assert.Equal((400, "value"), (missing.Status, missing.Error));
        Assert.Equal((400, "value"), (list.Status, list.Error));
    }

    [Fact]
    public async Task Of_many_at_once_all_are_answered_and_one_remains()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => server.Admin().PostAsync($"{Apps}/spreed/contested", new { value = $"{i}" })));

        Assert.All(replies, reply => Assert.Equal(200, reply.Status));
        Assert.Single((await server.Admin().GetAsync($"{Apps}/spreed/contested"))["data"].GetString()!);
    }

    [Fact]
    public async Task A_deleted_group_is_named_by_no_setting_any_more()
    {
        var (admin, group) = (server.Admin(), PlenumServer.Unique("group"));
        await admin.CreateGroupOfAccountsAsync(group);
        await admin.PostAsync($"{Apps}/spreed/sip_bridge_groups", new { value = $"""["admin","{group}"]""" });
        await admin.PostAsync($"{Apps}/spreed/start_calls_groups", new { value = "no list" });

        await admin.DeleteAsync($"/ocs/v2.php/cloud/groups/{group}");

        Assert.Equal("""["admin"]""", (await admin.GetAsync($"{Apps}/spreed/sip_bridge_groups"))["data"].GetString());
        Assert.Equal("no list", (await admin.GetAsync($"{Apps}/spreed/start_calls_groups"))["data"].GetString());
    }

    [Fact]
    public async Task Telephone_settings_are_set_together()
    {
        var admin = server.Admin();

        var set = await admin.PostAsync("v1/settings/sip", new { sipGroups = new[] { "admin" }, dialInInfo = "+49 30 1", sharedSecret = "secret" });
        var configured = await Sip(admin);
        await admin.PostAsync("v1/settings/sip");
        var emptied = await Sip(admin);

        Assert.Equal((200, JsonValueKind.Null), (set.Status, set.Data.ValueKind));
        Assert.Equal(("""["admin"]""", "+49 30 1", "secret"), configured);
        Assert.Equal(("[]", "", ""), emptied);
    }

    [Fact]
    public async Task Telephone_settings_are_for_administrators()
    {
        var ada = await server.PersonAsync();

        Assert.Equal(403, (await ada.PostAsync("v1/settings/sip", new { sharedSecret = "x" })).Status);
        Assert.Equal(401, (await server.Guest().PostAsync("v1/settings/sip", new { sharedSecret = "x" })).Status);
    }

    private static async Task<(string?, string?, string?)> Sip(TalkClient admin)
    {
        return (await Text("sip_bridge_groups"), await Text("sip_bridge_dialin_info"), await Text("sip_bridge_shared_secret"));

        async Task<string?> Text(string key) => (await admin.GetAsync($"{Apps}/spreed/{key}"))["data"].GetString();
    }

    private static IEnumerable<string> Texts(Reply reply) => reply["data"].EnumerateArray().Select(entry => entry.GetString()!);
}
