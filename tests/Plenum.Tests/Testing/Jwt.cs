using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Plenum.Tests.Testing;

/// <summary>A JSON web token as somebody reads it who has the public key.</summary>
internal sealed record Jwt(string Algorithm, JsonElement Claims, string Signed, byte[] Signature)
{
    public static Jwt Of(string token)
    {
        var parts = token.Split('.');
        Assert.Equal(3, parts.Length);
        var head = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0])).RootElement;
        Assert.Equal("JWT", head.GetProperty("typ").GetString());
        return new Jwt(head.GetProperty("alg").GetString()!, JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1])).RootElement, $"{parts[0]}.{parts[1]}", Base64Url.DecodeFromChars(parts[2]));
    }

    /// <param name="publicKey">PEM.</param>
    /// <param name="algorithm">What the key is for.</param>
    public bool IsSignedBy(string publicKey, string algorithm)
    {
        var hash = new HashAlgorithmName($"SHA{algorithm[2..]}");
        var data = Encoding.ASCII.GetBytes(Signed);
        if (algorithm.StartsWith("ES", StringComparison.Ordinal))
        {
            using var curve = ECDsa.Create();
            curve.ImportFromPem(publicKey);
            return curve.VerifyData(data, Signature, hash);
        }

        using var rsa = RSA.Create();
        rsa.ImportFromPem(publicKey);
        return rsa.VerifyData(data, Signature, hash, RSASignaturePadding.Pkcs1);
    }
}
