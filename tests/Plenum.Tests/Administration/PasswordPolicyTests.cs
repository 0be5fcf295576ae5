using Plenum.Accounts;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Administration;

public sealed class PasswordPolicyTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string Setting = "/ocs/v2.php/apps/provisioning_api/api/v1/config/apps/password_policy/minLength";

    [Fact]
    public async Task A_password_that_is_too_short_is_107()
    {
        var (admin, id) = (server.Admin(), PlenumServer.Unique("short"));
        await admin.PostAsync(Setting, new { value = "12" });

        var refused = await admin.PostAsync("/ocs/v2.php/cloud/users", new { userid = id, password = "elevenchars" });
        var command = await server.CommandAsync("elevenchars", ["user:add", "--password-from-env", id]);
        await admin.DeleteAsync(Setting);
        var accepted = await admin.PostAsync("/ocs/v2.php/cloud/users", new { userid = id, password = "elevenchars" });

        Assert.Equal((400, 107), (refused.Status, refused.Code));
        Assert.Contains("12", refused.Meta.GetProperty("message").GetString());
        Assert.Equal((1, 200), (command.Code, accepted.Status));
    }

    [Fact]
    public async Task A_changed_password_that_is_too_short_is_107()
    {
        var (admin, ada) = (server.Admin(), await server.PersonAsync());
        await admin.PostAsync(Setting, new { value = "12" });

        var reply = await ada.PutAsync($"/ocs/v2.php/cloud/users/{ada.User}", new { key = "password", value = "elevenchars" });
        await admin.DeleteAsync(Setting);

        Assert.Equal((107, 200), (reply.Code, (await ada.GetAsync("/ocs/v2.php/cloud/user")).Status));
    }

    [Fact]
    public async Task A_password_beyond_reason_is_107_even_without_a_policy()
    {
        var reply = await server.Admin().PostAsync("/ocs/v2.php/cloud/users", new { userid = PlenumServer.Unique("long"), password = new string('x', AccountRules.MaxPasswordLength + 1) });

        Assert.Equal((400, 107), (reply.Status, reply.Code));
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("", 0)]
    [InlineData("ten", 0)]
    [InlineData("-3", 0)]
    [InlineData("10", 10)]
    public void Only_a_number_is_a_policy(string? value, int expected)
    {
        Assert.Equal(expected, PasswordPolicy.MinLengthOf(value));
    }
}
