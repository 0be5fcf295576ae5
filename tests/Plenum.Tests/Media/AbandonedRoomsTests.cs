using Plenum.Media;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Media;

public sealed class AbandonedRoomsTests(MediaServer server) : IClassFixture<MediaServer>
{
    [Fact]
    public async Task What_a_node_that_died_left_at_the_engine_is_cleared_away_and_nothing_else()
    {
        await server.Janus.CreateRoomAsync(AbandonedRooms.DescriptionOf(new StreamKey("of-a-node-that-died", StreamKind.Video)));
        await server.Janus.CreateRoomAsync("somebody else's");
        await server.RestartAsync();
        var ada = await server.PersonAsync("ada");
        await using var client = await server.SeatAsync(ada, (await ada.CreateGroupAsync()).Token);
        await client.PublishAsync();

        for (var look = 0; (await server.Janus.RoomsAsync()).Length > 2; look++)
        {
            Assert.True(look < 1000, "The room is still there.");
            server.Clock.Advance(AbandonedRooms.After);
        }

        var left = (await server.Janus.RoomsAsync()).Select(room => room.GetProperty("description").GetString()).ToArray();
        Assert.Contains("somebody else's", left);
        Assert.Contains(left, description => description!.StartsWith(client.SessionId, StringComparison.Ordinal));
    }
}
