using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Administration;

public sealed class AppPasswordTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string Own = "/ocs/v2.php/cloud/user";
    private const string Core = "/ocs/v2.php/core";

    [Fact]
    [Case("platform T39")]
    public async Task A_device_signs_in_with_its_own_password()
    {
        var ada = await server.PersonAsync();

        var device = await ada.DeviceAsync(server);

        Assert.Matches("^[A-Za-z0-9]{72}$", device.Password);
        Assert.Equal(ada.User, (await device.Client.GetAsync(Own)).Expect(200)["id"].GetString());
        Assert.Equal(ada.User, (await server.BearerOf(device.Password).GetAsync(Own)).Expect(200)["id"].GetString());
    }

    [Fact]
    [Case("platform T13")]
    public async Task A_token_needs_no_header_against_foreign_pages()
    {
        var ada = await server.PersonAsync();
        var bearer = server.BearerOf((await ada.DeviceAsync(server)).Password);
        bearer.Http.DefaultRequestHeaders.Remove("OCS-APIRequest");

        Assert.Equal(201, (await bearer.PostAsync("v4/room", new { roomType = 2, roomName = "x" })).Status);
    }

    [Fact]
    [Case("platform T40")]
    public async Task A_revoked_password_is_dead_at_once()
    {
        var device = await (await server.PersonAsync()).DeviceAsync(server);

        var revoked = await device.Client.DeleteAsync($"{Core}/apppassword");
        var after = await device.Client.GetAsync(Own);

        Assert.Equal((200, "[]", 401), (revoked.Status, revoked.Data.GetRawText(), after.Status));
    }

    [Fact]
    [Case("platform T41")]
    public async Task An_app_password_cannot_ask_for_another()
    {
        var device = await (await server.PersonAsync()).DeviceAsync(server);

        Assert.Equal(403, (await device.Client.GetAsync($"{Core}/getapppassword")).Status);
        Assert.Equal(403, (await server.BearerOf(device.Password).GetAsync($"{Core}/getapppassword")).Status);
    }

    [Fact]
    public async Task The_own_password_cannot_be_revoked_or_rotated()
    {
        var ada = await server.PersonAsync();

        Assert.Equal(403, (await ada.DeleteAsync($"{Core}/apppassword")).Status);
        Assert.Equal(403, (await ada.PostAsync($"{Core}/apppassword/rotate")).Status);
    }

    [Fact]
    public async Task Nobody_gets_revokes_or_rotates_without_signing_in()
    {
        var guest = server.Guest();

        Assert.Equal(401, (await guest.GetAsync($"{Core}/getapppassword")).Status);
        Assert.Equal(401, (await guest.DeleteAsync($"{Core}/apppassword")).Status);
        Assert.Equal(401, (await guest.PostAsync($"{Core}/apppassword/rotate")).Status);
    }

    [Fact]
    public async Task A_rotated_password_takes_the_place_of_the_old_one()
    {
        var ada = await server.PersonAsync();
        var device = await ada.DeviceAsync(server);

        var fresh = (await device.Client.PostAsync($"{Core}/apppassword/rotate")).Expect(200)["apppassword"].GetString()!;

        Assert.Equal(401, (await device.Client.GetAsync(Own)).Status);
        Assert.Equal(200, (await new TalkClient(server, ada.User, fresh).GetAsync(Own)).Status);
    }

    [Fact]
    public async Task Of_two_rotations_at_once_one_wins()
    {
        var ada = await server.PersonAsync();
        var device = await ada.DeviceAsync(server);

        var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => device.Client.PostAsync($"{Core}/apppassword/rotate")));

        var winner = Assert.Single(replies, reply => reply.Status == 200);
        Assert.All(replies.Where(reply => reply != winner), reply => Assert.Contains(reply.Status, new[] { 401, 403 }));
        Assert.Equal(200, (await new TalkClient(server, ada.User, winner["apppassword"].GetString()).GetAsync(Own)).Status);
    }

    [Fact]
    public async Task It_works_only_with_the_name_it_was_issued_for()
    {
        var id = PlenumServer.Unique("mail");
        await server.Admin().CreateUserAsync(id, email: $"{id}@example.org");
        var device = await new TalkClient(server, $"{id}@example.org", PlenumServer.Password).DeviceAsync(server);

        var asIssued = await new TalkClient(server, $"{id}@EXAMPLE.org", device.Password).GetAsync(Own);
        var byId = await new TalkClient(server, id, device.Password).GetAsync(Own);
        var other = await new TalkClient(server, "admin", device.Password).GetAsync(Own);

        Assert.Equal(id, asIssued.Expect(200)["id"].GetString());
        Assert.Equal((401, 401), (byId.Status, other.Status));
    }

    [Fact]
    public async Task A_new_password_of_the_account_leaves_devices_alone()
    {
        var ada = await server.PersonAsync();
        var device = await ada.DeviceAsync(server);

        await ada.PutAsync($"/ocs/v2.php/cloud/users/{ada.User}", new { key = "password", value = "another horse" });

        Assert.Equal(200, (await device.Client.GetAsync(Own)).Status);
    }

    [Fact]
    public async Task It_dies_with_the_account()
    {
        var ada = await server.PersonAsync();
        var device = await ada.DeviceAsync(server);

        await server.Admin().DeleteUserAsync(ada);
        await server.Admin().CreateUserAsync(ada.User);

        Assert.Equal(401, (await device.Client.GetAsync(Own)).Status);
    }

    [Fact]
    public async Task It_is_kept_as_a_digest_and_named_after_the_device()
    {
        var ada = await server.PersonAsync();
        ada.Http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", new string('a', 300));

        var device = await ada.DeviceAsync(server);
        var stored = await server.FromDbAsync(db => db.AppPasswords.SingleAsync(password => password.AccountId == ada.User));

        Assert.NotEqual(device.Password, stored.Digest);
        Assert.Equal((64, AppPassword.MaxNameLength, ada.User), (stored.Digest.Length, stored.Name.Length, stored.LoginName));
    }
}
