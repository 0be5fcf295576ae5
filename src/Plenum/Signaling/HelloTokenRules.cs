using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Plenum.Settings;

namespace Plenum.Signaling;

/// <summary>Hello tokens: a JSON web token with which a client proves to a signaling server who it is (hello 2.0, calls §B.4).</summary>
internal static class HelloTokenRules
{
    /// <summary>It is fetched right before it is shown.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    /// <param name="algorithm">How to sign.</param>
    /// <param name="privateKey">PEM.</param>
    /// <param name="claims">What to sign.</param>
    public static string Sign(HelloAlgorithm algorithm, string privateKey, HelloClaims claims)
    {
        var head = Part(new Dictionary<string, string>(StringComparer.Ordinal) { ["typ"] = "JWT", ["alg"] = algorithm.Name });
        var signed = $"{head}.{Part(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(Signature(algorithm, privateKey, Encoding.ASCII.GetBytes(signed)))}";
    }

    private static byte[] Signature(HelloAlgorithm algorithm, string privateKey, byte[] data)
    {
        if (algorithm.Name.StartsWith("ES", StringComparison.Ordinal))
        {
            using var curve = ECDsa.Create();
            curve.ImportFromPem(privateKey);
            return curve.SignData(data, HashOf(algorithm));
        }

        using var rsa = RSA.Create();
        rsa.ImportFromPem(privateKey);
        return rsa.SignData(data, HashOf(algorithm), RSASignaturePadding.Pkcs1);
    }

    private static HashAlgorithmName HashOf(HelloAlgorithm algorithm) => algorithm.Name[2..] switch
    {
        "256" => HashAlgorithmName.SHA256,
        "384" => HashAlgorithmName.SHA384,
        "512" => HashAlgorithmName.SHA512,
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, message: null),
    };

    private static string Part<T>(T part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}

/// <param name="Issuer">The server's address with a slash at the end.</param>
/// <param name="IssuedAt">Unix seconds.</param>
/// <param name="ExpiresAt">Unix seconds.</param>
/// <param name="Subject">The account; absent for guests.</param>
/// <param name="UserData">About the account; absent for guests.</param>
internal sealed record HelloClaims(
    [property: JsonPropertyName("iss")] string Issuer,
    [property: JsonPropertyName("iat")] long IssuedAt,
    [property: JsonPropertyName("exp")] long ExpiresAt,
    [property: JsonPropertyName("sub"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Subject,
    [property: JsonPropertyName("userdata"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] HelloUser? UserData)
{
    public static HelloClaims Of(string baseUrl, HelloUser? user, string? userId, DateTimeOffset now) =>
        new($"{baseUrl}/", now.ToUnixTimeSeconds(), (now + HelloTokenRules.Lifetime).ToUnixTimeSeconds(), userId, user);
}

/// <param name="DisplayName">The account's name.</param>
internal sealed record HelloUser([property: JsonPropertyName("displayname")] string DisplayName);
