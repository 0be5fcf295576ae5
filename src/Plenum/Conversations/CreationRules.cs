using System.Globalization;
using System.Text;
using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Conversations;

/// <summary>A conversation as somebody wishes it: everything but its people.</summary>
internal sealed record CreationWish
{
    public int Type { get; init; } = (int)ConversationType.Group;

    public string Name { get; init; } = "";

    public string Description { get; init; } = "";

    public string ObjectType { get; init; } = "";

    public string ObjectId { get; init; } = "";

    public ConversationAttributes Attributes { get; init; }

    public string Password { get; init; } = "";

    public int ReadOnly { get; init; }

    public int Listable { get; init; }

    public int MessageExpiration { get; init; }

    public int LobbyState { get; init; }

    /// <summary>Unix seconds; only looked at with a lobby.</summary>
    public long? LobbyTimer { get; init; }

    public int SipEnabled { get; init; }

    public int Permissions { get; init; }

    public int RecordingConsent { get; init; }

    public int MentionPermissions { get; init; }

    /// <summary>Null or empty for no picture of its own.</summary>
    public string? Emoji { get; init; }

    /// <summary>Six hexadecimal digits.</summary>
    public string? AvatarColor { get; init; }

    public bool IsClassified => (Attributes & ConversationAttributes.Classified) != 0;
}

/// <summary>What the server says about what a wish may be.</summary>
/// <param name="PasswordRequired">Public conversations need one.</param>
/// <param name="PasswordProblem">What the password policy has against the password; null when nothing.</param>
/// <param name="SipAllowed">The creator may switch dial-in on, and it is configured.</param>
internal sealed record CreationLimits(bool PasswordRequired, string? PasswordProblem, bool SipAllowed);

/// <summary>Which conversations can be created (conversations §3.2, step 8): the first check that fails answers.</summary>
internal static class CreationRules
{
    public const int MaxObjectBytes = 64;

    private static readonly string[] Creatable =
    [
        ObjectTypes.None, ObjectTypes.Event, ObjectTypes.ExtendedConversation, ObjectTypes.InstantMeeting,
        ObjectTypes.Phone, ObjectTypes.PhonePersist, ObjectTypes.PhoneTemporary,
    ];

    /// <summary>
    /// A classified conversation is neither public, listed, nor reachable by telephone, whoever wishes or forces it; only
    /// public ones have a password.
    /// </summary>
    public static CreationWish Coerced(CreationWish wish)
    {
        if (wish.IsClassified) wish = wish with { Type = (int)ConversationType.Group, Listable = 0, SipEnabled = 0, RecordingConsent = 0 };
        return IsPublic(wish) ? wish : wish with { Password = "" };
    }

    /// <returns>Why the wish cannot be granted, or null. Expects a wish that was <see cref="Coerced"/>.</returns>
    public static Refusal? Check(CreationWish wish, CreationLimits limits)
    {
        if (!SettingRules.IsName(wish.Name)) return Refusal.Invalid("name");
        if (!IsType(wish.Type)) return Refusal.Invalid("type");
        if (Encoding.UTF8.GetByteCount(wish.ObjectType) > MaxObjectBytes) return Refusal.Invalid("object-type");
        if (Encoding.UTF8.GetByteCount(wish.ObjectId) > MaxObjectBytes) return Refusal.Invalid("object-id");
        if (wish.IsClassified && wish.ObjectType.Length + wish.ObjectId.Length > 0) return Refusal.Invalid("classified");
        if (!Creatable.Contains(wish.ObjectType)) return Refusal.Invalid("object-type");
        if (wish.ObjectType.Length == 0 != (wish.ObjectId.Length == 0)) return Refusal.Invalid("object");
        if (limits.PasswordRequired && IsPublic(wish) && wish.Password.Length == 0) return Refusal.Invalid("password", SettingRefusals.PasswordNeeded);
        if (wish.ReadOnly is not (0 or 1)) return Refusal.Invalid("read-only");
        if (wish.Listable is < 0 or > 2) return Refusal.Invalid("listable");
        if (wish.MessageExpiration < 0) return Refusal.Invalid("message-expiration");
        if (wish.LobbyState is not (0 or 1) || (wish.LobbyState == 1 && !AllowsLobby(wish.ObjectType))) return Refusal.Invalid("lobby");
        if (wish.LobbyState == 1 && wish.LobbyTimer is < 0 or > SettingRules.LastInstant) return Refusal.Invalid("lobby-timer");
        if (wish.SipEnabled is < 0 or > 2 || (wish.SipEnabled != 0 && !limits.SipAllowed)) return Refusal.Invalid("sip-enabled");
        if (!PermissionRules.IsValid(wish.Permissions)) return Refusal.Invalid("permissions");
        if (wish.RecordingConsent is not (0 or 1)) return Refusal.Invalid("recording-consent");
        if (wish.MentionPermissions is not (0 or 1)) return Refusal.Invalid("mention-permissions");
        if (!SettingRules.IsDescription(wish.Description)) return Refusal.Invalid("description");
        if (!IsPicture(wish.Emoji, wish.AvatarColor)) return Refusal.Invalid("avatar");
        return limits.PasswordProblem is { } problem && wish.Password.Length > 0 ? Refusal.Invalid("password", problem) : null;
    }

    /// <summary>Whether the setter would accept a lobby there: a telephone call has none.</summary>
    public static bool AllowsLobby(string objectType) => objectType
        is ObjectTypes.None or ObjectTypes.Emails or ObjectTypes.Event or ObjectTypes.ExtendedConversation or ObjectTypes.InstantMeeting;

    private static bool IsType(int type) => (ConversationType)type is ConversationType.Group or ConversationType.Public;

    private static bool IsPublic(CreationWish wish) => (ConversationType)wish.Type == ConversationType.Public;

    private static bool IsPicture(string? emoji, string? color) =>
        string.IsNullOrEmpty(emoji) || (Emoji.IsSingle(emoji) && (string.IsNullOrEmpty(color) || IsColor(color)));

    private static bool IsColor(string color) => color.Length == 6 && int.TryParse(color, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _);
}
