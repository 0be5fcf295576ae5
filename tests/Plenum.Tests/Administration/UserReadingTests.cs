using System.Text.Json;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Administration;

public sealed class UserReadingTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Theory]
    [Case("platform T15", "platform T16")]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Without_signing_in_the_own_account_is_401_on_both_versions(int version)
    {
        var reply = await server.Guest().GetAsync($"/ocs/v{version}.php/cloud/user");

        Assert.Equal((401, 997), (reply.Status, reply.Code));
        Assert.Equal("[]", reply.Data.GetRawText());
    }

    [Fact]
    public async Task The_own_account_has_every_documented_field()
    {
        var ada = await server.PersonAsync();

        var own = (await ada.GetAsync("/ocs/v2.php/cloud/user")).Expect(200);

        string[] fields =
        [
            "enabled", "storageLocation", "id", "lastLogin", "firstLoginTimestamp", "lastLoginTimestamp", "backend", "subadmin", "quota", "manager", "email",
            "additional_mail", "displayname", "display-name", "phone", "address", "website", "twitter", "fediverse", "organisation", "role", "headline",
            "biography", "profile_enabled", "groups", "language", "locale", "notify_email", "backendCapabilities",
            "avatarScope", "displaynameScope", "emailScope", "phoneScope", "addressScope", "websiteScope", "twitterScope", "fediverseScope",
            "organisationScope", "roleScope", "headlineScope", "biographyScope",
        ];
        Assert.Equal(fields.Order(), own.Data.EnumerateObject().Select(property => property.Name).Order());
        Assert.Equal((-3, "Database", "1", "en"), (own["quota"].GetProperty("quota").GetInt32(), own["backend"].GetString(), own["profile_enabled"].GetString(), own["language"].GetString()));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.True), (own["email"].ValueKind, own["backendCapabilities"].GetProperty("setDisplayName").ValueKind));
    }

    [Fact]
    public async Task Ids_are_found_whatever_the_case_of_their_letters()
    {
        var ada = await server.PersonAsync("Ada");

        var reply = await server.Admin().GetAsync($"/ocs/v2.php/cloud/users/{ada.User.ToUpperInvariant()}");

        Assert.Equal(ada.User, reply.Expect(200)["id"].GetString());
    }

    [Fact]
    public async Task Administrators_read_the_whole_account_but_no_scopes()
    {
        var ada = await server.PersonAsync();

        var reply = (await server.Admin().GetAsync($"/ocs/v2.php/cloud/users/{ada.User}")).Expect(200);

        Assert.True(reply["enabled"].GetBoolean());
        Assert.False(reply.Data.TryGetProperty("emailScope", out _));
    }

    [Fact]
    public async Task Others_read_what_is_not_private()
    {
        var (ada, grace) = (await server.PersonAsync(), await server.PersonAsync("grace"));
        await Set(ada, "phone", "+49301234567");
        await Set(ada, "website", "https://example.org");
        await Set(ada, "phoneScope", "v2-private");

        var reply = (await grace.GetAsync($"/ocs/v2.php/cloud/users/{ada.User}")).Expect(200);

        Assert.Equal((ada.User, "Ada", "https://example.org"), (reply["id"].GetString(), reply["displayname"].GetString(), reply["website"].GetString()));
        Assert.False(reply.Data.TryGetProperty("phone", out _));
        Assert.False(reply.Data.TryGetProperty("groups", out _));
    }

    [Fact]
    public async Task An_unknown_account_is_404_and_guests_are_401()
    {
        var unknown = await server.Admin().GetAsync("/ocs/v2.php/cloud/users/nobody");
        var guest = await server.Guest().GetAsync("/ocs/v2.php/cloud/users/admin");

        Assert.Equal((404, 404), (unknown.Status, unknown.Code));
        Assert.Equal((401, 997), (guest.Status, guest.Code));
    }

    [Fact]
    public async Task Accounts_are_found_by_id_name_and_address_whatever_the_case()
    {
        var word = PlenumServer.Unique("needle");
        var admin = server.Admin();
        await admin.CreateUserAsync($"{word}-id");
        await admin.CreateUserAsync($"{word[..^1]}x-name", displayName: $"The {word.ToUpperInvariant()}");
        await admin.CreateUserAsync($"{word[..^1]}x-mail", email: $"{word}@example.org");

        var ids = (await admin.GetAsync($"/ocs/v2.php/cloud/users?search={word.ToUpperInvariant()}")).Expect(200)["users"];
        var page = (await admin.GetAsync($"/ocs/v2.php/cloud/users?search={word}&limit=1&offset=1")).Expect(200)["users"];
        var details = (await admin.GetAsync($"/ocs/v2.php/cloud/users/details?search={word}")).Expect(200)["users"];

        Assert.Equal(3, ids.GetArrayLength());
        Assert.Equal(ids[1].GetString(), Assert.Single(page.EnumerateArray()).GetString());
        Assert.Equal($"{word}@example.org", details.GetProperty($"{word[..^1]}x-mail").GetProperty("email").GetString());
    }

    [Fact]
    public async Task Lists_of_accounts_are_for_administrators()
    {
        var ada = await server.PersonAsync();

        Assert.Equal(403, (await ada.GetAsync("/ocs/v2.php/cloud/users")).Status);
        Assert.Equal(403, (await ada.GetAsync("/ocs/v2.php/cloud/users/details")).Status);
        Assert.Equal(401, (await server.Guest().GetAsync("/ocs/v2.php/cloud/users")).Status);
    }

    [Fact]
    public async Task A_negative_limit_is_400()
    {
        var reply = await server.Admin().GetAsync("/ocs/v2.php/cloud/users?limit=-1");

        Assert.Equal((400, "limit"), (reply.Status, reply.Error));
    }

    [Fact]
    public async Task In_xml_nothing_found_is_an_empty_element()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ocs/v1.php/cloud/users/details?search=nobody-at-all&format=xml");
        using var response = await server.Admin().Http.SendAsync(request);

        Assert.Contains("<users/>", await response.Content.ReadAsStringAsync());
    }

    private static async Task Set(TalkClient person, string key, string value) =>
        (await person.PutAsync($"/ocs/v2.php/cloud/users/{person.User}", new { key, value })).Expect(200);
}
