using Plenum.Tests.Testing;

namespace Plenum.Tests.Webinars;

public sealed class LobbyEndpointTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("webinars L01")]
    public async Task The_owner_switches_the_lobby_on()
    {
        var olga = await server.PersonAsync("olga");
        var room = await server.StageAsync(olga);

        var reply = await olga.PutAsync(room.Lobby, new { state = 1 });

        Assert.Equal((200, 1, 0), (reply.Status, reply["lobbyState"].GetInt32(), reply["lobbyTimer"].GetInt32()));
        var message = Assert.Single(await room.MessagesAsync());
        Assert.Equal(("lobby_non_moderators", olga.User, "{}"), (message.Text, message.ActorId, message.Parameters));
    }
}
