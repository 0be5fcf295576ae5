using Plenum.Accounts;
using Plenum.Settings;

namespace Plenum.Meetings;

/// <summary>
/// Who reached an endpoint and what for: filled by the ladder, once per request, before the endpoint runs. In a writing
/// request the entities are tracked and were read inside its transaction.
/// </summary>
internal sealed class Access
{
    private Conversation? conversation;
    private Attendee? attendee;

    public Caller Caller { get; private set; } = Caller.Nobody;

    public TalkConfig Config { get; private set; } = new(new Dictionary<string, string>(StringComparer.Ordinal));

    public Conversation Conversation => conversation ?? throw new InvalidOperationException("The route names no conversation.");

    /// <summary>The caller's attendee; only routes that need one may ask.</summary>
    public Attendee Attendee => attendee ?? throw new InvalidOperationException("The route does not need an attendee.");

    /// <summary>The caller's attendee, or null for a visitor.</summary>
    public Attendee? Visitor => attendee;

    /// <summary>The session of this browser tab, or the newest one of a client without cookies.</summary>
    public Session? Session { get; private set; }

    public Permissions Permissions { get; private set; }

    /// <summary>The SIP bridge asks, and has proven it.</summary>
    public bool IsSipBridge { get; private set; }

    public void Enter(Caller caller, TalkConfig config, Conversation? entered, Attendee? asAttendee, Session? with, bool isBridge = false)
    {
        (Caller, Config, conversation, attendee, Session, IsSipBridge) = (caller, config, entered, asAttendee, with, isBridge);
        Permissions = entered is null || asAttendee is null
            ? Permissions.Inherit
            : PermissionRules.Effective(asAttendee, entered, config.DefaultPermissions);
    }
}
