using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Participants;

/// <summary>Where whom may be added (conversations §5.3).</summary>
internal static class AddRules
{
    public static readonly Refusal Unknown = Refusal.NotFound("new-participant");
    public static readonly Refusal Banned = Refusal.Invalid("ban");

    public static Refusal? Check(Conversation conversation, string source)
    {
        if (conversation.Type is ConversationType.OneToOne or ConversationType.FormerOneToOne or ConversationType.NoteToSelf
            || conversation.ObjectType == ObjectTypes.SharePassword)
        {
            return Refusal.Invalid("room-type");
        }

        return source == ActorTypes.Users ? null : Refusal.Invalid("source");
    }
}
