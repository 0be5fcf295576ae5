using System.Net;
using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Accounts;

public sealed class BruteForceTests(CountingServer server) : IClassFixture<CountingServer>
{
    [Fact]
    [Case("platform T45")]
    public async Task After_ten_wrong_tokens_the_eleventh_try_is_429()
    {
        var room = (await (await server.PersonAsync()).At(CountingServer.NewAddress()).CreatePublicAsync()).Token;
        var guest = server.Guest().At(CountingServer.NewAddress());

        var wrong = await GuessTokensAsync(guest, BruteForce.Limit);
        var eleventh = await guest.RoomAsync(room);
        var elsewhere = await server.Guest().At(CountingServer.NewAddress()).RoomAsync(room);

        Assert.All(wrong, status => Assert.Equal(404, status));
        Assert.Equal((429, 200), (eleventh.Status, elsewhere.Status));
    }

    [Fact]
    public async Task The_door_opens_again_after_thirty_minutes()
    {
        var guest = server.Guest().At(CountingServer.NewAddress());
        await GuessTokensAsync(guest, BruteForce.Limit);

        await server.AdvanceAsync(BruteForce.ClosedFor - TimeSpan.FromSeconds(1));
        var before = await guest.RoomAsync("unknown");
        await server.AdvanceAsync(TimeSpan.FromSeconds(1));
        var after = await guest.RoomAsync("unknown");

        Assert.Equal((429, 404), (before.Status, after.Status));
    }

    [Fact]
    public async Task Old_tries_are_cleared_away_after_twelve_hours()
    {
        var address = CountingServer.NewAddress();
        await GuessTokensAsync(server.Guest().At(address), 2);

        await server.AdvanceAsync(BruteForce.RememberedFor);
        var remembered = await TriesAsync(address);
        await server.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal((2, 0), (remembered, await TriesAsync(address)));
    }

    [Fact]
    [Case("platform T46")]
    public async Task The_right_password_of_a_conversation_forgets_the_wrong_ones()
    {
        var owner = (await server.PersonAsync()).At(CountingServer.NewAddress());
        var room = (await owner.CreatePublicAsync()).Token;
        (await owner.PutAsync($"v4/room/{room}/password", new { password = "open sesame" })).Expect(200);
        var address = CountingServer.NewAddress();
        var guest = server.Guest().At(address);

        for (var i = 0; i < 3; i++) Assert.Equal(403, (await guest.TryJoinAsync(room, "wrong")).Status);
        var counted = await TriesAsync(address);
        await guest.JoinAsync(room, "open sesame");

        Assert.Equal((3, 0), (counted, await TriesAsync(address)));
    }

    [Fact]
    public async Task After_ten_wrong_passwords_of_an_account_the_right_one_is_429_too()
    {
        var (address, ada) = (CountingServer.NewAddress(), await server.PersonAsync());
        var guesser = new TalkClient(server, ada.User, "guess").At(address);

        for (var i = 0; i < BruteForce.Limit; i++) Assert.Equal(401, (await guesser.GetAsync("/ocs/v2.php/cloud/user")).Status);
        var right = await ada.At(address).GetAsync("/ocs/v2.php/cloud/user");
        var elsewhere = await ada.At(CountingServer.NewAddress()).GetAsync("/ocs/v2.php/cloud/user");
        var withoutCredentials = await server.Guest().At(address).GetAsync("/ocs/v2.php/cloud/capabilities");

        Assert.Equal((429, 200, 200), (right.Status, elsewhere.Status, withoutCredentials.Status));
    }

    [Fact]
    public async Task The_right_password_forgets_the_wrong_ones_of_the_same_name_only()
    {
        var address = CountingServer.NewAddress();
        var (ada, grace) = (await server.PersonAsync(), await server.PersonAsync("grace"));
        await new TalkClient(server, ada.User, "guess").At(address).GetAsync("/ocs/v2.php/cloud/user");
        await new TalkClient(server, grace.User, "guess").At(address).GetAsync("/ocs/v2.php/cloud/user");

        (await new TalkClient(server, ada.User.ToUpperInvariant(), PlenumServer.Password).At(address).GetAsync("/ocs/v2.php/cloud/user")).Expect(200);

        Assert.Equal(1, await TriesAsync(address));
    }

    [Fact]
    public async Task Names_that_were_tried_are_not_kept()
    {
        var address = CountingServer.NewAddress();

        await new TalkClient(server, "my secret password", "x").At(address).GetAsync("/ocs/v2.php/cloud/user");
        var subject = await server.FromDbAsync(db => db.FailedAttempts.Where(attempt => attempt.Network == address).Select(attempt => attempt.Subject).SingleAsync());

        Assert.Matches("^[0-9a-f]{40}$", subject);
    }

    [Fact]
    public async Task Revoked_app_passwords_and_unknown_tokens_are_no_guesses()
    {
        var address = CountingServer.NewAddress();
        var revoked = new TalkClient(server, "admin", new string('x', AppPassword.Length)).At(address);
        var bearer = server.Guest().At(address);
        bearer.Http.DefaultRequestHeaders.Authorization = new("Bearer", "unknown");

        Assert.Equal(401, (await revoked.GetAsync("/ocs/v2.php/cloud/user")).Status);
        Assert.Equal(401, (await bearer.GetAsync("/ocs/v2.php/cloud/user")).Status);

        Assert.Equal(0, await TriesAsync(address));
    }

    [Fact]
    public async Task Each_action_is_counted_by_itself()
    {
        var (address, ada) = (CountingServer.NewAddress(), await server.PersonAsync());
        await GuessTokensAsync(server.Guest().At(address), BruteForce.Limit);

        var signedIn = await ada.At(address).GetAsync("/ocs/v2.php/cloud/user");

        Assert.Equal(200, signedIn.Status);
    }

    [Theory]
    [InlineData("192.0.2.77")]
    [InlineData("2001:db8:1:2::3")]
    public async Task Allowed_networks_may_guess(string address)
    {
        var wrong = await GuessTokensAsync(server.Guest().At(address), BruteForce.Limit + 2);

        Assert.All(wrong, status => Assert.Equal(404, status));
    }

    [Fact]
    public async Task Neighbours_in_one_ipv6_network_are_counted_together()
    {
        await GuessTokensAsync(server.Guest().At("2001:db8:2:3::1"), BruteForce.Limit);

        var neighbour = await server.Guest().At("2001:db8:2:3:ffff::2").RoomAsync("unknown");
        var stranger = await server.Guest().At("2001:db8:2:4::1").RoomAsync("unknown");

        Assert.Equal((429, 404), (neighbour.Status, stranger.Status));
    }

    [Fact]
    public async Task Refused_tries_do_not_count_themselves()
    {
        var address = CountingServer.NewAddress();
        await GuessTokensAsync(server.Guest().At(address), BruteForce.Limit + 5);

        Assert.Equal(BruteForce.Limit, await TriesAsync(address));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 200)]
    [InlineData(2, 400)]
    [InlineData(3, 800)]
    [InlineData(4, 1600)]
    [InlineData(5, 2000)]
    [InlineData(1000, 2000)]
    public void Every_try_doubles_the_delay_up_to_its_limit(int tries, int milliseconds)
    {
        var delay = BruteForce.DelayAfter(tries, TimeSpan.FromSeconds(2));

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), delay);
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData(null, "")]
    public void Networks_are_what_one_subscriber_has(string? address, string network)
    {
        Assert.Equal(network, BruteForce.NetworkOf(address is null ? null : IPAddress.Parse(address)));
    }

    private static async Task<List<int>> GuessTokensAsync(TalkClient guest, int times)
    {
        var statuses = new List<int>();
        for (var i = 0; i < times; i++) statuses.Add((await guest.RoomAsync("unknown")).Status);
        return statuses;
    }

    private Task<int> TriesAsync(string address) => server.FromDbAsync(db => db.FailedAttempts.CountAsync(attempt => attempt.Network == address));
}

/// <summary>A server that tells how long it held an answer back.</summary>
public sealed class ThrottledTests(ThrottledTests.SlowServer server) : IClassFixture<ThrottledTests.SlowServer>
{
    [Fact]
    public async Task An_answer_that_was_held_back_says_so()
    {
        var guest = server.Guest();

        var first = await guest.RoomAsync("unknown");
        var second = await guest.RoomAsync("unknown");

        Assert.False(first.Headers.ContainsKey(BruteForce.ThrottledHeader));
        Assert.Equal("1", second.Headers[BruteForce.ThrottledHeader]);
    }

    public sealed class SlowServer : PlenumServer
    {
        protected override bool ProtectsAgainstBruteForce => true;

        protected override string[] MoreArguments => ["--Plenum:BruteForce:LongestDelay=00:00:00.001"];
    }
}

public sealed class UnprotectedTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("platform T47")]
    public async Task Without_protection_everybody_may_guess()
    {
        var guest = server.Guest();

        for (var i = 0; i < 50; i++) Assert.Equal(404, (await guest.RoomAsync("unknown")).Status);
    }
}
