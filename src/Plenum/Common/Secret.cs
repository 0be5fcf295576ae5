using System.Security.Cryptography;
using System.Text;

namespace Plenum.Common;

/// <summary>Random words for credentials and ids, and the digests under which they are kept.</summary>
internal static class Secret
{
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static string Create(int length) => RandomNumberGenerator.GetString(Alphanumeric, length);

    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static string Sha1(string text) => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text)));
}
