using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Plenum.Storage;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Administration;

public sealed class HealthTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task Without_its_database_the_server_is_not_well()
    {
        foreach (var file in Directory.GetFiles(server.Services.GetRequiredService<IOptions<PlenumOptions>>().Value.DataDirectory, "plenum.db*")) File.Move(file, $"{file}.away");

        var reply = await server.Guest().GetAsync("/healthz");

        Assert.Equal((503, """{"status":"failing","database":"unreachable"}"""), (reply.Status, reply.Body));
    }
}
