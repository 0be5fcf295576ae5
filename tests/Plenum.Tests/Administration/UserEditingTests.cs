using Plenum.Tests.Testing;

namespace Plenum.Tests.Administration;

public sealed class UserEditingTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Theory]
    [Case("platform T59")]
    [InlineData("displayname")]
    [InlineData("display")]
    public async Task A_new_name_shows_in_both_spellings(string key)
    {
        var ada = await server.PersonAsync();

        await ada.PutAsync(Own(ada), new { key, value = "Countess of Lovelace" });
        var own = await ada.GetAsync("/ocs/v2.php/cloud/user");

        Assert.Equal(("Countess of Lovelace", "Countess of Lovelace"), (own["displayname"].GetString(), own["display-name"].GetString()));
    }

    [Fact]
    public async Task A_new_name_shows_in_conversations()
    {
        var (ada, grace) = (await server.PersonAsync(), await server.PersonAsync("grace"));
        var room = await ada.CreateGroupAsync("room", grace);

        await grace.PutAsync(Own(grace), new { key = "displayname", value = "Rear Admiral" });
        var list = await ada.ParticipantsAsync(room.Token);

        Assert.Equal("Rear Admiral", list.Row(grace.User).GetProperty("displayName").GetString());
    }

    [Theory]
    [InlineData("email", "ada@example.org", "email", "ada@example.org")]
    [InlineData("email", "", "email", null)]
    [InlineData("language", "de", "language", "de")]
    [InlineData("locale", "de_DE", "locale", "de_DE")]
    [InlineData("phone", "+49301234567", "phone", "+49301234567")]
    [InlineData("address", "Street 1", "address", "Street 1")]
    [InlineData("website", "https://example.org", "website", "https://example.org")]
    [InlineData("twitter", "@ada", "twitter", "@ada")]
    [InlineData("fediverse", "@ada@example.org", "fediverse", "@ada@example.org")]
    [InlineData("organisation", "Analytical Society", "organisation", "Analytical Society")]
    [InlineData("role", "Countess", "role", "Countess")]
    [InlineData("headline", "Engines", "headline", "Engines")]
    [InlineData("biography", "Long", "biography", "Long")]
    [InlineData("profile_enabled", "0", "profile_enabled", "0")]
    [InlineData("emailScope", "v2-private", "emailScope", "v2-private")]
    [InlineData("biographyScope", "v2-published", "biographyScope", "v2-published")]
    public async Task Own_fields_can_be_changed(string key, string value, string field, string? expected)
    {
        var ada = await server.PersonAsync();

        (await ada.PutAsync(Own(ada), new { key, value })).Expect(200);
        var own = await ada.GetAsync("/ocs/v2.php/cloud/user");

        Assert.Equal(expected, own[field].GetString());
    }

    [Theory]
    [InlineData("email", "not an address", 101)]
    [InlineData("language", "", 101)]
    [InlineData("language", "a language that is far too long", 101)]
    [InlineData("locale", "de DE", 101)]
    [InlineData("profile_enabled", "maybe", 101)]
    [InlineData("phoneScope", "everybody", 101)]
    [InlineData("notify_email", "somebody@example.org", 101)]
    [InlineData("additional_mail", "nonsense", 101)]
    [InlineData("password", "", 101)]
    [InlineData("quota", "5 GB", 113)]
    [InlineData("manager", "admin", 113)]
    [InlineData("enabled", "0", 113)]
    [InlineData("", "x", 113)]
    public async Task What_does_not_fit_is_refused_with_a_number(string key, string value, int code)
    {
        var ada = await server.PersonAsync();

        var reply = await ada.PutAsync(Own(ada), new { key, value });

        Assert.Equal((400, code), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Texts_that_are_too_long_are_refused()
    {
        var ada = await server.PersonAsync();

        var name = await ada.PutAsync(Own(ada), new { key = "displayname", value = new string('x', 256) });
        var biography = await ada.PutAsync(Own(ada), new { key = "biography", value = new string('x', 4001) });

        Assert.Equal((101, 101), (name.Code, biography.Code));
    }

    [Fact]
    public async Task Administrators_change_accounts_and_what_is_not_ones_own_to_change()
    {
        var ada = await server.PersonAsync();
        var admin = server.Admin();

        var manager = await admin.PutAsync(Own(ada), new { key = "manager", value = "admin" });
        var quota = await admin.PutAsync(Own(ada), new { key = "quota", value = "none" });
        var limit = await admin.PutAsync(Own(ada), new { key = "quota", value = "5 GB" });

        Assert.Equal((200, 200, 112), (manager.Status, quota.Status, limit.Code));
        Assert.Equal("admin", (await ada.GetAsync("/ocs/v2.php/cloud/user"))["manager"].GetString());
    }

    [Fact]
    [Case("platform T60")]
    public async Task Other_peoples_accounts_are_hidden()
    {
        var (ada, grace) = (await server.PersonAsync(), await server.PersonAsync("grace"));

        var other = await ada.PutAsync(Own(grace), new { key = "displayname", value = "x" });
        var password = await ada.PutAsync(Own(grace), new { key = "password", value = "stolen" });
        var mail = await ada.PutAsync($"{Own(grace)}/additional_mail", new { key = "a@example.org", value = "" });
        var unknown = await server.Admin().PutAsync("/ocs/v2.php/cloud/users/nobody", new { key = "displayname", value = "x" });
        var versionOne = await ada.PutAsync($"/ocs/v1.php/cloud/users/{grace.User}", new { key = "displayname", value = "x" });

        Assert.All([other, password, mail, unknown], reply => Assert.Equal((404, 998), (reply.Status, reply.Code)));
        Assert.Equal((200, 998), (versionOne.Status, versionOne.Code));
    }

    [Fact]
    public async Task Further_addresses_are_added_replaced_and_removed()
    {
        var ada = await server.PersonAsync();
        await ada.PutAsync(Own(ada), new { key = "additional_mail", value = "one@example.org" });
        await ada.PutAsync(Own(ada), new { key = "additional_mail", value = "two@example.org" });

        (await ada.PutAsync($"{Own(ada)}/additional_mail", new { key = "one@example.org", value = "" })).Expect(200);
        (await ada.PutAsync($"{Own(ada)}/additional_mail", new { key = "two@example.org", value = "three@example.org" })).Expect(200);
        var missing = await ada.PutAsync($"{Own(ada)}/additional_mail", new { key = "one@example.org", value = "" });
        (await ada.PutAsync(Own(ada), new { key = "notify_email", value = "three@example.org" })).Expect(200);
        var own = await ada.GetAsync("/ocs/v2.php/cloud/user");

        Assert.Equal(101, missing.Code);
        Assert.Equal(["three@example.org"], own["additional_mail"].EnumerateArray().Select(entry => entry.GetString()));
        Assert.Equal("three@example.org", own["notify_email"].GetString());
    }

    [Fact]
    public async Task A_new_password_holds_from_the_next_request_on()
    {
        var ada = await server.PersonAsync();

        (await ada.PutAsync(Own(ada), new { key = "password", value = "another horse" })).Expect(200);

        Assert.Equal(401, (await ada.GetAsync("/ocs/v2.php/cloud/user")).Status);
        Assert.Equal(200, (await new TalkClient(server, ada.User, "another horse").GetAsync("/ocs/v2.php/cloud/user")).Status);
    }

    [Fact]
    public async Task Disabled_accounts_are_locked_out_until_they_are_enabled()
    {
        var ada = await server.PersonAsync();
        var admin = server.Admin();

        (await admin.PutAsync($"{Own(ada)}/disable")).Expect(200);
        var disabled = await ada.GetAsync("/ocs/v2.php/cloud/user");
        var asSeen = await admin.GetAsync(Own(ada));
        (await admin.PutAsync($"{Own(ada)}/enable")).Expect(200);

        Assert.Equal((401, false), (disabled.Status, asSeen["enabled"].GetBoolean()));
        Assert.Equal(200, (await ada.GetAsync("/ocs/v2.php/cloud/user")).Status);
    }

    [Fact]
    public async Task Nobody_disables_themselves_or_the_unknown()
    {
        var (admin, ada) = (server.Admin(), await server.PersonAsync());

        Assert.Equal(101, (await admin.PutAsync("/ocs/v2.php/cloud/users/admin/disable")).Code);
        Assert.Equal(101, (await admin.PutAsync("/ocs/v2.php/cloud/users/nobody/disable")).Code);
        Assert.Equal(101, (await admin.PutAsync("/ocs/v2.php/cloud/users/nobody/enable")).Code);
        Assert.Equal(403, (await ada.PutAsync($"{Own(ada)}/disable")).Status);
    }

    [Fact]
    [Case("platform T61")]
    public async Task Deleting_oneself_is_101_and_the_unknown_998()
    {
        var (admin, ada) = (server.Admin(), await server.PersonAsync());

        var self = await admin.DeleteAsync("/ocs/v2.php/cloud/users/admin");
        var unknown = await admin.DeleteAsync("/ocs/v2.php/cloud/users/nobody");
        var other = await ada.DeleteAsync("/ocs/v2.php/cloud/users/admin");

        Assert.Equal((400, 101), (self.Status, self.Code));
        Assert.Equal((404, 998), (unknown.Status, unknown.Code));
        Assert.Equal(403, other.Status);
    }

    [Fact]
    public async Task The_welcome_mail_is_accepted_for_accounts_that_exist()
    {
        var ada = await server.PersonAsync();

        Assert.Equal(200, (await server.Admin().PostAsync($"{Own(ada)}/welcome")).Status);
        Assert.Equal(998, (await server.Admin().PostAsync("/ocs/v2.php/cloud/users/nobody/welcome")).Code);
    }

    private static string Own(TalkClient person) => $"/ocs/v2.php/cloud/users/{person.User}";
}
