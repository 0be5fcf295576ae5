using Microsoft.EntityFrameworkCore;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Participants;

/// <summary>Who waits in the lobby, and being let in while it stays closed.</summary>
public sealed class WaitingTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task Those_who_are_held_back_are_listed_in_the_order_in_which_they_came()
    {
        var (olga, token) = await WebinarAsync();
        var una = await server.PersonAsync("una");
        await olga.AddAsync(token, una);
        var since = server.Clock.Unix;
        await una.JoinAsync(token);
        await server.AdvanceAsync(TimeSpan.FromSeconds(3));
        var gil = await server.NamedGuestAsync(token, "Gil");
        await olga.JoinAsync(token);

        var rows = (await olga.WaitingAsync(token)).Expect(200).Data.EnumerateArray().ToArray();

        Assert.Equal(
            [(await una.AttendeeIdAsync(token), "users", una.User, since), (await gil.AttendeeIdAsync(token), "guests", (await gil.RoomAsync(token)).Text("actorId"), since + 3)],
            rows.Select(row => (row.GetProperty("attendeeId").GetInt64(), row.GetProperty("actorType").GetString()!, row.GetProperty("actorId").GetString()!, row.GetProperty("since").GetInt64())));
        Assert.Equal(["Una", "Gil"], await olga.NamesWaitingAsync(token));
    }

    [Fact]
    public async Task A_reload_keeps_the_place_and_leaving_gives_it_up()
    {
        var (olga, token) = await WebinarAsync();
        var (gil, gia) = (await server.NamedGuestAsync(token, "Gil"), default(TalkClient));
        await server.AdvanceAsync(TimeSpan.FromSeconds(1));
        gia = await server.NamedGuestAsync(token, "Gia");
        await server.AdvanceAsync(TimeSpan.FromSeconds(1));

        await gil.JoinAsync(token);
        var reloaded = await olga.NamesWaitingAsync(token);
        await gil.LeaveAsync(token);
        var left = await olga.NamesWaitingAsync(token);
        await gil.JoinAsync(token);

        Assert.Equal(["Gil", "Gia"], reloaded);
        Assert.Equal(["Gia"], left);
        Assert.Equal(["Gia", "Gil"], await olga.NamesWaitingAsync(token));
    }

    [Fact]
    public async Task Nobody_waits_who_is_absent_or_may_pass_and_nobody_while_it_is_open()
    {
        var (olga, token) = await WebinarAsync();
        var (una, vic) = (await server.PersonAsync("una"), await server.PersonAsync("vic"));
        foreach (var person in new[] { una, vic }) await olga.AddAsync(token, person);
        (await olga.TryGrantAsync(token, await vic.AttendeeIdAsync(token), 8, "add")).Expect(200);
        await vic.JoinAsync(token);
        var absent = await olga.NamesWaitingAsync(token);
        await una.JoinAsync(token);
        var present = await olga.NamesWaitingAsync(token);
        (await olga.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 0 })).Expect(200);

        Assert.Empty(absent);
        Assert.Equal(["Una"], present);
        Assert.Empty(await olga.NamesWaitingAsync(token));
    }

    [Fact]
    public async Task Whoever_is_let_in_is_in_at_once_and_the_others_wait_on()
    {
        var (olga, token) = await WebinarAsync();
        var (gil, gia) = (await server.NamedGuestAsync(token, "Gil"), await server.NamedGuestAsync(token, "Gia"));

        (await olga.AdmitAsync(token, await gil.AttendeeIdAsync(token))).Expect(200);

        Assert.Equal((200, 412), ((await gil.HistoryAsync(token)).Status, (await gia.HistoryAsync(token)).Status));
        Assert.Equal(["Gia"], await olga.NamesWaitingAsync(token));
        Assert.Equal((1, 8), ((await gil.RoomAsync(token))["lobbyState"].GetInt32(), (await gil.RoomAsync(token))["permissions"].GetInt32() & 8));
    }

    [Fact]
    public async Task What_else_one_may_do_stays_as_it_was()
    {
        var (olga, token) = await WebinarAsync(permissions: 389);
        var gil = await server.NamedGuestAsync(token, "Gil");
        var before = (await gil.RoomAsync(token))["permissions"].GetInt32();

        (await olga.AdmitAsync(token, await gil.AttendeeIdAsync(token))).Expect(200);

        Assert.Equal((389, 389 | 8), (before, (await gil.RoomAsync(token))["permissions"].GetInt32()));
    }

    [Fact]
    public async Task Somebody_who_came_by_the_link_is_let_in_without_becoming_a_member()
    {
        var (olga, token) = await WebinarAsync();
        var sam = await server.PersonAsync("sam");
        await sam.JoinAsync(token);

        (await olga.AdmitAsync(token, await sam.AttendeeIdAsync(token))).Expect(200);

        Assert.Equal((5, 200), ((await sam.RoomAsync(token))["participantType"].GetInt32(), (await sam.HistoryAsync(token)).Status));
    }

    [Fact]
    public async Task Letting_somebody_in_twice_or_who_has_just_gone_does_no_harm()
    {
        var (olga, token) = await WebinarAsync();
        var gil = await server.NamedGuestAsync(token, "Gil");
        var id = await gil.AttendeeIdAsync(token);
        await gil.LeaveAsync(token);

        var replies = new[] { await olga.AdmitAsync(token, id), await olga.AdmitAsync(token, id) };
        await gil.JoinAsync(token);

        Assert.All(replies, reply => Assert.Equal((200, "null"), (reply.Status, reply.Data.GetRawText())));
        Assert.Equal(200, (await gil.HistoryAsync(token)).Status);
    }

    [Fact]
    public async Task Whoever_does_not_have_to_wait_any_more_is_given_nothing()
    {
        var (olga, token) = await WebinarAsync();
        var gil = await server.NamedGuestAsync(token, "Gil");
        (await olga.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 0 })).Expect(200);

        (await olga.AdmitAsync(token, await gil.AttendeeIdAsync(token))).Expect(200);
        (await olga.AdmitAsync(token, await olga.AttendeeIdAsync(token))).Expect(200);

        Assert.Equal(0, (await gil.RoomAsync(token))["attendeePermissions"].GetInt32());
    }

    [Fact]
    public async Task Everybody_who_waits_is_let_in_together()
    {
        var (olga, token) = await WebinarAsync();
        var guests = new[] { await server.NamedGuestAsync(token, "Gil"), await server.NamedGuestAsync(token, "Gia") };
        var recording = server.Record();

        var first = (await olga.AdmitAllAsync(token)).Expect(200);
        var second = (await olga.AdmitAllAsync(token)).Expect(200);
        var late = await server.NamedGuestAsync(token, "Late");

        Assert.Equal((2, 0), (first["admitted"].GetInt32(), second["admitted"].GetInt32()));
        Assert.Equal(2, Assert.Single(recording.About(token).OfType<ParticipantsChanged>(), changed => changed.AttendeeIds?.Count > 1).AttendeeIds!.Count);
        foreach (var guest in guests) Assert.Equal(200, (await guest.HistoryAsync(token)).Status);
        Assert.Equal(412, (await late.HistoryAsync(token)).Status);
    }

    [Fact]
    public async Task Five_hundred_who_wait_are_let_in_at_once()
    {
        const int Guests = 500;
        var (olga, token) = await WebinarAsync();
        await server.InDbAsync(async db =>
        {
            var id = await db.Conversations.Where(conversation => conversation.Token == token).Select(conversation => conversation.Id).SingleAsync();
            var now = server.Clock.GetUtcNow();
            var guests = Enumerable.Range(0, Guests).Select(number => new Attendee { ConversationId = id, ActorType = "guests", ActorId = $"guest{number}", DisplayName = $"Guest {number}", ParticipantType = ParticipantType.Guest }).ToList();
            db.Attendees.AddRange(guests);
            await db.SaveChangesAsync();
            db.Sessions.AddRange(guests.Select(guest => new Session { ConversationId = id, AttendeeId = guest.Id, SessionId = PlenumServer.Unique("session"), LastPing = now, JoinedAt = now }));
        });

        var before = await olga.NamesWaitingAsync(token);
        var admitted = (await olga.AdmitAllAsync(token)).Expect(200);

        Assert.Equal((Guests, Guests), (before.Length, admitted["admitted"].GetInt32()));
        Assert.Empty(await olga.NamesWaitingAsync(token));
    }

    [Fact]
    public async Task Guest_moderators_let_people_in_and_others_do_not_even_see_who_waits()
    {
        var (olga, token) = await WebinarAsync();
        var (gus, gil, una, stranger) = (await server.NamedGuestAsync(token, "Gus"), await server.NamedGuestAsync(token, "Gil"), await server.PersonAsync("una"), await server.PersonAsync("eve"));
        await olga.AddAsync(token, una);
        await olga.PromoteAsync(token, gus);
        var id = await gil.AttendeeIdAsync(token);

        foreach (var (person, status) in new[] { (gil, 403), (una, 403), (stranger, 404) })
        {
            Assert.Equal((status, status, status), ((await person.WaitingAsync(token)).Status, (await person.AdmitAllAsync(token)).Status, (await person.AdmitAsync(token, id)).Status));
        }

        Assert.Equal(["Gil"], await gus.NamesWaitingAsync(token));
        (await gus.AdmitAsync(token, id)).Expect(200);
        Assert.Empty(await gus.NamesWaitingAsync(token));
    }

    [Fact]
    public async Task Nobody_is_let_in_who_is_not_of_this_conversation()
    {
        var (olga, token) = await WebinarAsync();
        var (_, other) = await WebinarAsync();
        var gil = await server.NamedGuestAsync(other, "Gil");

        var (elsewhere, nobody) = (await olga.AdmitAsync(token, await gil.AttendeeIdAsync(other)), await olga.AdmitAsync(token, 0));

        Assert.Equal((404, "participant", 404, "participant"), (elsewhere.Status, elsewhere.Error, nobody.Status, nobody.Error));
    }

    [Fact]
    public async Task Stopped_breakout_rooms_let_nobody_in_one_by_one()
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.ManualAsync(amount: 1, (meeting.People[0], 0));
        await meeting.People[0].JoinAsync(rooms[0]);

        var (one, all) = (await meeting.Owner.AdmitAsync(rooms[0], await meeting.People[0].AttendeeIdAsync(rooms[0])), await meeting.Owner.AdmitAllAsync(rooms[0]));

        Assert.Equal((400, "breakout-room", 400, "breakout-room"), (one.Status, one.Error, all.Status, all.Error));
        Assert.Equal(["Una"], await meeting.Owner.NamesWaitingAsync(rooms[0]));
    }

    [Fact]
    public async Task Whoever_passes_the_lobby_of_the_parent_waits_in_a_stopped_breakout_room_like_the_others()
    {
        var meeting = await server.GroupAsync(members: 1);
        (await meeting.Owner.PutAsync($"v4/room/{meeting.Token}/webinar/lobby", new { state = 1 })).Expect(200);
        (await meeting.Owner.AdmitAsync(meeting.Token, await meeting.People[0].AttendeeIdAsync(meeting.Token))).Expect(200);
        var rooms = await meeting.ManualAsync(amount: 1, (meeting.People[0], 0));

        Assert.Equal((200, 412), ((await meeting.People[0].HistoryAsync(meeting.Token)).Status, (await meeting.People[0].HistoryAsync(rooms[0])).Status));
    }

    [Fact]
    public async Task Where_permissions_are_forced_nobody_gets_others()
    {
        var (olga, token) = await WebinarAsync();
        var gil = await server.NamedGuestAsync(token, "Gil");
        var id = await gil.AttendeeIdAsync(token);
        await using var forced = await server.ConfigAsync(("force_permissions", "389"));

        var (one, all) = (await olga.AdmitAsync(token, id), await olga.AdmitAllAsync(token));

        Assert.Equal((400, "forced", 389, 400, "forced"), (one.Status, one.Error, one["forced"].GetInt32(), all.Status, all.Error));
    }

    [Fact]
    public async Task When_the_time_has_come_nobody_waits_and_nobody_gets_anything()
    {
        var (olga, token) = await WebinarAsync();
        var gil = await server.NamedGuestAsync(token, "Gil");
        (await olga.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1, timer = server.Clock.Unix + 5 })).Expect(200);
        server.Clock.Advance(TimeSpan.FromSeconds(6));

        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(round => round % 2 == 0 ? olga.AdmitAllAsync(token) : gil.RoomAsync(token)));

        Assert.All(replies, reply => reply.Expect(200));
        Assert.Equal((0, 0), ((await gil.RoomAsync(token))["attendeePermissions"].GetInt32(), (await gil.RoomAsync(token))["lobbyState"].GetInt32()));
    }

    [Fact]
    public async Task Two_moderators_and_a_guest_who_goes_at_the_same_moment_do_no_harm()
    {
        for (var round = 0; round < 4; round++)
        {
            var (olga, token) = await WebinarAsync();
            var gil = await server.NamedGuestAsync(token, "Gil");
            var id = await gil.AttendeeIdAsync(token);

            var replies = await Task.WhenAll(olga.AdmitAsync(token, id), olga.AdmitAllAsync(token), olga.AdmitAsync(token, id), gil.DeleteAsync($"v4/room/{token}/participants/active"));

            Assert.All(replies, reply => reply.Expect(200));
            Assert.Equal(Permissions.IgnoreLobby, (await server.FromDbAsync(db => db.Attendees.AsNoTracking().SingleAsync(attendee => attendee.Id == id))).Permissions & Permissions.IgnoreLobby);
        }
    }

    private async Task<(TalkClient Olga, string Token)> WebinarAsync(int permissions = 0)
    {
        var olga = await server.PersonAsync("olga");
        return (olga, (await olga.CreateAsync(new { roomType = 3, roomName = "webinar", lobbyState = 1, permissions })).Token);
    }
}
