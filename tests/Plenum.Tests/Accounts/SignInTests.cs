using Microsoft.Extensions.Options;
using Plenum.Accounts;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Accounts;

public sealed class SignInTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string Own = "/ocs/v2.php/cloud/user";

    [Fact]
    [Case("platform T17")]
    public async Task Wrong_credentials_are_refused_even_where_none_are_needed()
    {
        var reply = await new TalkClient(server, "admin", "wrong").GetAsync("/ocs/v2.php/cloud/capabilities");

        Assert.Equal((401, 997, "[]"), (reply.Status, reply.Code, reply.Data.GetRawText()));
        Assert.StartsWith("Basic realm=", reply.Headers["WWW-Authenticate"]);
    }

    [Theory]
    [InlineData("ad\0min", "x")]
    [InlineData("admin", "x\0")]
    public async Task A_name_or_password_with_a_nul_is_wrong_on_every_database(string name, string password)
    {
        var reply = await new TalkClient(server, name, password).GetAsync("/ocs/v2.php/cloud/capabilities");

        Assert.Equal((401, 997), (reply.Status, reply.Code));
    }

    [Fact]
    [Case("platform T18")]
    public async Task Pages_get_no_password_dialog()
    {
        var reply = await new TalkClient(server, "admin", "wrong").SendAsync(HttpMethod.Get, "/ocs/v2.php/cloud/capabilities", body: null, ("X-Requested-With", "XMLHttpRequest"));

        Assert.StartsWith("DummyBasic", reply.Headers["WWW-Authenticate"]);
    }

    [Fact]
    public async Task The_case_of_an_id_does_not_matter()
    {
        var ada = await server.PersonAsync("Ada");

        var reply = await new TalkClient(server, ada.User.ToUpperInvariant(), PlenumServer.Password).GetAsync(Own);

        Assert.Equal(ada.User, reply.Expect(200)["id"].GetString());
    }

    [Fact]
    [Case("platform T42")]
    public async Task An_address_that_one_account_has_signs_in()
    {
        var id = PlenumServer.Unique("mail");
        await server.Admin().CreateUserAsync(id, email: $"{id}@Example.org");

        var reply = await new TalkClient(server, $"{id}@example.ORG", PlenumServer.Password).GetAsync(Own);

        Assert.Equal(id, reply.Expect(200)["id"].GetString());
    }

    [Fact]
    public async Task An_address_that_two_accounts_have_signs_nobody_in()
    {
        var (one, other) = (PlenumServer.Unique("mail"), PlenumServer.Unique("mail"));
        await server.Admin().CreateUserAsync(one, email: $"{one}@example.org");
        await server.Admin().CreateUserAsync(other, email: $"{one}@example.org");

        Assert.Equal(401, (await new TalkClient(server, $"{one}@example.org", PlenumServer.Password).GetAsync(Own)).Status);
    }

    [Fact]
    public async Task An_id_that_looks_like_an_address_wins_over_the_address_of_another()
    {
        var id = $"{PlenumServer.Unique("shape")}@example.org";
        await server.Admin().CreateUserAsync(id);
        await server.Admin().CreateUserAsync(PlenumServer.Unique("other"), email: id);

        var reply = await new TalkClient(server, id, PlenumServer.Password).GetAsync(Own);

        Assert.Equal(id, reply.Expect(200)["id"].GetString());
    }

    [Theory]
    [InlineData("Basic !!!")]
    [InlineData("Basic bm9jb2xvbg==")]
    [InlineData("Bearer nonsense")]
    public async Task Credentials_that_cannot_be_read_are_wrong(string authorization)
    {
        var reply = await server.Guest().SendAsync(HttpMethod.Get, "/ocs/v2.php/cloud/capabilities", body: null, ("Authorization", authorization));

        Assert.Equal((401, 997), (reply.Status, reply.Code));
    }

    [Theory]
    [InlineData("Digest x")]
    [InlineData("Basic")]
    [InlineData("Bearer")]
    public async Task A_scheme_that_is_not_known_or_says_nothing_is_nobody(string authorization)
    {
        var reply = await server.Guest().SendAsync(HttpMethod.Get, "/ocs/v2.php/cloud/capabilities", body: null, ("Authorization", authorization));

        Assert.Equal(200, reply.Status);
    }

    [Fact]
    public async Task A_password_beyond_reason_is_refused_unhashed()
    {
        var ada = await server.PersonAsync();

        Assert.Equal(401, (await new TalkClient(server, ada.User, new string('x', 10_000)).GetAsync(Own)).Status);
    }

    [Fact]
    [Case("platform T43")]
    public async Task A_disabled_account_is_refused_with_every_kind_of_credential()
    {
        var ada = await server.PersonAsync();
        var device = await ada.DeviceAsync(server);
        var bearer = server.BearerOf(device.Password);

        await server.Admin().PutAsync($"/ocs/v2.php/cloud/users/{ada.User}/disable");

        Assert.Equal(401, (await ada.GetAsync(Own)).Status);
        Assert.Equal(401, (await device.Client.GetAsync(Own)).Status);
        Assert.Equal(401, (await bearer.GetAsync(Own)).Status);
    }

    [Fact]
    [Case("platform T44")]
    public async Task Basic_wins_over_the_cookie_of_somebody_else()
    {
        var (ada, grace) = (await server.PersonAsync(), await server.PersonAsync("grace"));
        var room = (await ada.CreatePublicAsync()).Token;
        await ada.JoinAsync(room);

        ada.Http.DefaultRequestHeaders.Authorization = grace.Http.DefaultRequestHeaders.Authorization;
        var reply = await ada.GetAsync(Own);

        Assert.Equal(grace.User, reply.Expect(200)["id"].GetString());
    }

    [Fact]
    public async Task The_first_and_the_last_time_of_signing_in_are_kept()
    {
        var ada = await server.PersonAsync();
        var (user, before) = ($"/ocs/v2.php/cloud/users/{ada.User}", server.Clock.Unix);
        var never = (await server.Admin().GetAsync(user))["lastLogin"].GetInt64();

        var own = await ada.GetAsync(Own);
        await server.AdvanceAsync(TimeSpan.FromMinutes(10));
        var once = await server.Admin().GetAsync(user);
        await ada.GetAsync(Own);
        await server.AdvanceAsync(TimeSpan.FromMinutes(1));
        var twice = await server.Admin().GetAsync(user);

        Assert.Equal(0, never);
        Assert.Equal(before * 1000, own["lastLogin"].GetInt64());
        Assert.Equal((before * 1000, before, before), (once["lastLogin"].GetInt64(), once["firstLoginTimestamp"].GetInt64(), once["lastLoginTimestamp"].GetInt64()));
        Assert.Equal((before, before + 600), (twice["firstLoginTimestamp"].GetInt64(), twice["lastLoginTimestamp"].GetInt64()));
    }

    [Fact]
    public void A_proven_password_is_remembered_for_a_minute()
    {
        var clock = new TestClock();
        var proven = new ProvenCredentials(clock);

        proven.Remember("password", "hash");
        clock.Advance(TimeSpan.FromSeconds(59));
        var within = proven.IsProven("password", "hash");
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((true, false), (within, proven.IsProven("password", "hash")));
    }

    [Fact]
    public void A_proven_password_counts_only_for_the_hash_it_matched()
    {
        var proven = new ProvenCredentials(new TestClock());

        proven.Remember("password", "hash");

        Assert.False(proven.IsProven("password", "new hash"));
        Assert.False(proven.IsProven("other", "hash"));
    }

    [Fact]
    public async Task Nobodys_password_is_wrong()
    {
        using var doors = new Doors(Options.Create(new AdmissionOptions()));
        var passwords = new Passwords(new ProvenCredentials(new TestClock()), doors);

        Assert.False(await passwords.VerifyAsync(storedHash: null, "x", CancellationToken.None));
        Assert.False(await passwords.VerifyAsync(storedHash: "", "x", CancellationToken.None));
    }
}
