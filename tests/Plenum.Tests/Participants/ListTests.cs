using Plenum.Common;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Participants;

public sealed class ListTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("conversations 71")]
    public async Task Who_waits_and_who_is_a_guest_does_not_see_who_is_there()
    {
        var (ada, bob, sam) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"), await server.PersonAsync("sam"));
        var token = (await ada.CreatePublicAsync("room", bob)).Token;
        var (guest, moderator, invited) = (server.Guest(), server.Guest(), server.Guest());
        await guest.JoinAsync(token);
        await moderator.JoinAsync(token);
        await ada.PromoteAsync(token, moderator);
        (await ada.TryAddAsync(token, "gil@example.org", ActorTypes.Emails)).Expect(200);

        var guestInside = await guest.ParticipantsAsync(token);
        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1 })).Expect(200);
        var waiting = await bob.ParticipantsAsync(token);
        var guestWaiting = await guest.ParticipantsAsync(token);
        var guestModerator = await moderator.ParticipantsAsync(token);

        Assert.Equal((403, "null"), (guestInside.Status, guestInside.Data.GetRawText()));
        Assert.Equal((412, 412, 200), (waiting.Status, guestWaiting.Status, guestModerator.Status));
        Assert.Equal((404, 404), ((await sam.ParticipantsAsync(token)).Status, (await invited.ParticipantsAsync(token)).Status));
    }

    [Fact]
    [Case("conversations 71")]
    public async Task In_a_channel_only_moderators_see_who_is_there()
    {
        var (ada, bob, mia) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"), await server.PersonAsync("mia"));
        var token = (await ada.CreateGroupAsync("room", bob, mia)).Token;
        await ada.PromoteAsync(token, mia);
        await server.ChangeAsync(token, conversation => conversation.Attributes = ConversationAttributes.Channel);

        var (user, moderator) = (await bob.ParticipantsAsync(token), await mia.ParticipantsAsync(token));

        Assert.Equal((403, "null", 200), (user.Status, user.Data.GetRawText(), moderator.Status));
    }

    [Fact]
    public async Task A_row_says_what_its_person_is_and_does()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        var joined = await bob.JoinAsync(token);
        (await bob.PostAsync($"v4/call/{token}", new { flags = 3 })).Expect(200);

        var row = (await ada.ParticipantsAsync(token)).Row(bob.User);

        Assert.Equal(
            """
            {"roomToken":"TOKEN","attendeeId":ID,"actorType":"users","actorId":"BOB","displayName":"Bob","participantType":3,"inCall":3,"lastPing":PING,"sessionIds":["SESSION"],"permissions":502,"attendeePermissions":0,"attendeePin":"","phoneNumber":"","callId":""}
            """,
            row.GetRawText()
                .Replace(token, "TOKEN", StringComparison.Ordinal)
                .Replace($"\"attendeeId\":{joined["attendeeId"]}", "\"attendeeId\":ID", StringComparison.Ordinal)
                .Replace($"\"{bob.User}\"", "\"BOB\"", StringComparison.Ordinal)
                .Replace(server.Clock.Unix.ToString(System.Globalization.CultureInfo.InvariantCulture), "PING", StringComparison.Ordinal)
                .Replace(joined.Text("sessionId"), "SESSION", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_address_of_an_invited_guest_is_for_moderators_and_the_guest()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        (await ada.TryAddAsync(token, "gil@example.org", ActorTypes.Emails)).Expect(200);

        var (toModerator, toUser) = ((await ada.ParticipantsAsync(token)).Row(Secret.Sha256("gil@example.org")), (await bob.ParticipantsAsync(token)).Row(Secret.Sha256("gil@example.org")));

        Assert.Equal("gil@example.org", toModerator.GetProperty("invitedActorId").GetString());
        Assert.False(toUser.TryGetProperty("invitedActorId", out _));
        Assert.Equal("", toUser.GetProperty("displayName").GetString());
    }

    [Fact]
    public async Task Absent_guests_are_listed_only_when_somebody_trusted_them()
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreatePublicAsync()).Token;
        var (plain, trusted, moderator) = (server.Guest(), server.Guest(), server.Guest());
        foreach (var guest in new[] { plain, trusted, moderator }) await guest.JoinAsync(token);
        (await ada.TryGrantAsync(token, await trusted.AttendeeIdAsync(token), 128)).Expect(200);
        await ada.PromoteAsync(token, moderator);

        foreach (var guest in new[] { plain, trusted, moderator }) await guest.LeaveAsync(token);

        Assert.Equal([1, 4, 6], (await ada.ParticipantsAsync(token)).Types().Select(person => person.Type));
    }
}
