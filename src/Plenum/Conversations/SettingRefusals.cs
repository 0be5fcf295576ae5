using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Conversations;

/// <summary>Talk's words for why something cannot be set.</summary>
internal static class SettingRefusals
{
    public const string PasswordNeeded = "A password is required for public conversations";

    public static readonly Refusal Value = Refusal.Invalid("value");
    public static readonly Refusal Type = Refusal.Invalid("type");
    public static readonly Refusal Event = Refusal.Invalid("event");
    public static readonly Refusal Classified = Refusal.Invalid("classified");
    public static readonly Refusal BreakoutRoom = Refusal.Invalid("breakout-room");
    public static readonly Refusal Call = Refusal.Invalid("call");
    public static readonly Refusal Mode = Refusal.Invalid("mode");
    public static readonly Refusal ObjectType = Refusal.Invalid("object-type");
    public static readonly Refusal Level = Refusal.Invalid("level");
    public static readonly Refusal Preserved = Refusal.Forbidden("preserved");
    public static readonly Refusal NotOwner = Refusal.Forbidden("permissions");
    public static readonly Refusal NoRecording = new(RefusalKind.PreconditionFailed, "config");
    public static readonly Refusal NotDeletable = new(RefusalKind.Invalid, Body: default(Nothing));

    public static Refusal Forced(int only) => ForcedValue.Refuse(only);
}
