using Microsoft.EntityFrameworkCore;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Participants;

public sealed class SessionStateTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("conversations 81")]
    public async Task A_session_is_looked_at_or_not_and_nothing_else()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        var sessionId = (await ada.JoinAsync(token)).Text("sessionId");

        var inactive = await SetStateAsync(ada, token, 0);
        var unknown = await SetStateAsync(ada, token, 7);
        var without = await SetStateAsync(bob, token, 0);
        var missing = await ada.PutAsync($"v4/room/{token}/participants/state");

        Assert.Equal((200, sessionId), (inactive.Status, inactive.Text("sessionId")));
        Assert.Equal((400, "null", 404, "null"), (unknown.Status, unknown.Data.GetRawText(), without.Status, without.Data.GetRawText()));
        Assert.Equal((400, "state"), (missing.Status, missing.Error));
    }

    [Fact]
    [Case("conversations 82")]
    public async Task Guests_name_themselves_and_people_with_an_account_do_not()
    {
        var (ada, bob, guest) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"), server.Guest());
        var token = (await ada.CreatePublicAsync("room", bob)).Token;
        var id = (await guest.JoinAsync(token)).Text("actorId");
        var said = await guest.SayAsync(token, "hello");

        var named = await NameAsync(guest, token, $"  {new string('ß', 70)}  ");
        var refused = await NameAsync(bob, token, "Bobby");

        Assert.Equal((200, "null", 403, "null"), (named.Status, named.Data.GetRawText(), refused.Status, refused.Data.GetRawText()));
        Assert.Equal(new string('ß', 64), (await ada.ParticipantsAsync(token)).Row(id).GetProperty("displayName").GetString());
        Assert.Contains(new string('ß', 64), (await ada.MessageAsync(token, said)).GetProperty("actorDisplayName").GetString(), StringComparison.Ordinal);
        Assert.Equal(200, (await NameAsync(guest, token, "")).Status);
        Assert.Equal(404, (await NameAsync(server.Guest(), token, "Gil")).Status);
    }

    [Fact]
    public async Task A_guest_is_called_the_same_in_the_parent_and_in_its_breakout_room()
    {
        var (ada, guest) = (await server.PersonAsync("ada"), server.Guest());
        var token = (await ada.CreatePublicAsync()).Token;
        var id = (await guest.JoinAsync(token)).Text("actorId");
        var rooms = (await ada.PostAsync($"v1/breakout-rooms/{token}", new { mode = 1, amount = 1 })).Expect(200);
        var room = rooms.Data[0].GetProperty("token").GetString()!;

        (await NameAsync(guest, room, "Gil")).Expect(200);

        var names = await server.FromDbAsync(db => db.Attendees.Where(attendee => attendee.ActorId == id).OrderBy(attendee => attendee.Id).Select(attendee => attendee.DisplayName).ToListAsync());
        Assert.Equal(["Gil", "Gil"], names);
    }

    private static Task<Reply> SetStateAsync(TalkClient person, string token, int state) =>
        person.PutAsync($"v4/room/{token}/participants/state", new { state });

    private static Task<Reply> NameAsync(TalkClient person, string token, string displayName) =>
        person.PostAsync($"v1/guest/{token}/name", new { displayName });
}
