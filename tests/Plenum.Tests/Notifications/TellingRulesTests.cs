using Plenum.Common;
using Plenum.Meetings;
using Plenum.Notifications;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Notifications;

/// <summary>Who is told of a message and as what, as a table.</summary>
public sealed class TellingRulesTests
{
    private const NotificationLevel Always = NotificationLevel.Always;
    private const NotificationLevel Mention = NotificationLevel.Mention;
    private const NotificationLevel Never = NotificationLevel.Never;

    [Theory]
    [Case("chat 97", "chat 98")]
    [InlineData("", Always, false, NotificationKind.Message)]
    [InlineData("", Always, true, null)]
    [InlineData("", Mention, false, null)]
    [InlineData("", Never, false, null)]
    [InlineData("user", Mention, true, NotificationKind.Mention)]
    [InlineData("group", Mention, true, NotificationKind.GroupMention)]
    [InlineData("all", Mention, true, NotificationKind.EverybodyMention)]
    [InlineData("reply", Mention, true, NotificationKind.Reply)]
    [InlineData("user", Never, false, null)]
    [InlineData("group", Never, false, null)]
    [InlineData("all", Never, false, null)]
    [InlineData("reply", Never, false, null)]
    [InlineData("reply user group all", Always, false, NotificationKind.Reply)]
    [InlineData("user group all", Always, false, NotificationKind.Mention)]
    [InlineData("group all", Always, false, NotificationKind.GroupMention)]
    [InlineData("all", Always, false, NotificationKind.EverybodyMention)]
    internal void The_most_personal_thing_is_told(string meant, NotificationLevel level, bool isThere, NotificationKind? told) =>
        Assert.Equal(told, TellingRules.KindFor(Saying("ada", meant), Bob(level, isThere)));

    [Theory]
    [InlineData("")]
    [InlineData("user")]
    [InlineData("group")]
    [InlineData("all")]
    [InlineData("reply")]
    public void Neither_the_author_nor_whom_the_lobby_holds_back_is_told(string meant)
    {
        Assert.Null(TellingRules.KindFor(Saying("bob", meant), Bob(Always, isThere: false)));
        Assert.Null(TellingRules.KindFor(Saying("ada", meant), Bob(Always, isThere: false) with { IsHeldBack = true }));
    }

    [Theory]
    [InlineData(ConversationType.OneToOne, NotificationLevel.Default, Mention, Always)]
    [InlineData(ConversationType.FormerOneToOne, NotificationLevel.Default, Never, Always)]
    [InlineData(ConversationType.Group, NotificationLevel.Default, Mention, Mention)]
    [InlineData(ConversationType.Public, NotificationLevel.Default, Always, Always)]
    [InlineData(ConversationType.OneToOne, Never, Always, Never)]
    [InlineData(ConversationType.Group, Always, Mention, Always)]
    internal void What_was_chosen_counts_and_else_the_kind_of_conversation(ConversationType type, NotificationLevel chosen, NotificationLevel groupDefault, NotificationLevel level) =>
        Assert.Equal(level, NotificationLevels.Of(type, chosen, (int)groupDefault));

    private static Spoken Saying(string author, string meant)
    {
        var words = meant.Split(' ');
        return new Spoken(
            Actor.User(author),
            words.Contains("reply") ? Actor.User("bob") : null,
            words.Contains("user") ? new HashSet<string> { "bob", "eve" } : [],
            words.Contains("group") ? new HashSet<string> { "botanists" } : [],
            words.Contains("all"));
    }

    private static Addressee Bob(NotificationLevel level, bool isThere) =>
        new("bob", level, IsHeldBack: false, isThere, new HashSet<string> { "botanists", "chemists" });
}
