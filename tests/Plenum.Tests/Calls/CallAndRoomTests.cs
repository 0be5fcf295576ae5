using Microsoft.EntityFrameworkCore;
using Plenum.Chat;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Calls;

/// <summary>What becomes of a call when something else happens to its conversation.</summary>
public sealed class CallAndRoomTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("calls 35")]
    public async Task A_tab_that_comes_back_takes_its_old_session_out_of_the_call_if_it_insists()
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreateGroupAsync()).Token;
        var first = await ada.JoinAsync(token);
        await ada.PostAsync($"v4/call/{token}", new { flags = 3 });
        var heard = server.Record();

        var careful = await ada.TryJoinAsync(token, force: false);
        var heardBefore = heard.About(token);
        var insisting = await ada.TryJoinAsync(token, force: true);

        Assert.Equal((409, 3, first["sessionId"].GetString()), (careful.Status, careful["inCall"].GetInt32(), careful["sessionId"].GetString()));
        Assert.Empty(heardBefore);
        Assert.Equal((200, 0, false), (insisting.Status, insisting["participantFlags"].GetInt32(), insisting["hasCall"].GetBoolean()));
        var disinvited = Assert.Single(heard.About(token).OfType<SessionsDisinvited>());
        Assert.Equal([first["sessionId"].GetString()!], disinvited.SessionIds);
        Assert.Equal(["call_started", "call_left", "call_ended"], (await SaidAsync(token))[^3..]);
    }

    [Fact]
    [Case("calls 36")]
    public async Task The_list_of_participants_knows_nothing_of_sessions_that_timed_out()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.SeatAsync(bob);
        await bob.PostAsync(room.Call);

        server.Clock.Advance(TimeSpan.FromSeconds(101));
        var row = (await ada.ParticipantsAsync(room.Token)).Row(bob.User);

        Assert.Equal((0, 0), (row.GetProperty("inCall").GetInt32(), row.GetProperty("sessionIds").GetArrayLength()));
        await server.AdvanceAsync(TimeSpan.Zero);
        Assert.Equal(["call_started", "call_left", "call_ended"], await room.SaidAsync());
    }

    [Fact]
    [Case("calls 39")]
    public async Task A_conversation_that_is_deleted_takes_its_call_along()
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreateGroupAsync()).Token;
        await ada.JoinAsync(token);
        await ada.PostAsync($"v4/call/{token}");
        var heard = server.Record();

        await ada.DeleteAsync($"v4/room/{token}");

        Assert.Contains(heard.About(token), news => news is RoomDeleted);
        Assert.Equal((0, 404), (await server.FromDbAsync(db => db.Sessions.CountAsync(session => session.Attendee!.ActorId == ada.User)), (await ada.GetAsync($"v4/call/{token}")).Status));
    }

    [Fact]
    public async Task A_conversation_that_becomes_read_only_ends_its_call()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.SeatAsync(bob);
        await bob.PostAsync(room.Call);

        (await ada.PutAsync($"{room.Room}/read-only", new { state = 1 })).Expect(200);

        Assert.Equal(CallFlags.Disconnected, await room.InCallAsync(bob));
        Assert.Null((await room.StoredAsync()).ActiveSince);
    }

    [Fact]
    public async Task Whoever_is_removed_is_out_of_the_call()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.SeatAsync(bob);
        await bob.PostAsync(room.Call);

        (await ada.TryRemoveAsync(room.Token, await bob.AttendeeIdAsync(room.Token))).Expect(200);

        Assert.Equal(["call_started", "call_left", "call_ended", "user_removed"], await room.SaidAsync());
        Assert.Equal(404, (await bob.DeleteAsync(room.Call)).Status);
    }

    [Fact]
    [Case("calls 45")]
    public async Task Four_are_named_and_the_rest_counted()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);
        List<TalkClient> people = [ada];
        for (var i = 0; i < 6; i++)
        {
            people.Add(await server.PersonAsync("bob"));
            await room.SeatAsync(people[^1]);
        }

        foreach (var person in people) await person.PostAsync(room.Call);
        await room.ChangeAsync(conversation => conversation.ActiveSince -= TimeSpan.FromSeconds(3723));
        foreach (var person in people) await person.DeleteAsync(room.Call);

        var ended = await ada.NewestAsync(room.Token);
        Assert.Equal("call_ended", ended.GetProperty("systemMessage").GetString());
        Assert.Contains("1:02:03", ended.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("{user4} and 3 others", ended.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private Task<string[]> SaidAsync(string token) =>
        server.FromDbAsync(db => db.Messages.Where(message => message.Conversation!.Token == token).OrderBy(message => message.Id).Select(message => message.Text).ToArrayAsync());
}
