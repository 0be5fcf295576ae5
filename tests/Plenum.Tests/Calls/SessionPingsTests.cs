using Microsoft.EntityFrameworkCore;
using Plenum.Calls;
using Plenum.Meetings;
using Plenum.Realtime;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Calls;

public sealed class SessionPingsTests : IDisposable
{
    private readonly TestClock clock = new();
    private readonly DueWorkBell bell = new();
    private readonly SessionPings pings;
    private readonly Session session;

    public SessionPingsTests()
    {
        pings = new SessionPings(clock, bell);
        session = new Session { Id = 7, ConversationId = 1, AttendeeId = 1, SessionId = "s", LastPing = TestClock.Start.AddMinutes(-5), JoinedAt = TestClock.Start.AddMinutes(-5) };
    }

    [Fact]
    public void Nothing_is_heard_of_nobody()
    {
        Assert.Null(pings.During(session: null));
        Assert.Null(pings.WriteAt);
        Assert.Equal(session.LastPing, pings.LastPing(session.Id, session.LastPing));
    }

    [Fact]
    public void A_request_that_is_being_answered_is_a_lasting_sign_of_life()
    {
        using var request = pings.During(session);

        clock.Advance(TimeSpan.FromSeconds(45));

        Assert.Equal(clock.GetUtcNow(), pings.LastPing(session.Id, session.LastPing));
    }

    [Fact]
    public void Afterwards_it_counts_from_the_answer()
    {
        pings.During(session)!.Dispose();

        clock.Advance(TimeSpan.FromSeconds(45));

        Assert.Equal(TestClock.Start, pings.LastPing(session.Id, session.LastPing));
    }

    [Fact]
    public void What_is_stored_counts_when_it_is_newer()
    {
        pings.During(session)!.Dispose();

        Assert.Equal(TestClock.Start.AddSeconds(1), pings.LastPing(session.Id, TestClock.Start.AddSeconds(1)));
    }

    [Fact]
    public void It_is_written_ten_seconds_after_the_first_of_many()
    {
        for (var i = 0; i < 5; i++)
        {
            pings.During(session)!.Dispose();
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(TestClock.Start.AddSeconds(10), pings.WriteAt);
        Assert.Equal([KeyValuePair.Create(session.Id, TestClock.Start.AddSeconds(4))], pings.Snapshot());
    }

    [Fact]
    public void What_is_written_is_forgotten_unless_there_is_more()
    {
        var other = new Session { Id = 8, ConversationId = 1, AttendeeId = 2, SessionId = "t", LastPing = TestClock.Start, JoinedAt = TestClock.Start };
        pings.During(session)!.Dispose();
        using var waiting = pings.During(other);
        var snapshot = pings.Snapshot();
        clock.Advance(TimeSpan.FromSeconds(1));

        pings.Written(snapshot);
        var left = pings.Snapshot();
        waiting!.Dispose();
        pings.Written(pings.Snapshot());

        Assert.Equal([KeyValuePair.Create(other.Id, clock.GetUtcNow())], left);
        Assert.Empty(pings.Snapshot());
        Assert.Null(pings.WriteAt);
    }

    [Fact]
    public void Answering_twice_is_answering_once()
    {
        var first = pings.During(session)!;
        using var second = pings.During(session);
        first.Dispose();
        first.Dispose();

        clock.Advance(TimeSpan.FromSeconds(45));

        Assert.Equal(clock.GetUtcNow(), pings.LastPing(session.Id, session.LastPing));
    }

    public void Dispose() => bell.Dispose();
}

public sealed class PingWriterTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task Signs_of_life_are_written_every_ten_seconds_at_most()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);
        var joined = server.Clock.GetUtcNow();
        await server.AdvanceAsync(TimeSpan.FromSeconds(20));

        await ada.GetAsync(room.Room);
        await server.AdvanceAsync(TimeSpan.FromSeconds(9));
        var early = await LastPingAsync(room);
        await ada.GetAsync(room.Room);
        await server.AdvanceAsync(TimeSpan.FromSeconds(1));
        var written = await LastPingAsync(room);

        Assert.Equal(joined, early);
        Assert.Equal(server.Clock.GetUtcNow().AddSeconds(-1), written);
    }

    [Fact]
    public async Task A_refused_request_is_none()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada, with: conversation => conversation.LobbyState = LobbyState.NonModerators);
        var uma = await server.PersonAsync("uma");
        await room.SeatAsync(uma);

        await server.AdvanceAsync(TimeSpan.FromSeconds(60));
        await uma.PostAsync(room.Call);
        await server.AdvanceAsync(TimeSpan.FromSeconds(40));

        Assert.DoesNotContain(uma.User, (await room.InCallAsync()).Keys);
    }

    private Task<DateTimeOffset> LastPingAsync(StagedRoom room) =>
        server.FromDbAsync(db => db.Sessions.AsNoTracking().Where(session => db.Set<Conversation>().Any(one => one.Id == session.ConversationId && one.Token == room.Token)).Select(session => session.LastPing).SingleAsync());
}
