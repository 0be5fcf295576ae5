using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Participants;

/// <summary>What is asked for one attendee's permissions.</summary>
/// <param name="Method"><c>set</c>, <c>add</c> or <c>remove</c>.</param>
/// <param name="Permissions">0 to 511.</param>
internal sealed record PermissionGrant(string Method, int Permissions);

/// <summary>Permissions of one attendee (conversations §5.8).</summary>
internal static class PermissionGrantRules
{
    public static readonly Refusal Unknown = Refusal.NotFound("participant");
    private static readonly Refusal NotThere = Refusal.Invalid("room-type");
    private static readonly Refusal Moderator = Refusal.Forbidden("moderator");
    private static readonly Refusal NotAPerson = Refusal.Invalid("type");
    private static readonly Refusal NoSuchMethod = Refusal.Invalid("method");

    /// <param name="conversation">Where.</param>
    /// <param name="target">Whose.</param>
    /// <param name="grant">What is asked.</param>
    /// <param name="forced">The value that the administrator forces on everybody, if so.</param>
    /// <param name="serverDefault">What people have who have nothing of their own.</param>
    /// <returns>The value to store.</returns>
    public static Result<Permissions> Decide(Conversation conversation, Attendee target, PermissionGrant grant, int? forced, int serverDefault)
    {
        if (forced is { } only && !Agrees(grant, only)) return ForcedTo(only);
        if (conversation.Type is ConversationType.OneToOne or ConversationType.FormerOneToOne) return NotThere;
        if (target.IsModerator) return Moderator;
        if (target.ActorType == ActorTypes.Groups) return NotAPerson;

        // Adding and taking away start from what counts now and always store a choice: taking everything away leaves nothing, not the default.
        var now = PermissionRules.Effective(target, conversation, serverDefault);
        return grant.Method switch
        {
            "set" => PermissionRules.ToStore(grant.Permissions),
            "add" => now | (Permissions)grant.Permissions | Permissions.Custom,
            "remove" => (now & ~(Permissions)grant.Permissions) | Permissions.Custom,
            _ => NoSuchMethod,
        };
    }

    /// <summary>The administrator forces a value on everybody.</summary>
    public static Refusal ForcedTo(int permissions) => new(RefusalKind.Invalid, Body: new ForcedPermissions("forced", permissions));

    /// <summary>Inheriting is always fine, and so is setting what is forced anyway.</summary>
    private static bool Agrees(PermissionGrant grant, int forced) =>
        grant.Permissions == 0 || (grant.Method == "set" && grant.Permissions == forced);

    private sealed record ForcedPermissions(string Error, int Forced);
}
