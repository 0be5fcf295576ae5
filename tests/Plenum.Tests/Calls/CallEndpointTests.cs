using Plenum.Tests.Testing;

namespace Plenum.Tests.Calls;

public sealed class CallEndpointTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("calls 1")]
    public async Task The_first_one_in_starts_the_call()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);

        var reply = await ada.PostAsync(room.Call, new { flags = 7 });

        Assert.Equal((200, System.Text.Json.JsonValueKind.Null), (reply.Status, reply.Data.ValueKind));
        var view = await ada.GetAsync(room.Room);
        Assert.Equal((true, server.Clock.Unix, 7, 7), (view["hasCall"].GetBoolean(), view["callStartTime"].GetInt64(), view["callFlag"].GetInt32(), view["participantFlags"].GetInt32()));
        Assert.Equal(["call_started"], await room.SaidAsync());
    }

    [Fact]
    [Case("calls 21")]
    public async Task The_call_ends_with_the_last_one_who_leaves()
    {
        var ada = await server.PersonAsync("ada");
        var bob = await server.PersonAsync("bob");
        var room = await server.StageAsync(ada);
        await room.SeatAsync(bob);
        await ada.PostAsync(room.Call);
        await bob.PostAsync(room.Call);

        await ada.DeleteAsync(room.Call);
        var between = await room.SaidAsync();
        await bob.DeleteAsync(room.Call);

        Assert.Equal(["call_started", "call_joined", "call_left"], between);
        Assert.Equal(["call_started", "call_joined", "call_left", "call_left", "call_ended"], await room.SaidAsync());
        var view = await ada.GetAsync(room.Room);
        Assert.Equal((false, 0, 0), (view["hasCall"].GetBoolean(), view["callFlag"].GetInt32(), view["callPermissions"].GetInt32()));
    }
}
