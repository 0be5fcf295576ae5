using Plenum.Common;

namespace Plenum.Calls;

/// <summary>Why a call request is refused; those without a word have <c>null</c> as data.</summary>
internal static class CallRefusals
{
    public static readonly Refusal Consent = Refusal.Invalid("consent");
    public static readonly Refusal Type = Refusal.Invalid("type");
    public static readonly Refusal NoSession = new(RefusalKind.NotFound, Body: default(Nothing));
    public static readonly Refusal MayNotStart = new(RefusalKind.Forbidden, Body: default(Nothing));
    public static readonly Refusal NothingToDownload = new(RefusalKind.Invalid, Body: default(Nothing));
    public static readonly Refusal InCall = Refusal.Invalid("in-call");
    public static readonly Refusal ActorType = Refusal.Invalid("actor-type");
    public static readonly Refusal DoNotDisturb = Refusal.Invalid("status");
    public static readonly Refusal NotRinging = new(RefusalKind.NotFound, Body: default(Nothing));
    public static readonly Refusal Guest = new(RefusalKind.Forbidden, Body: default(Nothing));
    public static readonly Refusal NotInCall = new(RefusalKind.Invalid, Body: default(Nothing));
}
