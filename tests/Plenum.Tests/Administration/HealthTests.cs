using Microsoft.Extensions.Logging;

namespace Plenum.Tests.Administration;

public sealed class HealthTests
{
    [Fact]
    public async Task Without_its_database_the_server_is_not_well()
    {
        var directory = Directory.CreateTempSubdirectory("plenum-test-");
        await using var app = PlenumHost.Build(["--urls=http://127.0.0.1:0", $"--Plenum:DataDirectory={directory.FullName}"], builder => builder.Logging.ClearProviders());
        await app.StartAsync();
        using var http = new HttpClient();

        var response = await http.GetAsync($"{app.Urls.Single()}/healthz");

        Assert.Equal((503, """{"status":"failing","database":"unreachable"}"""), ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
        await app.StopAsync();
        directory.Delete(recursive: true);
    }
}
