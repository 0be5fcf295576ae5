using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Webinars;

/// <summary>Who has a PIN, and who sees whose.</summary>
public sealed class SipPinTests(PlenumServer server) : IClassFixture<PlenumServer>, IAsyncLifetime
{
    private IAsyncDisposable? config;

    public async ValueTask InitializeAsync() => config = await server.WithSipAsync(("sip_dialout", "yes"));

    public async ValueTask DisposeAsync() => await config!.DisposeAsync();

    [Fact]
    [Case("webinars P14", "conversations 41")]
    public async Task Accounts_and_people_invited_by_email_have_a_pin_and_nobody_else()
    {
        using var owner = await server.PersonAsync("olga");
        using var user = await server.PersonAsync("uwe");
        using var guest = server.Guest();
        var room = await owner.CreatePublicAsync("room", user);
        using var invited = await server.EmailGuestAsync(room.Token);
        await guest.JoinAsync(room.Token);
        (await owner.TryAddAsync(room.Token, "+491601231212", "phones")).Expect(200);
        await owner.SetSipAsync(room.Token, 1);

        var pins = await PinsAsync(owner, room.Token);

        Assert.Equal(["emails", "guests", "phones", "users", "users"], pins.Select(row => row.Type).Order(StringComparer.Ordinal));
        Assert.All(pins, row => Assert.Equal(row.Type is "users" or "emails", row.Pin.Length == 7));
    }

    [Fact]
    [Case("webinars P15", "conversations 41")]
    public async Task A_participant_sees_its_own_pin_only()
    {
        using var owner = await server.PersonAsync("olga");
        using var user = await server.PersonAsync("uwe");
        var group = await owner.CreateGroupAsync("room", user);
        await owner.SetSipAsync(group.Token, 1);

        var pins = await PinsAsync(user, group.Token);

        Assert.Equal([user.User], pins.Where(row => row.Pin.Length > 0).Select(row => row.Id));
        Assert.Equal(pins.Single(row => row.Pin.Length > 0).Pin, (await user.RoomAsync(group.Token)).Data.Text("attendeePin"));
    }

    [Fact]
    [Case("webinars P16")]
    public async Task A_guest_moderator_sees_its_own_pin_only()
    {
        using var owner = await server.PersonAsync("olga");
        var room = await owner.CreatePublicAsync();
        using var invited = await server.EmailGuestAsync(room.Token);
        await invited.JoinAsync(room.Token);
        await owner.PromoteAsync(room.Token, invited);
        await owner.SetSipAsync(room.Token, 1);

        var pins = await PinsAsync(invited, room.Token);

        Assert.Equal(["emails"], pins.Where(row => row.Pin.Length > 0).Select(row => row.Type));
    }

    [Fact]
    public async Task People_who_come_later_have_a_pin_at_once()
    {
        using var owner = await server.PersonAsync("olga");
        using var added = await server.PersonAsync("uwe");
        using var joining = await server.PersonAsync("jo");
        var room = await owner.CreatePublicAsync();
        await owner.SetSipAsync(room.Token, 2);

        await owner.AddAsync(room.Token, added);
        var joined = await joining.JoinAsync(room.Token);

        var seen = (await added.RoomAsync(room.Token)).Data.Text("attendeePin");
        Assert.Matches("^[1-9][0-9]{6}$", joined.Data.Text("attendeePin"));
        Assert.Matches("^[1-9][0-9]{6}$", seen);
        Assert.Equal(seen, await server.PinOfAsync(room.Token, added.User));
    }

    [Fact]
    public async Task Clients_that_ask_for_changes_learn_of_their_pin()
    {
        using var owner = await server.PersonAsync("olga");
        using var user = await server.PersonAsync("uwe");
        var group = await owner.CreateGroupAsync("room", user);
        server.Clock.Advance(TimeSpan.FromMinutes(5));
        var before = await user.GetAsync($"v4/room?modifiedSince={server.Clock.Unix}");
        await owner.SetSipAsync(group.Token, 1);

        var after = await user.GetAsync($"v4/room?modifiedSince={server.Clock.Unix}");

        Assert.Equal(0, before.Expect(200).Data.GetArrayLength());
        Assert.Equal([group.Token], after.Expect(200).Data.EnumerateArray().Select(room => room.Text("token")));
    }

    [Fact]
    public async Task A_guest_has_no_pin_in_its_room()
    {
        using var owner = await server.PersonAsync("olga");
        using var guest = server.Guest();
        var room = await owner.CreatePublicAsync();
        await owner.SetSipAsync(room.Token, 1);

        var joined = await guest.JoinAsync(room.Token);

        Assert.Equal(JsonValueKind.Null, joined["attendeePin"].ValueKind);
    }

    [Fact]
    [Case("webinars P17")]
    public async Task Switched_off_nobody_sees_a_pin()
    {
        using var owner = await server.PersonAsync("olga");
        using var user = await server.PersonAsync("uwe");
        var group = await owner.CreateGroupAsync("room", user);
        await owner.SetSipAsync(group.Token, 1);
        await owner.SetSipAsync(group.Token, 0);

        var pins = (await PinsAsync(owner, group.Token)).Concat(await PinsAsync(user, group.Token));

        Assert.All(pins, row => Assert.Equal("", row.Pin));
        Assert.Equal("", (await user.RoomAsync(group.Token)).Data.Text("attendeePin"));
    }

    /// <summary>People who come while the server has no SIP have a PIN when it has SIP again.</summary>
    [Fact]
    public async Task Nobody_is_forgotten_while_the_server_has_no_sip()
    {
        using var owner = await server.PersonAsync("olga");
        using var user = await server.PersonAsync("uwe");
        var group = await owner.CreateGroupAsync();
        await owner.SetSipAsync(group.Token, 1);
        await config!.DisposeAsync();
        await owner.AddAsync(group.Token, user);
        config = await server.WithSipAsync();

        var pins = await PinsAsync(owner, group.Token);

        Assert.All(pins, row => Assert.Equal(7, row.Pin.Length));
    }

    [Fact]
    public async Task A_hundred_people_have_a_hundred_pins()
    {
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();
        var id = group["id"].GetInt64();
        await server.InDbAsync(db =>
        {
            db.Attendees.AddRange(Enumerable.Range(0, 100).Select(number => new Attendee
            {
                ConversationId = id,
                ActorType = "users",
                ActorId = $"crowd{number}",
                DisplayName = "One of many",
                ParticipantType = ParticipantType.User,
            }));
            return Task.CompletedTask;
        });

        await owner.SetSipAsync(group.Token, 1);

        var pins = await server.FromDbAsync(db => db.Attendees.Where(attendee => attendee.ConversationId == id).Select(attendee => attendee.Pin!).ToListAsync());
        Assert.Equal(101, pins.Distinct(StringComparer.Ordinal).Count());
        Assert.All(pins, pin => Assert.Matches("^[1-9][0-9]{6}$", pin));
    }

    private static async Task<List<(string Type, string Id, string Pin)>> PinsAsync(TalkClient person, string token) =>
        [.. (await person.ParticipantsAsync(token)).Expect(200).Data.EnumerateArray().Select(row => (row.Text("actorType"), row.Text("actorId"), row.Text("attendeePin")))];
}
