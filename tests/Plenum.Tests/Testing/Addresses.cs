namespace Plenum.Tests.Testing;

/// <summary>A server that counts wrong tries, behind a proxy: tests keep apart by sending from addresses of their own.</summary>
public sealed class CountingServer : PlenumServer
{
    private static int addresses;

    protected override bool ProtectsAgainstBruteForce => true;

    protected override string[] MoreArguments => ["--Plenum:TrustedProxies=127.0.0.1", "--Plenum:BruteForce:AllowedNetworks=192.0.2.0/24, 2001:db8:1::/48"];

    /// <summary>An address that nobody else sends from.</summary>
    public static string NewAddress()
    {
        var number = Interlocked.Increment(ref addresses);
        return $"198.51.{number / 256}.{number % 256}";
    }
}

internal static class Addresses
{
    /// <summary>The same client, sending from this address.</summary>
    public static TalkClient At(this TalkClient client, string address)
    {
        client.Http.DefaultRequestHeaders.Remove("X-Forwarded-For");
        client.Http.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        return client;
    }
}
