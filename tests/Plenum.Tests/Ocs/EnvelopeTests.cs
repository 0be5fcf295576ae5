using Plenum.Tests.Testing;

namespace Plenum.Tests.Ocs;

public sealed class EnvelopeTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task An_unknown_route_of_version_2_is_404()
    {
        var reply = await server.Admin().GetAsync("/ocs/v2.php/nope");

        Assert.Equal((404, 404), (reply.Status, reply.Meta.GetProperty("statuscode").GetInt32()));
    }

    [Fact]
    public async Task An_unknown_route_of_version_1_is_200_with_code_998()
    {
        var reply = await server.Admin().GetAsync("/ocs/v1.php/nope");

        Assert.Equal((200, 998), (reply.Status, reply.Meta.GetProperty("statuscode").GetInt32()));
    }

    [Fact]
    public async Task An_unknown_conversation_is_404()
    {
        var reply = await server.Admin().GetAsync("v4/room/abcdef");

        Assert.Equal(404, reply.Status);
    }
}
