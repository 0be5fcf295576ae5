namespace Plenum.Tests.Testing;

/// <summary>Accounts and groups as an administrator makes them.</summary>
internal static class Provisioning
{
    public static async Task<Reply> CreateUserAsync(this TalkClient admin, string id, string? displayName = null, string? email = null) =>
        (await admin.PostAsync("/ocs/v2.php/cloud/users", new { userid = id, password = PlenumServer.Password, displayName, email })).Expect(200);

    public static async Task<Reply> CreateGroupOfAccountsAsync(this TalkClient admin, string id) =>
        (await admin.PostAsync("/ocs/v2.php/cloud/groups", new { groupid = id })).Expect(200);

    public static Task<Reply> JoinGroupAsync(this TalkClient admin, string user, string groupid) =>
        admin.PostAsync($"/ocs/v2.php/cloud/users/{user}/groups", new { groupid });

    public static Task<Reply> LeaveGroupAsync(this TalkClient admin, string user, string groupid) =>
        admin.DeleteAsync($"/ocs/v2.php/cloud/users/{user}/groups", new { groupid });

    public static async Task DeleteUserAsync(this TalkClient admin, TalkClient person) =>
        (await admin.DeleteAsync($"/ocs/v2.php/cloud/users/{person.User}")).Expect(200);
}
