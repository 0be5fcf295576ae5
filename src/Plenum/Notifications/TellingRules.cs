using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Notifications;

/// <summary>Something that was said, as far as it decides who is told.</summary>
/// <param name="Author">Whose words they are.</param>
/// <param name="Answered">The author of the message that is answered.</param>
/// <param name="Users">Accounts that are mentioned by their names.</param>
/// <param name="Groups">Groups that are mentioned and belong to the conversation.</param>
/// <param name="MeansEverybody">Everybody is mentioned, by somebody who may.</param>
internal sealed record Spoken(Actor Author, Actor? Answered, IReadOnlySet<string> Users, IReadOnlySet<string> Groups, bool MeansEverybody)
{
    /// <summary>Somebody is spoken to: an account, a group, everybody.</summary>
    public bool MeansSomebody => MeansEverybody || Users.Count > 0 || Groups.Count > 0 || Answered is { Type: ActorTypes.Users };

    /// <summary>What a text says, with the groups that belong to its conversation.</summary>
    public static Spoken Of(Message message, IReadOnlyCollection<MentionToken> tokens, Actor? answered, IReadOnlySet<string> groupsThere)
    {
        var targets = tokens.SelectMany(token => new[] { token.Target, token.Shorter }).OfType<MentionTarget>().ToHashSet();
        return new Spoken(
            message.Actor,
            answered,
            targets.Where(target => target.Kind == MentionKind.User).Select(target => target.Id).ToHashSet(StringComparer.Ordinal),
            targets.Where(target => target.Kind == MentionKind.Group && groupsThere.Contains(target.Id)).Select(target => target.Id).ToHashSet(StringComparer.Ordinal),
            message.CanMentionAll && targets.Contains(MentionTarget.Everybody));
    }
}

/// <summary>An account in the conversation.</summary>
/// <param name="AccountId">Whose.</param>
/// <param name="Level">How much it wants to hear.</param>
/// <param name="IsHeldBack">The lobby holds it back.</param>
/// <param name="IsThere">It looks at the conversation: a session that is active and was heard of within 30 seconds.</param>
/// <param name="Groups">Its groups, as far as any is mentioned.</param>
internal sealed record Addressee(string AccountId, NotificationLevel Level, bool IsHeldBack, bool IsThere, IReadOnlySet<string> Groups);

/// <summary>Who is told of a message, and as what (chat §20): at most one thing, the most personal one.</summary>
internal static class TellingRules
{
    /// <returns>Null for somebody who is not told.</returns>
    public static NotificationKind? KindFor(Spoken spoken, Addressee addressee)
    {
        var self = Actor.User(addressee.AccountId);
        if (addressee.Level == NotificationLevel.Never || addressee.IsHeldBack || spoken.Author == self) return null;
        if (spoken.Answered == self) return NotificationKind.Reply;
        if (spoken.Users.Contains(addressee.AccountId)) return NotificationKind.Mention;
        if (spoken.Groups.Overlaps(addressee.Groups)) return NotificationKind.GroupMention;
        if (spoken.MeansEverybody) return NotificationKind.EverybodyMention;
        return addressee is { Level: NotificationLevel.Always, IsThere: false } ? NotificationKind.Message : null;
    }
}
