using Microsoft.EntityFrameworkCore;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Roster;

public sealed class SessionExpiryTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    [Case("calls 36")]
    public async Task A_session_that_nothing_is_heard_of_for_100_seconds_leaves_the_call_and_ends()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);
        await ada.PostAsync(room.Call);

        await server.AdvanceAsync(Session.AliveFor);

        Assert.Empty(await room.InCallAsync());
        Assert.Equal(["call_started", "call_left", "call_ended"], await room.SaidAsync());
        var (left, ended) = ((await room.MessagesAsync())[1], (await room.MessagesAsync())[2]);
        Assert.Equal((ada.User, "guests", "system"), (left.ActorId, ended.ActorType, ended.ActorId));
    }

    [Fact]
    public async Task A_session_lives_until_its_hundredth_second()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);

        await server.AdvanceAsync(Session.AliveFor - Second);
        var before = await room.InCallAsync();
        await server.AdvanceAsync(Second);

        Assert.Single(before);
        Assert.Empty(await room.InCallAsync());
    }

    [Fact]
    public async Task Asking_for_the_conversation_is_a_sign_of_life()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);
        await ada.PostAsync(room.Call);

        for (var i = 0; i < 5; i++)
        {
            await server.AdvanceAsync(TimeSpan.FromSeconds(50));
            await ada.GetAsync(room.Room);
        }

        Assert.Equal(CallFlags.InCall | CallFlags.WithAudio | CallFlags.WithVideo, await room.InCallAsync(ada));
        Assert.Equal(["call_started"], await room.SaidAsync());
    }

    [Fact]
    public async Task Whoever_waits_in_the_lobby_stays_by_asking_for_the_conversation()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada, ConversationType.Public, conversation => conversation.LobbyState = LobbyState.NonModerators);
        var guest = await room.GuestAsync(name: "");

        for (var i = 0; i < 4; i++)
        {
            await server.AdvanceAsync(TimeSpan.FromSeconds(30));
            await guest.GetAsync(room.Room);
        }

        Assert.Single(await room.InCallAsync());
        Assert.Equal(200, (await guest.GetAsync(room.Room)).Status);
    }

    [Fact]
    public async Task A_call_ends_when_nobody_in_it_was_heard_of_for_a_minute()
    {
        var ada = await server.PersonAsync("ada");
        var bob = await server.PersonAsync("bob");
        var room = await server.StageAsync(ada);
        await room.SeatAsync(bob);
        await ada.PostAsync(room.Call);

        await server.AdvanceAsync(TimeSpan.FromSeconds(59));
        var before = await room.StoredAsync();
        await server.AdvanceAsync(Second);

        Assert.NotNull(before.ActiveSince);
        Assert.Null((await room.StoredAsync()).ActiveSince);
        Assert.Equal(["call_started", "call_left", "call_ended"], await room.SaidAsync());
        Assert.Equal(2, (await room.InCallAsync()).Count);
    }

    [Fact]
    public async Task A_call_whose_sessions_vanished_ends_too()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);
        await ada.PostAsync(room.Call);
        await server.InDbAsync(db => db.Sessions.Where(session => session.Attendee!.ActorId == ada.User).ExecuteDeleteAsync());

        await server.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Null((await room.StoredAsync()).ActiveSince);
        Assert.Equal(["call_started", "call_ended"], await room.SaidAsync());
    }

    [Fact]
    public async Task Members_and_named_guests_stay_attendees_when_their_session_expires()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada, ConversationType.Public);
        await room.GuestAsync(name: "Gil");
        await room.GuestAsync(ParticipantType.GuestModerator, name: "");
        await room.GuestAsync(name: "", permissions: Permissions.Custom | Permissions.Chat);

        await server.AdvanceAsync(Session.AliveFor);

        Assert.Equal(4, await AttendeesAsync(room));
    }

    [Fact]
    public async Task Self_joined_users_and_guests_without_a_name_belong_only_while_they_are_there()
    {
        var ada = await server.PersonAsync("ada");
        var sam = await server.PersonAsync("sam");
        var room = await server.StageAsync(ada, ConversationType.Public);
        await room.SeatAsync(sam, ParticipantType.SelfJoinedUser);
        await room.GuestAsync(name: "");

        await server.AdvanceAsync(Session.AliveFor);

        Assert.Equal(1, await AttendeesAsync(room));
        Assert.Empty(await room.SaidAsync());
    }

    [Fact]
    public async Task Somebody_with_another_living_session_stays()
    {
        var ada = await server.PersonAsync("ada");
        var sam = await server.PersonAsync("sam");
        var room = await server.StageAsync(ada, ConversationType.Public);
        await room.SeatAsync(sam, ParticipantType.SelfJoinedUser);

        await server.AdvanceAsync(TimeSpan.FromSeconds(60));
        await room.JoinAsync(sam);
        await server.AdvanceAsync(TimeSpan.FromSeconds(40));

        Assert.Equal(2, await AttendeesAsync(room));
        Assert.Equal([sam.User], (await room.InCallAsync()).Keys);
    }

    private Task<int> AttendeesAsync(StagedRoom room) =>
        server.FromDbAsync(db => db.Attendees.CountAsync(attendee => attendee.Conversation!.Token == room.Token));
}
