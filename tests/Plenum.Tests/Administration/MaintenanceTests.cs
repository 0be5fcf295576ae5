using System.Text.Json;
using Plenum.Settings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Administration;

public sealed class MaintenanceTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("platform T24")]
    public async Task In_maintenance_everything_but_the_status_is_503()
    {
        var ada = await server.PersonAsync("ada");
        await using var closed = await MaintenanceAsync();

        var rooms = await ada.GetAsync("v4/room");
        var status = await ada.GetAsync("/status.php");

        Assert.Equal((503, 503, "[]"), (rooms.Status, rooms.Meta.GetProperty("statuscode").GetInt32(), rooms.Data.GetRawText()));
        Assert.Equal(("1", "120"), (rooms.Headers["X-Nextcloud-Maintenance-Mode"], rooms.Headers["Retry-After"]));
        Assert.Equal(200, status.Status);
        Assert.True(JsonDocument.Parse(status.Body).RootElement.GetProperty("maintenance").GetBoolean());
    }

    [Theory]
    [InlineData("/ocs/v2.php/cloud/capabilities", 503)]
    [InlineData("/ocs/v2.php/nope", 503)]
    [InlineData("/img/logo.svg", 503)]
    [InlineData("/healthz", 200)]
    [InlineData("/nothing", 404)]
    public async Task In_maintenance_a_path_answers(string path, int expected)
    {
        await using var closed = await MaintenanceAsync();

        var reply = await server.Guest().GetAsync(path);

        Assert.Equal(expected, reply.Status);
    }

    [Fact]
    public async Task Over_version_1_maintenance_is_in_the_envelope_and_in_the_header()
    {
        await using var closed = await MaintenanceAsync();

        var reply = await server.Guest().GetAsync("/ocs/v1.php/cloud/capabilities");

        Assert.Equal((503, 503), (reply.Status, reply.Meta.GetProperty("statuscode").GetInt32()));
    }

    [Fact]
    public async Task In_maintenance_nobody_s_credentials_are_called_wrong()
    {
        await using var closed = await MaintenanceAsync();

        var reply = await new TalkClient(server, "nobody", "wrong").GetAsync("v4/room");

        Assert.Equal(503, reply.Status);
    }

    [Fact]
    public async Task It_ends_at_once()
    {
        var ada = await server.PersonAsync("ada");
        await using (await MaintenanceAsync()) await ada.GetAsync("v4/room");

        var reply = await ada.GetAsync("v4/room");

        Assert.Equal(200, reply.Status);
    }

    private Task<IAsyncDisposable> MaintenanceAsync() => server.AppConfigAsync(TalkConfigStore.Server, ("maintenance", "yes"));
}
