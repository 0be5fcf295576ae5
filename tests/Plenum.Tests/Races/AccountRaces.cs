using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Races;

/// <summary>Accounts, passwords and settings that are changed at the same moment.</summary>
public abstract class AccountRaces
{
    private const int Rounds = 4;
    private const string Core = "/ocs/v2.php/core";

    private protected abstract Nodes Nodes { get; }

    [Fact, Case("platform T56")]
    public async Task Of_two_accounts_of_the_same_name_one_is_created()
    {
        for (var round = 0; round < Rounds; round++)
        {
            using var admin = Nodes.A.Admin();
            var userid = PlenumServer.Unique("ada");

            var replies = await Nodes.TogetherAsync(
                at => at(admin).PostAsync("/ocs/v2.php/cloud/users", new { userid, password = PlenumServer.Password }),
                at => at(admin).PostAsync("/ocs/v2.php/cloud/users", new { userid = userid.ToUpperInvariant(), password = PlenumServer.Password }));

            Assert.Equal([200, 400], replies.Statuses());
            Assert.Equal(102, replies.Single(reply => reply.Status == 400).Code);
        }
    }

    [Fact]
    public async Task Of_two_new_passwords_one_holds()
    {
        var ada = await Nodes.A.PersonAsync("ada");
        using var admin = Nodes.A.Admin();

        var replies = await Nodes.TogetherAsync(
            at => at(admin).PutAsync($"/ocs/v2.php/cloud/users/{ada.User}", new { key = "password", value = "one new password" }),
            at => at(admin).PutAsync($"/ocs/v2.php/cloud/users/{ada.User}", new { key = "password", value = "another password" }));

        Assert.Equal([200, 200], replies.Statuses());
        string[] passwords = ["one new password", "another password", PlenumServer.Password];
        var works = new List<int>();
        foreach (var password in passwords) works.Add((await new TalkClient(Nodes.B, ada.User, password).GetAsync("/ocs/v2.php/cloud/user")).Status);
        Assert.Equal([200, 401], works.Take(2).Order());
        Assert.Equal(401, works[2]);
    }

    [Fact]
    public async Task An_app_password_that_is_exchanged_twice_at_once_is_exchanged_once()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var ada = await Nodes.A.PersonAsync("ada");
            var (device, _) = await ada.DeviceAsync(Nodes.A);

            var replies = await Nodes.AtOnceAsync(2, at => at(device).PostAsync($"{Core}/apppassword/rotate"));

            var won = Assert.Single(replies, reply => reply.Status == 200);
            Assert.Contains(replies.Single(reply => reply.Status != 200).Status, (int[])[401, 403]);
            using var renewed = new TalkClient(Nodes.B, ada.User, won.Text("apppassword"));
            Assert.Equal(200, (await renewed.GetAsync("/ocs/v2.php/cloud/user")).Status);
        }
    }

    [Fact, Case("platform T30")]
    public async Task Of_many_polls_at_once_one_gets_the_password()
    {
        var (ada, token) = (await Nodes.A.PersonAsync("ada"), Secret.Create(LoginFlowBook.TokenLength));
        await Nodes.A.InDbAsync(db =>
        {
            db.LoginFlows.Add(new LoginFlow { PollDigest = Secret.Sha256(token), LoginDigest = Secret.Sha256(Secret.Create(8)), Device = "tv", CreatedAt = Nodes.A.Clock.GetUtcNow(), AccountId = ada.User, LoginName = ada.User });
            return Task.CompletedTask;
        });
        using var device = Nodes.A.Guest();

        var replies = await Nodes.AtOnceAsync(8, at => at(device).PostAsync("/login/v2/poll", new FormUrlEncodedContent([new("token", token)])));

        Assert.Equal([200, 404, 404, 404, 404, 404, 404, 404], replies.Statuses());
        Assert.Equal(1, await Nodes.A.FromDbAsync(db => db.Set<AppPassword>().CountAsync(password => password.AccountId == ada.User)));
    }

    [Fact]
    public async Task Two_administrators_who_take_each_others_rights_leave_one()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (ada, bob) = (await Nodes.A.PersonAsync("ada", AccountGroup.Admin), await Nodes.A.PersonAsync("bob", AccountGroup.Admin));
            foreach (var admin in new[] { ada, bob }) (await admin.GetAsync("/ocs/v2.php/cloud/user")).Expect(200);

            var replies = await (round % 2 == 0
                ? Nodes.TogetherAsync(at => at(ada).LeaveGroupAsync(bob.User, AccountGroup.Admin), at => at(bob).LeaveGroupAsync(ada.User, AccountGroup.Admin))
                : Nodes.TogetherAsync(at => at(ada).DeleteAsync($"/ocs/v2.php/cloud/users/{bob.User}"), at => at(bob).DeleteAsync($"/ocs/v2.php/cloud/users/{ada.User}")));

            Assert.Single(replies, reply => reply.Status == 200);
            Assert.Equal(1, await Nodes.A.FromDbAsync(db => db.GroupMembers.CountAsync(member => member.GroupId == AccountGroup.Admin && (member.AccountId == ada.User || member.AccountId == bob.User))));
        }
    }

    [Fact]
    public async Task Two_addresses_that_are_added_at_once_are_both_there()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var ada = await Nodes.A.PersonAsync("ada");
            var own = $"/ocs/v2.php/cloud/users/{ada.User}";

            var replies = await Nodes.TogetherAsync(
                at => at(ada).PutAsync(own, new { key = "additional_mail", value = "one@example.org" }), at => at(ada).PutAsync(own, new { key = "additional_mail", value = "two@example.org" }));

            Assert.Equal([200, 200], replies.Statuses());
            Assert.Equal(["one@example.org", "two@example.org"], (await ada.GetAsync(own))["additional_mail"].EnumerateArray().Select(mail => mail.GetString()!).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_preference_and_a_setting_that_are_set_many_times_at_once_are_set()
    {
        var (ada, admin, key) = (await Nodes.A.PersonAsync("ada"), Nodes.A.Admin(), PlenumServer.Unique("key"));

        var chosen = await Nodes.AtOnceAsync(6, at => at(ada).PostAsync("v1/settings/user", new { key = "read_status_privacy", value = "1" }));
        var set = await Nodes.AtOnceAsync(6, at => at(admin).PostAsync($"/ocs/v2.php/apps/provisioning_api/api/v1/config/apps/other/{key}", new { value = "x" }));

        Assert.All(chosen.Concat(set), reply => reply.Expect(200));
    }

    [Fact]
    public async Task A_group_that_is_created_and_joined_many_times_at_once_is_there_with_its_member()
    {
        var (ada, admin, groupid) = (await Nodes.A.PersonAsync("ada"), Nodes.A.Admin(), PlenumServer.Unique("class"));

        var created = await Nodes.AtOnceAsync(6, at => at(admin).PostAsync("/ocs/v2.php/cloud/groups", new { groupid }));
        var joined = await Nodes.AtOnceAsync(6, at => at(admin).JoinGroupAsync(ada.User, groupid));

        Assert.Single(created, reply => reply.Status == 200);
        Assert.All(created.Where(reply => reply.Status != 200), reply => Assert.Equal(102, reply.Code));
        Assert.All(joined, reply => reply.Expect(200));
    }
}

public sealed class AccountRacesAtOneNodeTests(PlenumServer server) : AccountRaces, IClassFixture<PlenumServer>
{
    private protected override Nodes Nodes => Nodes.One(server);
}

public sealed class AccountRacesAtTwoNodesTests(TwoNodes servers) : AccountRaces, IClassFixture<TwoNodes>
{
    private protected override Nodes Nodes => Nodes.Two(servers);
}
