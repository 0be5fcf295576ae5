namespace Plenum.Tests.Testing;

/// <summary>Accounts and groups as an administrator makes them.</summary>
internal static class Provisioning
{
    extension(TalkClient admin)
    {
        public async Task<Reply> CreateUserAsync(string id, string? displayName = null, string? email = null) =>
            (await admin.PostAsync("/ocs/v2.php/cloud/users", new { userid = id, password = PlenumServer.Password, displayName, email })).Expect(200);

        public async Task<Reply> CreateGroupOfAccountsAsync(string id) =>
            (await admin.PostAsync("/ocs/v2.php/cloud/groups", new { groupid = id })).Expect(200);
    }
}
