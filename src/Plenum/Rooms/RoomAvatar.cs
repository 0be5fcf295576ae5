using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Rooms;

/// <summary>The picture of a conversation as far as the Room object speaks of it (conversations §3.8).</summary>
internal static class RoomAvatar
{
    private const int VersionLength = 16;

    public static bool IsCustom(Conversation conversation) => conversation.AvatarVersion is not null;

    /// <summary>Opaque; changes whenever the picture does.</summary>
    public static string VersionOf(Conversation conversation) =>
        conversation.AvatarVersion ?? Secret.Sha1($"{conversation.Type}|{conversation.ObjectType}|{conversation.Attributes}|{LeadingEmoji(conversation.Name)}")[..8];

    /// <summary>For a picture that somebody has chosen.</summary>
    public static string NewVersion() => Secret.Create(VersionLength);

    /// <summary>A name that begins with an emoji shows it as the picture.</summary>
    public static string LeadingEmoji(string name)
    {
        if (name.Length == 0) return "";

        var first = System.Globalization.StringInfo.GetNextTextElement(name);
        return Emoji.IsSingle(first) ? first : "";
    }
}
