using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Plenum.Tests.Testing;

/// <summary>
/// An address on which media can flow: neither browsers nor Janus use loopback for it. A machine without any other
/// interface is given one that leads nowhere, where the tests may do that.
/// </summary>
internal static class MediaNetwork
{
    private const string Made = "plenum-media";
    private const string MadeAddress = "10.213.57.1";

    /// <summary>The kinds of interface that lead nowhere; not every kernel has all of them.</summary>
    private static readonly string[][] Kinds = [["type", "dummy"], ["type", "veth", "peer", "name", "plenum-other"]];

    // Owner of the lock: this class; one test makes it, the others find it.
    private static readonly SemaphoreSlim Turn = new(1, 1);

    /// <summary>The address; the test is skipped where there is none and none can be made.</summary>
    public static async Task<string> AddressAsync()
    {
        await Turn.WaitAsync();
        try
        {
            var address = Find();
            if (address is null)
            {
                Tools.Need("ip");
                await MakeAsync();
                address = Find();
            }

            if (address is null && Environment.GetEnvironmentVariable("CI") != "true") Assert.Skip("This machine has no network but loopback, and none can be made.");
            return address ?? throw new InvalidOperationException("This machine has no network but loopback, and none can be made.");
        }
        finally
        {
            Turn.Release();
        }
    }

    private static string? Find() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(one => one.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown && one.NetworkInterfaceType != NetworkInterfaceType.Loopback)
        .SelectMany(one => one.GetIPProperties().UnicastAddresses)
        .Where(one => one.Address.AddressFamily == AddressFamily.InterNetwork)
        .Select(one => one.Address.ToString())
        .FirstOrDefault();

    private static async Task MakeAsync()
    {
        foreach (var kind in Kinds)
        {
            if ((await Programs.RunAsync("ip", ["link", "add", Made, .. kind])).Code != 0) continue;

            await Programs.RunAsync("ip", ["address", "add", $"{MadeAddress}/24", "dev", Made]);
            await Programs.RunAsync("ip", ["link", "set", Made, "up"]);
            if (kind.Length > 2) await Programs.RunAsync("ip", ["link", "set", kind[^1], "up"]);
            return;
        }
    }
}
