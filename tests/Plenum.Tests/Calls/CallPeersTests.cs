using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Calls;

public sealed class CallPeersTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task Each_session_in_the_call_is_a_peer()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada, ConversationType.Public);
        var gil = await room.GuestAsync(name: "");
        await room.AddAsync(bob);
        await room.ChangeAsync(ada, attendee => attendee.DisplayName = "");
        await ada.PostAsync(room.Call);
        var second = await room.JoinAsync(ada);
        await ada.PostAsync(room.Call);
        await gil.PostAsync(room.Call, new { flags = 1 });

        var reply = await bob.GetAsync(room.Call);

        var peers = reply.Data.EnumerateArray().ToList();
        Assert.Equal(["users", "guests", "users"], peers.Select(peer => peer.GetProperty("actorType").GetString()));
        Assert.Equal(["Ada", "", "Ada"], peers.Select(peer => peer.GetProperty("displayName").GetString()));
        Assert.Equal((ada.User, room.Token, second, server.Clock.Unix), (
            peers[2].GetProperty("actorId").GetString(),
            peers[2].GetProperty("token").GetString(),
            peers[2].GetProperty("sessionId").GetString(),
            peers[2].GetProperty("lastPing").GetInt64()));
    }

    [Fact]
    public async Task An_account_without_any_name_is_called_by_its_id()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);
        await room.ChangeAsync(ada, attendee => attendee.DisplayName = "");
        await server.InDbAsync(db => db.Accounts.Where(account => account.Id == ada.User).ExecuteUpdateAsync(set => set.SetProperty(account => account.DisplayName, "")));
        await ada.PostAsync(room.Call);

        var reply = await ada.GetAsync(room.Call);

        Assert.Equal(ada.User, reply.Data[0].GetProperty("displayName").GetString());
    }

    [Fact]
    public async Task Nobody_is_a_peer_before_joining_or_after_30_seconds_of_silence()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.SeatAsync(bob);
        var before = (await bob.GetAsync(room.Call)).Data.GetArrayLength();
        await ada.PostAsync(room.Call);

        await server.AdvanceAsync(TimeSpan.FromSeconds(30));
        var still = (await bob.GetAsync(room.Call)).Data.GetArrayLength();
        await server.AdvanceAsync(TimeSpan.FromSeconds(1));
        var after = (await bob.GetAsync(room.Call)).Data.GetArrayLength();

        Assert.Equal((0, 1, 0), (before, still, after));
    }

    [Fact]
    public async Task Whoever_asks_for_the_conversation_stays_a_peer()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.SeatAsync(bob);
        await ada.PostAsync(room.Call);

        await server.AdvanceAsync(TimeSpan.FromSeconds(25));
        await ada.GetAsync(room.Room);
        await server.AdvanceAsync(TimeSpan.FromSeconds(25));
        var peers = await bob.GetAsync(room.Call);

        Assert.Equal(server.Clock.Unix - 25, peers.Data[0].GetProperty("lastPing").GetInt64());
    }

    [Theory]
    [Case("calls 7")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Read_only_keeps_people_out_but_nobody_in(bool alreadyIn)
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.SeatAsync(bob);
        if (alreadyIn) await bob.PostAsync(room.Call);
        await room.ChangeAsync(conversation => conversation.ReadOnly = true);

        int[] statuses =
        [
            (await bob.GetAsync(room.Call)).Status,
            (await bob.PostAsync(room.Call)).Status,
            (await bob.PutAsync(room.Call, new { flags = 3 })).Status,
            (await bob.DeleteAsync(room.Call)).Status,
        ];

        Assert.Equal([403, 403, alreadyIn ? 200 : 400, 200], statuses);
    }

    [Theory]
    [InlineData("abcdefgh")]
    [InlineData("UPPER")]
    [InlineData("abc")]
    public async Task An_unknown_conversation_is_404(string token)
    {
        var ada = await server.PersonAsync("ada");

        int[] statuses =
        [
            (await ada.GetAsync($"v4/call/{token}")).Status,
            (await ada.PostAsync($"v4/call/{token}")).Status,
            (await ada.PutAsync($"v4/call/{token}", new { flags = 1 })).Status,
            (await ada.DeleteAsync($"v4/call/{token}")).Status,
            (await ada.GetAsync($"v4/call/{token}/download")).Status,
        ];

        Assert.Equal([404, 404, 404, 404, 404], statuses);
    }

    [Fact]
    public async Task Strangers_and_guests_without_a_session_are_404()
    {
        var (ada, xeno) = (await server.PersonAsync("ada"), await server.PersonAsync("xeno"));
        var room = await server.StageAsync(ada, ConversationType.Public);

        int[] statuses =
        [
            (await xeno.GetAsync(room.Call)).Status,
            (await xeno.PostAsync(room.Call)).Status,
            (await server.Guest().GetAsync(room.Call)).Status,
            (await server.Guest().DeleteAsync(room.Call)).Status,
        ];

        Assert.Equal([404, 404, 404, 404], statuses);
    }

    [Fact]
    public async Task Whoever_is_banned_is_403()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.SeatAsync(bob);
        await server.InDbAsync(async db => db.Bans.Add(new Ban
        {
            ConversationId = (await room.StoredAsync()).Id,
            ModeratorActorType = "users",
            ModeratorActorId = ada.User,
            ModeratorDisplayName = "Ada",
            BannedActorType = "users",
            BannedActorId = bob.User,
            BannedDisplayName = "Bob",
            InternalNote = "",
            BannedAt = server.Clock.GetUtcNow(),
        }));

        int[] statuses = [(await bob.GetAsync(room.Call)).Status, (await bob.PostAsync(room.Call)).Status, (await bob.DeleteAsync(room.Call)).Status];

        Assert.Equal([403, 403, 403], statuses);
    }

    [Fact]
    [Case("calls 8", "webinars L27", "webinars L28", "webinars L35")]
    public async Task The_lobby_keeps_people_out_of_the_call()
    {
        var (ada, mia, uma, vic) = (await server.PersonAsync("ada"), await server.PersonAsync("mia"), await server.PersonAsync("uma"), await server.PersonAsync("vic"));
        var room = await server.StageAsync(ada, ConversationType.Public, conversation => conversation.LobbyState = LobbyState.NonModerators);
        await room.SeatAsync(mia, ParticipantType.Moderator);
        await room.SeatAsync(uma);
        await room.SeatAsync(vic, permissions: Permissions.MaxCustom);
        var (gus, gil) = (await room.GuestAsync(ParticipantType.GuestModerator), await room.GuestAsync());
        TalkClient[] admitted = [ada, mia, gus, vic];
        TalkClient[] waiting = [uma, gil];

        foreach (var person in admitted) (await person.PostAsync(room.Call)).Expect(200);
        foreach (var person in admitted) Assert.Equal(4, (await person.GetAsync(room.Call)).Data.GetArrayLength());
        foreach (var person in waiting)
        {
            var (join, peers) = (await person.PostAsync(room.Call), await person.GetAsync(room.Call));
            Assert.Equal((412, "[]", 412, "[]"), (join.Status, join.Data.GetRawText(), peers.Status, peers.Data.GetRawText()));
            Assert.Equal(400, (await person.PutAsync(room.Call, new { flags = 1 })).Status);
            Assert.Equal(200, (await person.DeleteAsync(room.Call)).Status);
        }

        Assert.Equal(["call_started", "call_joined", "call_joined", "call_joined"], await room.SaidAsync());
    }
}

public sealed class CallBruteForceTests(ProtectedServer server) : IClassFixture<ProtectedServer>
{
    [Fact]
    [Case("calls 5")]
    public async Task Guessing_tokens_is_counted()
    {
        var xeno = await server.PersonAsync("xeno");

        var first = await xeno.GetAsync("v4/call/abcdefgh");
        for (var i = 0; i < 10; i++) await xeno.GetAsync("v4/call/abcdefgh");
        var last = await xeno.GetAsync("v4/call/abcdefgh");

        Assert.Equal((404, 429), (first.Status, last.Status));
        Assert.NotEqual(0, await server.FromDbAsync(db => db.FailedAttempts.CountAsync(attempt => attempt.Action == "talkRoomToken")));
    }
}
