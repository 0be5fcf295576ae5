using System.Net;

namespace Plenum.Common;

/// <summary>An address or a CIDR range whose host bits may be set.</summary>
internal static class AddressRange
{
    public static bool IsValid(string text) => TryParse(text, out _);

    public static bool Contains(string range, string address) =>
        IPAddress.TryParse(address, out var candidate) && TryParse(range, out var network)
        && candidate.AddressFamily == network.BaseAddress.AddressFamily && network.Contains(candidate);

    private static bool TryParse(string text, out IPNetwork network)
    {
        network = default;
        var parts = text.Split('/');
        if (parts.Length > 2 || !IPAddress.TryParse(parts[0], out var address)) return false;

        var bytes = address.GetAddressBytes();
        var length = bytes.Length * 8;
        if (parts.Length == 2 && (!int.TryParse(parts[1], out length) || length < 0 || length > bytes.Length * 8)) return false;

        for (var bit = length; bit < bytes.Length * 8; bit++) bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        network = new IPNetwork(new IPAddress(bytes), length);
        return true;
    }
}
