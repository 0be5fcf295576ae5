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

    /// <summary>Clocks differ.</summary>
    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(60);

    /// <param name="algorithm">How to sign.</param>
    /// <param name="privateKey">PEM.</param>
    /// <param name="claims">What to sign.</param>
    public static string Sign(HelloAlgorithm algorithm, string privateKey, HelloClaims claims)
    {
        var head = Part(new Dictionary<string, string>(StringComparer.Ordinal) { ["typ"] = "JWT", ["alg"] = algorithm.Name });
        var signed = $"{head}.{Part(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(Signature(algorithm, privateKey, Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>What a token says about who shows it, or why it counts for nothing: an error code of hello (calls §E.3).</summary>
    /// <param name="algorithm">The one that this server signs with; any other is refused.</param>
    /// <param name="publicKey">PEM.</param>
    /// <param name="token">As it was shown.</param>
    /// <param name="now">When.</param>
    public static (HelloClaims? Claims, string? Error) Verify(HelloAlgorithm algorithm, string publicKey, string token, DateTimeOffset now)
    {
        if (token.Split('.') is not [var head, var body, var signature]) return (null, HelloErrors.InvalidToken);
        if (Read<Dictionary<string, string>>(head)?.GetValueOrDefault("alg") != algorithm.Name) return (null, HelloErrors.InvalidToken);
        if (!IsSigned(algorithm, publicKey, Encoding.UTF8.GetBytes($"{head}.{body}"), signature)) return (null, HelloErrors.InvalidToken);
        if (Read<HelloClaims>(body) is not { } claims) return (null, HelloErrors.InvalidToken);

        var (seconds, leeway) = (now.ToUnixTimeSeconds(), (long)Leeway.TotalSeconds);
        if (claims.IssuedAt == 0 || claims.IssuedAt > seconds + leeway) return (null, HelloErrors.TokenNotValidYet);
        if (claims.ExpiresAt < claims.IssuedAt || claims.ExpiresAt < seconds - leeway) return (null, HelloErrors.TokenExpired);
        return (claims, null);
    }

    private static bool IsSigned(HelloAlgorithm algorithm, string publicKey, byte[] data, string signature)
    {
        if (!Base64Url.IsValid(signature) || publicKey.Length == 0) return false;

        var proof = Base64Url.DecodeFromChars(signature);
        if (algorithm.Name.StartsWith("ES", StringComparison.Ordinal))
        {
            using var curve = ECDsa.Create();
            curve.ImportFromPem(publicKey);
            return curve.VerifyData(data, proof, HashOf(algorithm));
        }

        using var rsa = RSA.Create();
        rsa.ImportFromPem(publicKey);
        return rsa.VerifyData(data, proof, HashOf(algorithm), RSASignaturePadding.Pkcs1);
    }

    private static T? Read<T>(string part)
        where T : class
    {
        try
        {
            return Base64Url.IsValid(part) ? JsonSerializer.Deserialize<T>(Base64Url.DecodeFromChars(part)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
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
