using Microsoft.EntityFrameworkCore;
using Plenum.Meetings;
using Plenum.Signaling;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Signaling;

public sealed class PushTests(PollingServer server) : IClassFixture<PollingServer>
{
    private const string SendsVideo = "v=0\r\nm=audio 9 X 0\r\na=recvonly\r\nm=video 9 X 0\r\na=sendrecv\r\n";
    private const string Receives = "v=0\r\na=recvonly\r\nm=audio 9 X 0\r\nm=video 9 X 0\r\n";

    [Fact]
    [Case("calls 55")]
    public async Task A_message_arrives_once_and_then_who_is_there()
    {
        var pair = await PairAsync();

        await pair.FromA(new { to = pair.SessionB, roomType = "video", type = "unmute", payload = new { name = "ä<b>" } });
        var first = (await pair.B.PullAsync(pair.Token)).Expect(200);
        await pair.A.PostAsync($"v4/call/{pair.Token}");
        var second = (await pair.B.PullAsync(pair.Token)).Expect(200);

        Assert.Equal(("message usersInRoom", "usersInRoom"), (first.Kinds(), second.Kinds()));
        var message = first.Messages()[0];
        Assert.Equal(
            (pair.SessionA, pair.SessionB, "unmute", "ä<b>"),
            (message.GetProperty("from").GetString(), message.GetProperty("to").GetString(), message.GetProperty("type").GetString(), message.GetProperty("payload").GetProperty("name").GetString()));
    }

    [Fact]
    public async Task A_message_ends_the_wait_of_its_recipient()
    {
        var pair = await PairAsync();
        var pull = await server.WaitAsync(pair.B, pair.Token);

        await pair.FromA(new { to = pair.SessionB, type = "candidate" });

        Assert.Equal("message usersInRoom", (await pull).Kinds());
    }

    [Fact]
    public async Task Messages_keep_their_order()
    {
        var pair = await PairAsync();

        await pair.FromA(new { to = pair.SessionB, type = "1" }, new { to = pair.SessionB, type = "2" });
        await pair.FromA(new { to = pair.SessionB, type = "3" });

        Assert.Equal("1 2 3", await pair.TypesAtBAsync());
    }

    [Fact]
    [Case("calls 60")]
    public async Task What_is_not_the_senders_or_for_nobody_here_is_dropped()
    {
        var pair = await PairAsync();
        var elsewhere = await PairAsync();

        await pair.A.PushAsync(pair.Token, pair.SessionB, new { to = pair.SessionB, type = "forged" });
        await pair.A.PushAsync(pair.Token, "", new { to = pair.SessionB, type = "anonymous" });
        await pair.FromA(new { to = elsewhere.SessionB, type = "stray" }, new { to = "nobody", type = "lost" });
        await pair.FromA(new { to = pair.SessionB, type = "good" });

        Assert.Equal("good", await pair.TypesAtBAsync());
        Assert.Equal("", await elsewhere.TypesAtBAsync());
    }

    [Theory]
    [Case("calls 60")]
    [InlineData(ParticipantType.Owner, true)]
    [InlineData(ParticipantType.Moderator, true)]
    [InlineData(ParticipantType.User, false)]
    [InlineData(ParticipantType.GuestModerator, false)]
    internal async Task Only_moderators_with_an_account_send_control(ParticipantType type, bool arrives)
    {
        var pair = await PairAsync();
        await server.RankAsync(pair.Token, pair.A, type);

        await pair.FromA(new { to = pair.SessionB, type = "control", payload = new { action = "forceMute" } });

        Assert.Equal(arrives ? "control" : "", await pair.TypesAtBAsync());
    }

    [Theory]
    [Case("calls 61")]
    [InlineData(32, "video", SendsVideo, true)]
    [InlineData(16, "video", SendsVideo, false)]
    [InlineData(16, "", SendsVideo, false)]
    [InlineData(16, "video", Receives, true)]
    [InlineData(32, "screen", SendsVideo, false)]
    [InlineData(64, "screen", SendsVideo, true)]
    public async Task An_offer_that_would_send_what_the_sender_may_not_is_dropped(int permission, string roomType, string sdp, bool arrives)
    {
        var pair = await PairAsync();
        await server.RankAsync(pair.Token, pair.A, ParticipantType.User);
        await server.InDbAsync(db => db.Attendees.Where(attendee => attendee.Conversation!.Token == pair.Token)
            .ExecuteUpdateAsync(set => set.SetProperty(attendee => attendee.Permissions, (Permissions)permission | Permissions.Custom)));

        foreach (var type in new[] { "offer", "answer" }) await pair.FromA(new { to = pair.SessionB, roomType, type, payload = new { type, sdp } });

        Assert.Equal(arrives ? "offer answer" : "", await pair.TypesAtBAsync());
    }

    [Fact]
    public async Task Whoever_waits_in_the_lobby_neither_sends_nor_gets_any()
    {
        var pair = await PairAsync();
        var cleo = await server.PersonAsync("cleo");
        await pair.A.AddAsync(pair.Token, cleo);
        var sessionC = (await cleo.JoinAsync(pair.Token)).Text("sessionId");
        await pair.FromA(new { to = pair.SessionB, type = "before" });
        (await pair.A.PutAsync($"v4/room/{pair.Token}/webinar/lobby", new { state = 1 })).Expect(200);

        await pair.FromA(new { to = pair.SessionB, type = "offer" });
        await pair.B.PushAsync(pair.Token, pair.SessionB, new { to = pair.SessionA, type = "hello" });
        await pair.B.PushAsync(pair.Token, pair.SessionB, new { to = sessionC, type = "hello" });

        Assert.Equal("", await pair.TypesAtBAsync());
        Assert.Empty((await pair.A.PullAsync(pair.Token)).Messages());
        Assert.Empty((await cleo.PullAsync(pair.Token)).Messages());
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("""[{"ev":"message","ev":"message"}]""")]
    public async Task What_is_no_list_is_400(string messages)
    {
        var pair = await PairAsync();

        (await pair.A.PostAsync(Signals.SignalingOf(pair.Token), new { messages })).Expect(400);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[1,null,\"x\",{}]")]
    [InlineData("""[{"ev":"ping"},{"ev":"message","fn":7},{"ev":"message","fn":"[]","sessionId":"x"},{"ev":"message","fn":"{\"to\":1}","sessionId":"x"}]""")]
    public async Task What_cannot_be_understood_is_left_out(string messages)
    {
        var pair = await PairAsync();

        (await pair.A.PostAsync(Signals.SignalingOf(pair.Token), new { messages })).Expect(200);
    }

    [Fact]
    public async Task Messages_are_for_those_who_belong_there()
    {
        var pair = await PairAsync();
        var cleo = await server.PersonAsync("cleo");

        (await cleo.PushAsync(pair.Token, pair.SessionA, new { to = pair.SessionB, type = "x" })).Expect(404);
        await pair.A.AddAsync(pair.Token, cleo);
        (await cleo.PushAsync(pair.Token, pair.SessionA, new { to = pair.SessionB, type = "x" })).Expect(200);

        Assert.Equal("", await pair.TypesAtBAsync());
    }

    [Fact]
    public async Task What_nobody_fetches_goes_after_five_minutes()
    {
        var pair = await PairAsync();
        await pair.FromA(new { to = pair.SessionB, type = "old" });
        var kept = await WaitingAsync(pair);
        await server.AdvanceAsync(TimeSpan.FromSeconds(90));
        await pair.B.RoomAsync(pair.Token);
        await pair.A.RoomAsync(pair.Token);
        await server.AdvanceAsync(TimeSpan.FromSeconds(90));
        await pair.B.RoomAsync(pair.Token);
        await server.AdvanceAsync(TimeSpan.FromSeconds(90));
        await pair.B.RoomAsync(pair.Token);

        await server.AdvanceAsync(QueuedSignal.KeptFor - TimeSpan.FromSeconds(270));

        Assert.Equal((1, 0), (kept, await WaitingAsync(pair)));
    }

    [Fact]
    public async Task Somebody_who_fetches_nothing_gets_no_more_at_some_time()
    {
        var pair = await PairAsync();
        object[] many = [.. Enumerable.Range(0, 600).Select(_ => new { to = pair.SessionB, type = "x" })];

        await pair.FromA(many);
        await pair.FromA(many);

        Assert.Equal(1000, await WaitingAsync(pair));
    }

    private Task<int> WaitingAsync(Pair pair) => server.FromDbAsync(async db =>
    {
        var recipient = await db.Sessions.Where(session => session.SessionId == pair.SessionB).Select(session => session.Id).SingleAsync();
        return await db.QueuedSignals.CountAsync(signal => signal.RecipientId == recipient);
    });

    private async Task<Pair> PairAsync()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        return new Pair(ada, (await ada.JoinAsync(token)).Text("sessionId"), bob, (await bob.JoinAsync(token)).Text("sessionId"), token);
    }

    private sealed record Pair(TalkClient A, string SessionA, TalkClient B, string SessionB, string Token)
    {
        public async Task FromA(params object[] contents) => (await A.PushAsync(Token, SessionA, contents)).Expect(200);

        /// <summary>The types of what B gets with the first pull.</summary>
        public async Task<string> TypesAtBAsync() =>
            string.Join(' ', (await B.PullAsync(Token)).Expect(200).Messages().Select(message => message.GetProperty("type").GetString()));
    }
}
