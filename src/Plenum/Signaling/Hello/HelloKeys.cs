using System.Security.Cryptography;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.Signaling;

/// <summary>
/// The key pair that hello tokens are signed with: made on first use and stored as PEM in the settings, so that every
/// node signs with the same one and a signaling server finds the public half in the capabilities (calls §B.4).
/// </summary>
internal sealed class HelloKeys(UnitOfWork unit, NamedLock names, ConfigBook settings, TalkConfigStore configs)
{
    private const int RsaBits = 2048;

    /// <returns>The private key, PEM.</returns>
    public async Task<string> PrivateKeyAsync(HelloAlgorithm algorithm, CancellationToken ct)
    {
        if ((await configs.GetAsync(ct)).Text(algorithm.PrivateKey) is { Length: > 0 } known) return known;

        var fresh = Create(algorithm);
        var kept = await unit.RunAsync<string>(async () =>
        {
            await names.TakeAsync(NamedLock.SignalingKeys, ct);
            if (await settings.GetAsync(TalkConfig.App, algorithm.PrivateKey, ct) is { Length: > 0 } other) return other;

            await settings.SetAsync(TalkConfig.App, algorithm.PrivateKey, fresh.Private, ct);
            await settings.SetAsync(TalkConfig.App, algorithm.PublicKey, fresh.Public, ct);
            return fresh.Private;
        }, ct);
        return kept.Value;
    }

    /// <summary>The public half that belongs to a private key.</summary>
    public static string PublicOf(HelloAlgorithm algorithm, string privateKey)
    {
        using AsymmetricAlgorithm key = algorithm.Name.StartsWith("ES", StringComparison.Ordinal) ? ECDsa.Create() : RSA.Create();
        key.ImportFromPem(privateKey);
        return key.ExportSubjectPublicKeyInfoPem();
    }

    private static (string Private, string Public) Create(HelloAlgorithm algorithm)
    {
        using AsymmetricAlgorithm key = algorithm.Name switch
        {
            "ES256" => ECDsa.Create(ECCurve.NamedCurves.nistP256),
            "ES384" => ECDsa.Create(ECCurve.NamedCurves.nistP384),
            _ => RSA.Create(RsaBits),
        };
        return (key.ExportPkcs8PrivateKeyPem(), key.ExportSubjectPublicKeyInfoPem());
    }
}
