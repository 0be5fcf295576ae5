using Microsoft.EntityFrameworkCore;
using Plenum.Storage;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Telemetry;

/// <summary>What two nodes say about hearing each other.</summary>
public sealed class BackplaneMetricsTests(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    [TwoNodesFact]
    public async Task News_from_another_node_are_measured()
    {
        using var measurements = new Measurements();
        var ada = await nodes.A.PersonAsync();

        (await ada.PostAsync("v4/room", new { roomType = 2, roomName = "Class" })).Expect(201);
        await measurements.HeardAsync("plenum.backplane.lag");

        Assert.All(measurements.Of("plenum.backplane.lag"), one => Assert.True(one.Value >= 0));
    }

    [TwoNodesFact]
    public async Task A_lost_connection_to_the_others_is_counted()
    {
        using var measurements = new Measurements();

        await nodes.A.FromDbAsync(db => db.Database.ExecuteSqlRawAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = {0}", PostgresBackplane.ListenerName));
        await measurements.HeardAsync("plenum.backplane.gaps");

        Assert.Contains(measurements.Of("plenum.backplane.gaps"), one => one.Value is 1);
    }
}
