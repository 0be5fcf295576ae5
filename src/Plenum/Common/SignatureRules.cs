using System.Security.Cryptography;
using System.Text;

namespace Plenum.Common;

/// <summary>How Talk and a signaling server sign what they send each other (calls §D.1): an HMAC over a random text and the bytes of the body.</summary>
internal static class SignatureRules
{
    public const string RandomHeader = "Spreed-Signaling-Random";
    public const string ChecksumHeader = "Spreed-Signaling-Checksum";
    public const string BackendHeader = "Spreed-Signaling-Backend";

    /// <summary>What both sides make.</summary>
    public const int RandomLength = 64;

    /// <summary>Bytes; less would let the other side repeat itself.</summary>
    private const int RandomMinLength = 32;

    /// <summary>HMAC-SHA256 in lower-case hexadecimal.</summary>
    public static string Checksum(string random, string secret, ReadOnlySpan<byte> body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        mac.AppendData(Encoding.UTF8.GetBytes(random));
        mac.AppendData(body);
        return Convert.ToHexStringLower(mac.GetHashAndReset());
    }

    /// <param name="random">The header chosen by the sender, new for each request; empty when it is missing.</param>
    /// <param name="checksum">The header with the proof, in any case; empty when it is missing.</param>
    /// <param name="secret">The secret that both sides share; empty when there is none, and then nothing is proven.</param>
    /// <param name="body">As it was received.</param>
    public static bool IsProven(string random, string checksum, string secret, ReadOnlySpan<byte> body) =>
        secret.Length > 0
        && Encoding.UTF8.GetByteCount(random) >= RandomMinLength
        && Secret.AreEqual(checksum.ToLowerInvariant(), Checksum(random, secret, body));
}
