using Microsoft.EntityFrameworkCore;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.BreakoutRooms;

public sealed class ConfigureRefusalTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("webinars B08", "webinars I17")]
    public async Task Nobody_configures_twice()
    {
        var meeting = await server.GroupAsync();
        var rooms = await meeting.SplitAsync(mode: 1, amount: 2);

        var reply = await meeting.TryConfigureAsync(mode: 3, amount: 5);

        Assert.Equal((400, "mode"), (reply.Status, reply.Error));
        Assert.Equal(rooms, await meeting.RoomTokensAsync());
        Assert.Equal(BreakoutMode.Automatic, (await meeting.StoredAsync()).BreakoutRoomMode);
    }

    [Fact]
    [Case("webinars B09")]
    public async Task A_one_to_one_is_not_split()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada, ConversationType.OneToOne, conversation => conversation.Name = $"[\"{ada.User}\",\"{bob.User}\"]");

        var reply = await ada.PostAsync($"v1/breakout-rooms/{room.Token}", new { mode = 1, amount = 2 });

        Assert.Equal((400, "room"), (reply.Status, reply.Error));
    }

    [Fact]
    [Case("webinars B10")]
    public async Task A_breakout_room_is_not_split()
    {
        var meeting = await server.GroupAsync();
        var rooms = await meeting.SplitAsync(mode: 1, amount: 2);

        var reply = await meeting.Owner.PostAsync($"v1/breakout-rooms/{rooms[0]}", new { mode = 1, amount = 2 });

        Assert.Equal((400, "room"), (reply.Status, reply.Error));
    }

    [Theory]
    [Case("webinars B11", "webinars B12", "webinars I17")]
    [InlineData(0, 2, "mode")]
    [InlineData(4, 2, "mode")]
    [InlineData(-1, 2, "mode")]
    [InlineData(1, 0, "amount")]
    [InlineData(1, 21, "amount")]
    [InlineData(2, -1, "amount")]
    public async Task Wrong_modes_and_amounts_change_nothing(int mode, int amount, string error)
    {
        var meeting = await server.GroupAsync();

        var reply = await meeting.TryConfigureAsync(mode, amount);

        Assert.Equal((400, error), (reply.Status, reply.Error));
        Assert.Equal(BreakoutMode.NotConfigured, (await meeting.StoredAsync()).BreakoutRoomMode);
        Assert.Empty(await meeting.RoomTokensAsync());
    }

    [Theory]
    [InlineData("""{"amount":2}""", "mode")]
    [InlineData("""{"mode":1}""", "amount")]
    [InlineData("""{"mode":[],"amount":2}""", "mode")]
    [InlineData("""{"mode":1,"amount":{}}""", "amount")]
    [InlineData("""{"mode":2,"amount":2,"attendeeMap":{"5":0}}""", "attendeeMap")]
    [InlineData("""{"mode":99999999999,"amount":2}""", "mode")]
    public async Task Parameters_that_are_missing_or_of_the_wrong_kind_are_named(string body, string error)
    {
        var meeting = await server.GroupAsync();

        var reply = await meeting.Owner.PostAsync(meeting.Path, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal((400, error), (reply.Status, reply.Error));
    }

    [Fact]
    [Case("webinars B15", "webinars B28")]
    public async Task Only_moderators_with_an_account_configure()
    {
        var meeting = await server.PublicAsync(members: 1);
        var (stranger, guest) = (await server.PersonAsync("xena"), await meeting.GuestAsync());
        await meeting.SetTypeAsync(guest, ParticipantType.GuestModerator);
        var body = new { mode = 1, amount = 2 };

        var replies = new[] { await meeting.People[0].PostAsync(meeting.Path, body), await stranger.PostAsync(meeting.Path, body), await guest.PostAsync(meeting.Path, body) };

        Assert.Equal([403, 404, 401], replies.Select(reply => reply.Status));
    }

    [Theory]
    [Case("webinars B16", "webinars B17", "webinars I17")]
    [InlineData("""{"ID":-1}""")]
    [InlineData("""{"ID":3}""")]
    [InlineData("\"hello\"")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("""{"a":0}""")]
    [InlineData("""{"0":1}""")]
    [InlineData("""{"-3":1}""")]
    [InlineData("""{"ID":"0"}""")]
    [InlineData("""{"ID":null}""")]
    [InlineData("""{"ID":[0]}""")]
    [InlineData("""{"ID":1.5}""")]
    public async Task A_wrong_map_changes_nothing_and_a_right_one_works_afterwards(string map)
    {
        var meeting = await server.GroupAsync(members: 1);
        var id = await meeting.People[0].AttendeeIdAsync(meeting.Token);

        var wrong = await meeting.TryConfigureAsync(mode: 2, amount: 3, map.Replace("ID", $"{id}"));
        var untouched = (await meeting.StoredAsync()).BreakoutRoomMode;
        var right = await meeting.TryConfigureAsync(mode: 2, amount: 3, $$"""{"{{id}}":2}""");

        Assert.Equal((400, "attendeeMap", BreakoutMode.NotConfigured, 200), (wrong.Status, wrong.Error, untouched, right.Status));
        Assert.Equal("2", await meeting.RoomsOfAsync(meeting.People[0]));
    }

    [Fact]
    [Case("webinars B87")]
    public async Task A_classified_conversation_is_not_split()
    {
        var meeting = await server.GroupAsync();
        await server.InDbAsync(async db => (await db.Conversations.SingleAsync(room => room.Token == meeting.Token)).Attributes = ConversationAttributes.Classified);

        var reply = await meeting.TryConfigureAsync(mode: 1, amount: 2);

        Assert.Equal((400, "classified"), (reply.Status, reply.Error));
    }
}
