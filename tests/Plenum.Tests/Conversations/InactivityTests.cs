using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Conversations;

public sealed class InactivityTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact, Case("webinars L55")]
    public async Task Idle_conversations_are_locked_and_their_lobby_stays_closed()
    {
        var ada = await server.PersonAsync();
        var idle = (await ada.CreatePublicAsync("idle")).Token;
        var ofFile = await server.StageAsync(ada, ConversationType.Group, room => (room.ObjectType, room.ObjectId) = (ObjectTypes.File, "7"));
        var pair = (await ada.CreateAsync(new { roomType = 1, invite = (await server.PersonAsync("bob")).User })).Token;
        await using var config = await server.ConfigAsync(("inactivity_lock_after_days", "30"), ("inactivity_enable_lobby", "1"));
        await server.AdvanceAsync(TimeSpan.FromDays(29));
        var busy = (await ada.CreateGroupAsync("busy")).Token;
        Assert.Equal(0, (await ada.RoomAsync(idle))["readOnly"].GetInt32());

        await server.AdvanceAsync(TimeSpan.FromDays(2));

        Assert.Equal((1, 1, 0), Locked(await ada.RoomAsync(idle)));
        Assert.Equal((1, 0, 0), Locked(await ada.RoomAsync(ofFile.Token)));
        Assert.Equal((0, 0, 0), Locked(await ada.RoomAsync(pair)));
        Assert.Equal((0, 0, 0), Locked(await ada.RoomAsync(busy)));
        Assert.Equal(["lobby_non_moderators", "read_only", "conversation_created"], (await ada.HistoryAsync(idle)).Keys());
        await server.AdvanceAsync(TimeSpan.FromDays(2));
        Assert.Equal((1, 1, 0), Locked(await ada.RoomAsync(idle)));
    }

    [Fact]
    public async Task Without_the_setting_nothing_is_locked()
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreateGroupAsync()).Token;

        await server.AdvanceAsync(TimeSpan.FromDays(400));

        Assert.Equal((0, 0, 0), Locked(await ada.RoomAsync(token)));
    }

    private static (int ReadOnly, int Lobby, long Timer) Locked(Reply room) =>
        (room.Expect(200)["readOnly"].GetInt32(), room["lobbyState"].GetInt32(), room["lobbyTimer"].GetInt64());
}
