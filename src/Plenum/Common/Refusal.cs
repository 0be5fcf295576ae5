namespace Plenum.Common;

/// <summary>Why an expected refusal happened; only <c>Ocs/</c> knows the status code that belongs to it.</summary>
internal enum RefusalKind
{
    Invalid,
    NotLoggedIn,
    Forbidden,
    NotFound,
    MethodNotAllowed,
    Conflict,
    PreconditionFailed,
    TooLarge,
    AddressTooLong,
    TooSlow,
    TooMany,
    ClientOutdated,
    NotImplemented,
    Unavailable,
}

/// <summary>
/// An expected "no": its kind, Talk's word for it (<c>data.error</c>), and where the reference says so a text for
/// people or a whole body.
/// </summary>
internal sealed record Refusal(RefusalKind Kind, string? Error = null, string? Message = null, object? Body = null)
{
    /// <summary>The endpoint's own OCS code (101…113, 998) in place of the one that belongs to the kind (platform §7.1).</summary>
    public int? Code { get; init; }

    /// <summary>A numbered refusal of the provisioning API, with a text for people.</summary>
    public static Refusal Coded(int code, string message) => new(RefusalKind.Invalid, Message: message) { Code = code };

    /// <summary>400 with <c>{"error": word}</c>.</summary>
    public static Refusal Invalid(string error, string? message = null) => new(RefusalKind.Invalid, error, message);

    public static Refusal Forbidden(string? error = null) => new(RefusalKind.Forbidden, error);

    public static Refusal NotFound(string? error = null) => new(RefusalKind.NotFound, error);
}
