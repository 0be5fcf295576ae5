using Plenum.Tests.Testing;

namespace Plenum.Tests.Administration;

public sealed class BruteForceCapabilityTests(BruteForceCapabilityTests.PatientServer server) : IClassFixture<BruteForceCapabilityTests.PatientServer>
{
    private const string Path = "/ocs/v2.php/cloud/capabilities";

    [Theory]
    [InlineData("192.0.2.7", true)]
    [InlineData("198.51.100.7", false)]
    public async Task They_say_whether_an_address_is_exempt(string address, bool expected)
    {
        var reply = await server.Guest().At(address).GetAsync(Path);

        Assert.Equal(expected, reply["capabilities"].GetProperty("bruteforce").GetProperty("allow-listed").GetBoolean());
    }

    [Fact]
    public async Task They_say_for_how_long_the_next_try_from_an_address_is_held_back()
    {
        var (guesser, other) = ("198.51.100.8", "198.51.100.9");
        await new TalkClient(server, "admin", "wrong").At(guesser).GetAsync(Path);

        var (held, free) = (await DelayAsync(guesser), await DelayAsync(other));

        Assert.Equal((200, 0), (held, free));
    }

    private async Task<int> DelayAsync(string address) =>
        (await server.Guest().At(address).GetAsync(Path))["capabilities"].GetProperty("bruteforce").GetProperty("delay").GetInt32();

    /// <summary>A server that would hold answers back: reading capabilities is never held back.</summary>
    public sealed class PatientServer : PlenumServer
    {
        protected override bool ProtectsAgainstBruteForce => true;

        protected override string[] MoreArguments =>
            ["--Plenum:TrustedProxies=127.0.0.1", "--Plenum:BruteForce:AllowedNetworks=192.0.2.0/24", "--Plenum:BruteForce:LongestDelay=00:00:02"];
    }
}
