using System.Text.Json;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Calls;

public sealed class CallUpdateTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("calls 19")]
    public async Task Flags_change_without_a_message()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);
        await ada.PostAsync(room.Call, new { flags = 1 });
        var heard = server.Record();

        var reply = await ada.PutAsync(room.Call, new { flags = 3 });

        Assert.Equal((200, JsonValueKind.Null, CallFlags.InCall | CallFlags.WithAudio), (reply.Status, reply.Data.ValueKind, await room.InCallAsync(ada)));
        Assert.Equal(["call_started"], await room.SaidAsync());
        Assert.IsType<InCallChanged>(Assert.Single(heard.About(room.Token)));
        Assert.Equal(1, (await ada.GetAsync(room.Room))["callFlag"].GetInt32());
    }

    [Theory]
    [Case("calls 19")]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(14)]
    public async Task Leaving_is_not_done_with_flags(int flags)
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);
        await ada.PostAsync(room.Call);

        var reply = await ada.PutAsync(room.Call, new { flags });

        Assert.Equal((400, JsonValueKind.Null), (reply.Status, reply.Data.ValueKind));
        Assert.Equal(Everything, await room.InCallAsync(ada));
    }

    [Theory]
    [InlineData("""{"flags":16}""")]
    [InlineData("""{"flags":-1}""")]
    [InlineData("""{"flags":null}""")]
    [InlineData("{}")]
    public async Task Flags_are_required_and_0_to_15(string body)
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);
        await ada.PostAsync(room.Call);

        var reply = await ada.PutAsync(room.Call, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal((400, "flags"), (reply.Status, reply.Error));
    }

    [Fact]
    [Case("calls 19")]
    public async Task Whoever_is_not_in_the_call_has_no_flags_to_change()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);

        var reply = await ada.PutAsync(room.Call, new { flags = 3 });

        Assert.Equal((400, JsonValueKind.Null), (reply.Status, reply.Data.ValueKind));
    }

    [Fact]
    [Case("calls 19")]
    public async Task Whoever_has_no_session_has_none_either()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.AddAsync(bob);

        var reply = await bob.PutAsync(room.Call, new { flags = 3 });

        Assert.Equal((404, JsonValueKind.Null), (reply.Status, reply.Data.ValueKind));
    }

    [Fact]
    [Case("calls 40")]
    public async Task Lost_permissions_count_from_the_next_change_of_flags()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.SeatAsync(bob);
        await bob.PostAsync(room.Call, new { flags = 7 });

        await room.ChangeAsync(bob, attendee => attendee.Permissions = Permissions.Custom | Permissions.JoinCall);
        var before = await room.InCallAsync(bob);
        await bob.PutAsync(room.Call, new { flags = 7 });

        Assert.Equal((Everything, CallFlags.InCall), (before, await room.InCallAsync(bob)));
    }

    private const CallFlags Everything = CallFlags.InCall | CallFlags.WithAudio | CallFlags.WithVideo;
}
