using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Accounts;

public sealed class StaleRowsTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task Browsers_that_do_not_come_back_are_forgotten()
    {
        var room = (await (await server.PersonAsync()).CreatePublicAsync()).Token;
        var (gone, faithful) = (server.Guest(), server.Guest());
        await gone.JoinAsync(room);
        await faithful.JoinAsync(room);

        await server.AdvanceAsync(BrowserSession.Lifetime - TimeSpan.FromHours(1));
        await faithful.JoinAsync(room);
        await server.AdvanceAsync(TimeSpan.FromHours(3));

        Assert.Single(await server.FromDbAsync(db => db.BrowserSessions.Where(browser => browser.GuestId != null).ToListAsync()));
    }
}

public sealed class GuestIdentityTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("platform T48")]
    public async Task A_guest_who_comes_back_is_the_same()
    {
        var owner = await server.PersonAsync();
        var room = (await owner.CreatePublicAsync()).Token;
        var guest = server.Guest();

        await guest.JoinAsync(room);
        var first = Guests(await owner.ParticipantsAsync(room));
        await guest.JoinAsync(room);
        var second = Guests(await owner.ParticipantsAsync(room));

        Assert.Equal(first, second);
        Assert.Matches("^[0-9a-f]{40}$", Assert.Single(second));
    }

    [Fact]
    [Case("platform T49")]
    public async Task Guests_name_themselves_accounts_and_strangers_do_not()
    {
        var owner = await server.PersonAsync();
        var room = (await owner.CreatePublicAsync()).Token;
        var guest = server.Guest();
        await guest.JoinAsync(room);

        var named = await guest.PostAsync($"v1/guest/{room}/name", new { displayName = "Gil" });
        var account = await owner.PostAsync($"v1/guest/{room}/name", new { displayName = "Gil" });
        var stranger = await server.Guest().PostAsync($"v1/guest/{room}/name", new { displayName = "Gil" });

        Assert.Equal((200, 403, 404), (named.Status, account.Status, stranger.Status));
    }

    private static List<string> Guests(Reply participants) => [.. participants.Types().Where(person => person.Type == 4).Select(person => person.Id)];
}
