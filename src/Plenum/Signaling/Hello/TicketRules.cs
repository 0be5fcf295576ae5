using System.Globalization;
using Plenum.Common;

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
        return $"{data}:{Secret.Hmac(key, data)}";
    }

    /// <summary>Whose ticket it says it is; null for something that is no ticket. Proves nothing yet.</summary>
    public static string? UserOf(string ticket) => ticket.Split(':', 3) is [_, _, var rest] && rest.LastIndexOf(':') is >= 0 and var end ? rest[..end] : null;

    /// <param name="key">Of the one whose ticket it says it is.</param>
    /// <param name="ticket">As it was shown.</param>
    public static bool IsProven(string key, string ticket) =>
        ticket.LastIndexOf(':') is > 0 and var end && Secret.AreEqual(ticket[(end + 1)..], Secret.Hmac(key, ticket[..end]));
}
