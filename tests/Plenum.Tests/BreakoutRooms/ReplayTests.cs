using Plenum.Tests.Testing;

namespace Plenum.Tests.BreakoutRooms;

/// <summary>Histories that went wrong once, as <see cref="HistoryTests"/> prints them.</summary>
public sealed class ReplayTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("webinars I3", "webinars I20")]
    public Task Two_who_start_while_a_third_stops() => PlayAsync(isPublic: false,
        """
        olga: POST v1/breakout-rooms/{P} {"mode":3,"amount":2,"attendeeMap":""}
        olga: POST v1/breakout-rooms/{P}/rooms  ||  mona: POST v1/breakout-rooms/{P}/rooms  ||  olga: DELETE v1/breakout-rooms/{P}/rooms
        una: POST v1/breakout-rooms/{P}/switch {"target":"{R0}"}  ||  una: POST v1/breakout-rooms/{P}/switch {"target":"{R1}"}
        """);

    private async Task PlayAsync(bool isPublic, string script)
    {
        await using var sip = await server.WithSipAsync(("sip_dialout", "yes"));

        var history = await History.BeginAsync([server], isPublic);

        await history.PlayAllAsync(Step.ParseAll(script));
        await history.SettleAsync();
    }
}
