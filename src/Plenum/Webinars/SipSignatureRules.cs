using Plenum.Common;
using System.Security.Cryptography;
using System.Text;

namespace Plenum.Webinars;

/// <summary>Whether a request comes from the SIP bridge.</summary>
internal enum SipSignature
{
    /// <summary>It does not say so.</summary>
    Absent,

    Valid,

    /// <summary>It says so and cannot prove it.</summary>
    Wrong,
}

/// <summary>The proof that a request comes from the SIP bridge: an HMAC with the shared secret (webinars §4.4).</summary>
internal static class SipSignatureRules
{
    public const string RandomHeader = "Talk-SIPBridge-Random";
    public const string ChecksumHeader = "Talk-SIPBridge-Checksum";

    /// <summary>Bytes; less would let a bridge repeat itself.</summary>
    public const int RandomMinLength = 32;

    /// <param name="random">The header chosen by the bridge, new for each request; empty when it is missing.</param>
    /// <param name="checksum">The header with the proof; empty when it is missing.</param>
    /// <param name="secret">The secret that server and bridge share; empty when none is configured.</param>
    /// <param name="data">What is signed: the conversation's token, or the number called.</param>
    public static SipSignature Judge(string random, string checksum, string secret, string data)
    {
        if (random.Length == 0 && checksum.Length == 0) return SipSignature.Absent;
        if (secret.Length == 0 || checksum.Length == 0 || Encoding.UTF8.GetByteCount(random) < RandomMinLength) return SipSignature.Wrong;

        var expected = Encoding.UTF8.GetBytes(Checksum(random, secret, data));
        var received = Encoding.UTF8.GetBytes(checksum.ToLowerInvariant());
        return CryptographicOperations.FixedTimeEquals(expected, received) ? SipSignature.Valid : SipSignature.Wrong;
    }

    /// <summary>HMAC-SHA256 in lower-case hexadecimal.</summary>
    public static string Checksum(string random, string secret, string data) => Secret.Hmac(secret, random + data);
}
