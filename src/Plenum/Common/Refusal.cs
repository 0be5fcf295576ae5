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
    /// <summary>400 with <c>{"error": word}</c>.</summary>
    public static Refusal Invalid(string error, string? message = null) => new(RefusalKind.Invalid, error, message);

    public static Refusal Forbidden(string? error = null) => new(RefusalKind.Forbidden, error);

    public static Refusal NotFound(string? error = null) => new(RefusalKind.NotFound, error);
}
