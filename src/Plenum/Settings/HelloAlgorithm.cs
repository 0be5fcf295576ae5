namespace Plenum.Settings;

/// <summary>A way to sign hello tokens, and the settings in which its keys are kept (platform §8).</summary>
/// <param name="Name">As it stands in the head of a token: ES256, ES384, RS256, RS384 or RS512.</param>
internal sealed record HelloAlgorithm(string Name)
{
    private static readonly HelloAlgorithm[] All = [new("ES256"), new("ES384"), new("RS256"), new("RS384"), new("RS512")];

    public string PublicKey => $"signaling_token_pubkey_{Name.ToLowerInvariant()}";

    public string PrivateKey => $"signaling_token_privkey_{Name.ToLowerInvariant()}";

    /// <summary>What the setting <c>signaling_token_alg</c> says; ES256 when it says nothing that this server can do.</summary>
    public static HelloAlgorithm Of(string setting) =>
        Array.Find(All, known => string.Equals(known.Name, setting, StringComparison.OrdinalIgnoreCase)) ?? All[0];
}
