namespace Plenum.Ocs;

/// <summary>
/// The status line of the envelope and the HTTP status that goes with it (platform §1.1, §1.2). <c>Raw</c> is what the
/// endpoint says: an HTTP status or one of OCS's own codes (101…113, 996…999).
/// </summary>
internal readonly record struct OcsMeta(int Raw, string? Message)
{
    public const int ServerError = 996;
    public const int NotAuthenticated = 997;
    public const int UnknownRoute = 998;

    public bool IsSuccess(int version) => version == 1 ? Raw == 200 : Raw is >= 200 and < 300;

    /// <summary>Version 1 calls only a plain 200 a success and names it 100; a 201 stays 201 and reads as a failure.</summary>
    public int StatusCode(int version) => version == 1 && Raw == 200 ? 100 : Raw;

    public int HttpStatus(int version) => (version, Raw) switch
    {
        (_, NotAuthenticated) => 401,
        // An outage is one for every client: those of version 1 look at the status as well.
        (_, 304 or 405 or 503) => Raw,
        (1, _) => 200,
        (_, UnknownRoute) => 404,
        (_, ServerError or 999) => 500,
        (_, < 200 or > 600) => 400,
        _ => Raw,
    };
}
