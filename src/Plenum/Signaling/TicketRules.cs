using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Plenum.Signaling;

/// <summary>Tickets: with one a client proves to a signaling server who it is (hello 1.0, calls §B.3).</summary>
internal static class TicketRules
{
    public const int RandomLength = 16;
    public const int KeyLength = 255;

    /// <param name="key">Of the account; of the server for guests.</param>
    /// <param name="random">16 random characters.</param>
    /// <param name="now">When it is made.</param>
    /// <param name="userId">Empty for a guest.</param>
    public static string Create(string key, string random, DateTimeOffset now, string userId)
    {
        var data = string.Create(CultureInfo.InvariantCulture, $"{random}:{now.ToUnixTimeSeconds()}:{userId}");
        return $"{data}:{Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(data)))}";
    }
}
