using Microsoft.EntityFrameworkCore;
using Plenum.Chat;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.BreakoutRooms;

public sealed class BroadcastTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Theory]
    [Case("webinars B43")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_broadcast_is_a_message_of_the_moderator_in_every_room_and_not_in_the_parent(bool started)
    {
        var meeting = await server.GroupAsync(members: 1);
        var rooms = await meeting.SplitAsync(mode: 1, amount: 3);
        if (started) await meeting.StartAsync();

        var reply = await SayAsync(meeting, " Five minutes \n");

        Assert.Equal((201, 4), (reply.Status, reply.Data.GetArrayLength()));
        Assert.Equal(meeting.Token, reply.Data[3].GetProperty("token").GetString());
        Assert.All(reply.Data.EnumerateArray().Take(3), room => Assert.Equal("Five minutes", room.GetProperty("lastMessage").GetProperty("message").GetString()));
        foreach (var room in rooms)
        {
            var message = Assert.Single(await CommentsAsync(room));
            Assert.Equal(("users", meeting.Owner.User, "Five minutes", false), (message.ActorType, message.ActorId, message.Text, message.Silent));
        }

        Assert.Empty(await CommentsAsync(meeting.Token));
    }

    [Fact]
    [Case("webinars B44", "webinars I17")]
    public async Task A_message_that_is_too_long_is_posted_nowhere()
    {
        var meeting = await server.GroupAsync();
        var rooms = await meeting.SplitAsync(mode: 1, amount: 2);

        var reply = await SayAsync(meeting, new string('a', 32001));

        Assert.Equal((413, "message"), (reply.Status, reply.Error));
        Assert.Empty(await CommentsAsync(rooms[0]));
    }

    [Fact]
    [Case("webinars B44")]
    public async Task The_longest_message_counts_characters_after_trimming()
    {
        var meeting = await server.GroupAsync();
        var rooms = await meeting.SplitAsync(mode: 1, amount: 2);
        var longest = string.Concat(Enumerable.Repeat("🎓", 32000));

        var reply = await SayAsync(meeting, $" {longest} ");

        Assert.Equal(201, reply.Status);
        Assert.Equal(longest, Assert.Single(await CommentsAsync(rooms[1])).Text);
    }

    [Theory]
    [Case("webinars B45", "webinars I17")]
    [InlineData("")]
    [InlineData(" \n\t ")]
    public async Task A_blank_message_is_refused(string blank)
    {
        var meeting = await server.GroupAsync();
        var rooms = await meeting.SplitAsync(mode: 1, amount: 1);

        var reply = await SayAsync(meeting, blank);

        Assert.Equal((400, "message"), (reply.Status, reply.Error));
        Assert.Empty(await CommentsAsync(rooms[0]));
    }

    [Fact]
    public async Task A_missing_message_is_named()
    {
        var meeting = await server.GroupAsync();
        await meeting.SplitAsync(mode: 1, amount: 1);

        var reply = await meeting.Owner.PostAsync($"{meeting.Path}/broadcast", new { });

        Assert.Equal((400, "message"), (reply.Status, reply.Error));
    }

    [Fact]
    public async Task A_parent_without_a_single_room_is_told_of_the_parent_only()
    {
        var meeting = await server.GroupAsync();
        var rooms = await meeting.SplitAsync(mode: 1, amount: 1);
        await meeting.DeleteRoomAsync(rooms[0]);

        var reply = await SayAsync(meeting, "Anybody?");

        Assert.Equal((201, 1), (reply.Status, reply.Data.GetArrayLength()));
    }

    [Fact]
    public async Task A_moderator_who_is_missing_in_a_room_is_put_back_there_first()
    {
        var meeting = await server.GroupAsync();
        var rooms = await meeting.SplitAsync(mode: 1, amount: 2);
        await server.InDbAsync(db => db.Attendees.Where(attendee => attendee.Conversation!.Token == rooms[1]).ExecuteDeleteAsync());

        var reply = await SayAsync(meeting, "Here again");

        Assert.Equal(201, reply.Status);
        Assert.Equal("0 1", await meeting.RoomsOfAsync(meeting.Owner));
        Assert.Single(await CommentsAsync(rooms[1]));
    }

    private static Task<Reply> SayAsync(Meeting meeting, string message) => meeting.Owner.PostAsync($"{meeting.Path}/broadcast", new { message });

    private Task<List<Message>> CommentsAsync(string token) => server.FromDbAsync(db =>
        db.Messages.AsNoTracking().Where(message => message.Conversation!.Token == token && message.Kind == MessageKind.Comment).ToListAsync());
}
