using Plenum.Common;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Participants;

public sealed class BanTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("conversations 78")]
    public async Task A_banned_user_is_gone_and_stays_out_until_the_ban_is_lifted()
    {
        var group = PlenumServer.Unique("staff");
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob", group));
        var token = (await ada.CreatePublicAsync("room", bob)).Token;
        await bob.JoinAsync(token);

        var ban = (await ada.TryBanAsync(token, "users", bob.User)).Expect(200);
        var join = await bob.TryJoinAsync(token);
        var add = await ada.TryAddAsync(token, bob.User);
        (await ada.TryAddAsync(token, group, ActorTypes.Groups)).Expect(200);
        var people = (await ada.ParticipantsAsync(token)).Types().Select(person => person.Id);
        (await ada.DeleteAsync($"v1/ban/{token}/{ban["id"].GetInt64()}")).Expect(200);

        Assert.Equal((403, "ban"), (join.Status, join.Error));
        Assert.Equal((400, "ban"), (add.Status, add.Error));
        Assert.Equal([ada.User, group], people);
        Assert.Equal(200, (await bob.TryJoinAsync(token)).Status);
        Assert.Contains("user_removed", await server.SystemMessagesAsync(token));
    }

    [Fact]
    public async Task A_ban_says_who_whom_when_and_why()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;

        var ban = await ada.TryBanAsync(token, "users", bob.User.ToUpperInvariant(), "spam");
        var list = await ada.GetAsync($"v1/ban/{token}");

        Assert.Equal(
            ("users", ada.User, "Ada", "users", bob.User, "Bob", server.Clock.Unix, "spam"),
            (ban.Text("moderatorActorType"), ban.Text("moderatorActorId"), ban.Text("moderatorDisplayName"),
                ban.Text("bannedActorType"), ban.Text("bannedActorId"), ban.Text("bannedDisplayName"), ban["bannedTime"].GetInt64(), ban.Text("internalNote")));
        Assert.Equal(ban.Data.GetRawText(), list.Data[0].GetRawText());
    }

    [Fact]
    [Case("conversations 79")]
    public async Task A_banned_guest_who_comes_back_has_its_address_banned_and_accounts_from_there_come_in()
    {
        var (ada, sam) = (await server.PersonAsync("ada"), await server.PersonAsync("sam"));
        var token = (await ada.CreatePublicAsync()).Token;
        var guest = server.Guest();
        var id = (await guest.JoinAsync(token)).Text("actorId");
        (await ada.TryBanAsync(token, "guests", id, "noise")).Expect(200);

        var sameBrowser = await guest.TryJoinAsync(token);
        var otherBrowser = await server.Guest().TryJoinAsync(token);
        var account = await sam.TryJoinAsync(token);

        Assert.Equal((403, "ban"), (sameBrowser.Status, sameBrowser.Error));
        Assert.Equal((403, "ban"), (otherBrowser.Status, otherBrowser.Error));
        Assert.Equal(200, account.Status);
        var bans = (await ada.GetAsync($"v1/ban/{token}")).Data;
        Assert.Equal(["guests", "ip"], bans.EnumerateArray().Select(ban => ban.GetProperty("bannedActorType").GetString()));
        Assert.Equal(("127.0.0.1", "noise"), (bans[1].GetProperty("bannedActorId").GetString(), bans[1].GetProperty("internalNote").GetString()));
    }

    [Fact]
    public async Task A_banned_guest_who_only_looks_has_its_address_banned_as_well()
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreatePublicAsync()).Token;
        var guest = server.Guest();
        (await ada.TryBanAsync(token, "guests", (await guest.JoinAsync(token)).Text("actorId"))).Expect(200);

        var looks = await Task.WhenAll(guest.RoomAsync(token), guest.RoomAsync(token));

        Assert.All(looks, look => Assert.Equal(404, look.Status));
        Assert.Equal(2, (await ada.GetAsync($"v1/ban/{token}")).Data.GetArrayLength());
    }

    [Fact]
    [Case("conversations 80")]
    public async Task Not_everybody_can_be_banned_and_not_everywhere()
    {
        var (ada, mia, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("mia"), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", mia, bob)).Token;
        await ada.PromoteAsync(token, mia);
        var pair = (await ada.PostAsync("v4/room", new { roomType = 1, invite = bob.User })).Expect(201).Token;

        Assert.Equal((400, "self"), await RefusalAsync(ada.TryBanAsync(token, "users", ada.User)));
        Assert.Equal((400, "moderator"), await RefusalAsync(ada.TryBanAsync(token, "users", mia.User)));
        Assert.Equal((400, "room"), await RefusalAsync(ada.TryBanAsync(pair, "users", bob.User)));
        Assert.Equal((400, "bannedActor"), await RefusalAsync(ada.TryBanAsync(token, "ip", "127.0.0.1/64")));
        Assert.Equal((200, null), await RefusalAsync(ada.TryBanAsync(token, "ip", "::1/64")));
        Assert.Equal((400, "bannedActor"), await RefusalAsync(ada.TryBanAsync(token, "range", "::1/64")));
    }

    [Fact]
    [Case("conversations 80")]
    public async Task Banning_twice_changes_the_note_only()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;

        var replies = await Task.WhenAll(ada.TryBanAsync(token, "users", bob.User, "one"), ada.TryBanAsync(token, "users", bob.User, "one"));
        var again = await ada.TryBanAsync(token, "users", bob.User, "two");

        Assert.All(replies, reply => Assert.Equal(200, reply.Status));
        var bans = (await ada.GetAsync($"v1/ban/{token}")).Data;
        Assert.Equal("two", Assert.Single(bans.EnumerateArray()).GetProperty("internalNote").GetString());
        Assert.Equal(again["id"].GetInt64(), bans[0].GetProperty("id").GetInt64());
        Assert.Single(await server.SystemMessagesAsync(token), key => key == "user_removed");
    }

    [Fact]
    public async Task Notes_have_4000_characters_however_many_bytes_that_are()
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreateGroupAsync()).Token;

        var fits = await ada.TryBanAsync(token, "users", "nobody", string.Concat(Enumerable.Repeat("🎉", 4000)));
        var tooLong = await ada.TryBanAsync(token, "users", "nobody", new string('ä', 4001));

        Assert.Equal((200, 400, "internalNote"), (fits.Status, tooLong.Status, tooLong.Error));
        Assert.Equal("nobody", fits.Text("bannedDisplayName"));
    }

    [Theory]
    [InlineData("users", "")]
    [InlineData("guests", "")]
    [InlineData("groups", "staff")]
    [InlineData("ip", "")]
    [InlineData("ip", "300.1.1.1")]
    [InlineData("ip", "10.0.0.0/8/8")]
    [InlineData("ip", "10.0.0.0/-1")]
    public async Task Whom_to_ban_has_to_be_somebody(string actorType, string actorId)
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreateGroupAsync()).Token;

        Assert.Equal((400, "bannedActor"), await RefusalAsync(ada.TryBanAsync(token, actorType, actorId)));
    }

    [Fact]
    public async Task Only_moderators_ban_list_and_lift_guest_moderators_too()
    {
        var (ada, bob, sam) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"), await server.PersonAsync("sam"));
        var token = (await ada.CreatePublicAsync("room", bob)).Token;
        var guest = server.Guest();
        await guest.JoinAsync(token);
        await ada.PromoteAsync(token, guest);

        Assert.Equal(403, (await bob.TryBanAsync(token, "users", sam.User)).Status);
        Assert.Equal(403, (await bob.GetAsync($"v1/ban/{token}")).Status);
        Assert.Equal(403, (await bob.DeleteAsync($"v1/ban/{token}/1")).Status);
        Assert.Equal(404, (await sam.GetAsync($"v1/ban/{token}")).Status);
        Assert.Equal(200, (await guest.TryBanAsync(token, "users", sam.User)).Status);
        Assert.Equal(200, (await guest.GetAsync($"v1/ban/{token}")).Status);
        Assert.Equal(200, (await guest.DeleteAsync($"v1/ban/{token}/999999")).Status);
    }

    [Fact]
    public async Task A_banned_address_shuts_out_the_guests_who_are_in_and_nobody_who_has_proven_who_he_is()
    {
        var (ada, bob, guest, invited) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"), server.Guest(), server.Guest());
        var token = (await ada.CreatePublicAsync("room", bob)).Token;
        (await ada.TryAddAsync(token, "gil@example.org", ActorTypes.Emails)).Expect(200);
        var link = (await ada.GetAsync($"/ocs/v2.php/apps/plenum/api/v1/room/{token}/invitations")).Data[0].GetProperty("link").GetString()!;
        await invited.GetAsync(new Uri(link).PathAndQuery);
        await guest.JoinAsync(token);

        (await ada.TryBanAsync(token, "ip", "127.0.0.0/8")).Expect(200);

        var guarded = await guest.PutAsync($"v4/room/{token}/participants/state", new { state = 0 });
        Assert.Equal((403, 403), (guarded.Status, (await guest.TryJoinAsync(token)).Status));
        Assert.Equal((200, 200), ((await bob.TryJoinAsync(token)).Status, (await invited.TryJoinAsync(token)).Status));
        Assert.Single((await ada.GetAsync($"v1/ban/{token}")).Data.EnumerateArray());
    }

    [Fact]
    public async Task A_ban_of_the_parent_holds_in_its_breakout_rooms()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        var rooms = (await ada.PostAsync($"v1/breakout-rooms/{token}", new { mode = 1, amount = 1 })).Expect(200);
        var room = rooms.Data[0].GetProperty("token").GetString()!;
        (await bob.RoomAsync(room)).Expect(200);

        (await ada.TryBanAsync(token, "users", bob.User)).Expect(200);

        Assert.Equal(404, (await bob.RoomAsync(room)).Status);
        Assert.Equal((400, "ban"), await RefusalAsync(ada.TryAddAsync(room, bob.User)));
    }

    private static async Task<(int Status, string? Error)> RefusalAsync(Task<Reply> request)
    {
        var reply = await request;
        return (reply.Status, reply.Error);
    }
}
