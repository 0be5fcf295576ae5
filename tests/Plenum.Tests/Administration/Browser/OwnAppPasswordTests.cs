using System.Text.Json;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Administration;

/// <summary>People look through their app passwords, make them and revoke them.</summary>
public sealed class OwnAppPasswordTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string Path = $"{SignedInBrowsers.Own}/account/app-passwords";
    private const string User = "/ocs/v2.php/cloud/user";

    [Fact]
    public async Task An_app_password_is_made_shown_once_and_works()
    {
        var ada = await server.PersonAsync();
        var browser = await server.BrowserOfAsync(ada.User);

        var made = (await browser.PostAsync(Path, new { name = " Phone " })).Expect(201);
        var device = new TalkClient(server, made["loginName"].GetString(), made["password"].GetString());
        var list = (await browser.GetAsync(Path)).Expect(200);

        Assert.Matches("^[A-Za-z0-9]{72}$", made["password"].GetString());
        Assert.Equal(("Phone", ada.User), (made["name"].GetString(), (await device.GetAsync(User)).Expect(200)["id"].GetString()));
        Assert.Equal(
            $$"""{"id":{{made["id"].GetInt64()}},"name":"Phone","createdAt":{{server.Clock.Unix}},"lastUsedAt":0,"isCurrent":false}""",
            Assert.Single(list.Data.EnumerateArray()).GetRawText());
    }

    [Fact]
    public async Task It_works_with_the_name_that_one_signed_in_with()
    {
        var id = PlenumServer.Unique("mail");
        await server.Admin().CreateUserAsync(id, email: $"{id}@example.org");
        var browser = await server.BrowserOfAsync($"{id}@example.org");

        var made = (await browser.PostAsync(Path, new { name = "Phone" })).Expect(201);

        Assert.Equal($"{id}@example.org", made["loginName"].GetString());
    }

    [Fact]
    public async Task Only_ones_own_are_listed_the_newest_first()
    {
        var (ada, grace) = (await server.PersonAsync(), await server.PersonAsync("grace"));
        await grace.DeviceAsync(server);
        await ada.PostAsync(Path, new { name = "one" });
        await ada.PostAsync(Path, new { name = "two" });

        var list = (await ada.GetAsync(Path)).Expect(200);

        Assert.Equal(["two", "one"], list.Data.EnumerateArray().Select(row => row.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task A_device_finds_itself_and_when_it_was_used()
    {
        var ada = await server.PersonAsync();
        var device = (await ada.DeviceAsync(server)).Client;
        await ada.PostAsync(Path, new { name = "unused" });
        server.Clock.Advance(TimeSpan.FromHours(1));
        await device.GetAsync(User);
        var used = server.Clock.Unix;
        await server.AdvanceAsync(TimeSpan.FromMinutes(1));
        await device.GetAsync(User);
        await server.AdvanceAsync(TimeSpan.FromMinutes(1));

        var rows = (await device.GetAsync(Path)).Expect(200).Data.EnumerateArray().ToList();

        Assert.Equal((0L, false), Row(rows[0]));
        Assert.Equal((used, true), Row(rows[1]));
    }

    [Fact]
    public async Task A_revoked_one_is_out_at_once_and_the_others_go_on()
    {
        var ada = await server.PersonAsync();
        var browser = await server.BrowserOfAsync(ada.User);
        var (lost, kept) = ((await ada.DeviceAsync(server)).Client, (await ada.DeviceAsync(server)).Client);
        var id = (await browser.GetAsync(Path)).Data[1].GetProperty("id").GetInt64();

        var revoked = (await browser.DeleteAsync($"{Path}/{id}")).Expect(200);

        Assert.Equal("[]", revoked.Data.GetRawText());
        Assert.Equal((401, 200), ((await lost.GetAsync(User)).Status, (await kept.GetAsync(User)).Status));
    }

    [Fact]
    public async Task Unknown_ones_and_those_of_others_are_404()
    {
        var (ada, grace) = (await server.PersonAsync(), await server.PersonAsync("grace"));
        var hers = (await grace.PostAsync(Path, new { name = "hers" })).Expect(201)["id"].GetInt64();

        var foreign = await ada.DeleteAsync($"{Path}/{hers}");
        var unknown = await ada.DeleteAsync($"{Path}/9223372036854775807");

        Assert.Equal((404, 404), (foreign.Status, unknown.Status));
        Assert.Single((await grace.GetAsync(Path)).Data.EnumerateArray());
    }

    [Fact]
    public async Task An_app_password_makes_no_other()
    {
        var device = (await (await server.PersonAsync()).DeviceAsync(server)).Client;

        var reply = await device.PostAsync(Path, new { name = "another" });

        Assert.Equal((403, "app-password"), (reply.Status, reply.Error));
    }

    [Fact]
    public async Task A_browser_left_alone_makes_none()
    {
        var ada = await server.PersonAsync();
        var browser = await server.BrowserOfAsync(ada.User);
        server.LetProofsLapse();

        var refused = await browser.PostAsync(Path, new { name = "Phone" });
        await browser.ConfirmAsync();
        var made = await browser.PostAsync(Path, new { name = "Phone" });

        Assert.Equal((403, "confirm", 201), (refused.Status, refused.Error, made.Status));
    }

    [Fact]
    public async Task A_name_is_needed_and_bounded()
    {
        var ada = await server.PersonAsync();

        var missing = await ada.PostAsync(Path);
        var blank = await ada.PostAsync(Path, new { name = "  " });
        var tooLong = await ada.PostAsync(Path, new { name = new string('a', 257) });

        Assert.All([missing, blank, tooLong], reply => Assert.Equal((400, "name"), (reply.Status, reply.Error)));
        Assert.Equal(201, (await ada.PostAsync(Path, new { name = new string('a', 256) })).Status);
    }

    [Fact]
    public async Task Nobody_has_any()
    {
        var guest = server.Guest();

        Assert.Equal(
            (401, 401, 401),
            ((await guest.GetAsync(Path)).Status, (await guest.PostAsync(Path, new { name = "x" })).Status, (await guest.DeleteAsync($"{Path}/1")).Status));
    }

    private static (long LastUsedAt, bool IsCurrent) Row(JsonElement row) => (row.GetProperty("lastUsedAt").GetInt64(), row.GetProperty("isCurrent").GetBoolean());
}
