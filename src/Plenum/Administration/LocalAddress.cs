namespace Plenum.Administration;

/// <summary>Where somebody goes after signing in: only to a page of this server.</summary>
internal static class LocalAddress
{
    public const string Start = "/";

    public static string Of(string? address) => address is { Length: > 0 } && IsLocal(address) ? address : Start;

    /// <summary>Browsers read <c>//host</c> and <c>/\host</c> as other servers.</summary>
    private static bool IsLocal(string address) =>
        address[0] == '/' && (address.Length == 1 || address[1] is not ('/' or '\\')) && !address.Any(char.IsControl);
}
