using Plenum.Chat;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Chat;

public sealed class MentionRulesTests
{
    private static readonly string[] Members = ["ann", "anna", "bob", "bob.smith", "o'hara", "with space", "carl@example.org", "dash-ed_1"];

    [Theory]
    [Case("chat 55", "chat 56")]
    [InlineData("hi @bob", "hi {mention-user1}")]
    [InlineData("hi @bob, @nobody and @bob", "hi {mention-user1}, @nobody and {mention-user1}")]
    [InlineData("@ann and @anna", "{mention-user2} and {mention-user1}")]
    [InlineData("@annabel", "@annabel")]
    [InlineData("@bob.smith", "{mention-user1}")]
    [InlineData("Ask @bob.", "Ask {mention-user1}.")]
    [InlineData("Ask @bob.smith...", "Ask {mention-user1}...")]
    [InlineData("'@bob'", "'{mention-user1}'")]
    [InlineData("@o'hara's", "@o'hara's")]
    [InlineData("@o'hara", "{mention-user1}")]
    [InlineData("@dash-ed_1!", "{mention-user1}!")]
    [InlineData("@\"with space\"", "{mention-user1}")]
    [InlineData("@with space", "@with space")]
    [InlineData("@\"bob\"", "{mention-user1}")]
    [InlineData("@carl@example.org", "{mention-user1}")]
    [InlineData("mail@bob", "mail@bob")]
    [InlineData("é@bob", "é@bob")]
    [InlineData("_@bob", "_@bob")]
    [InlineData("(@bob)", "({mention-user1})")]
    [InlineData("@", "@")]
    [InlineData("@\"", "@\"")]
    [InlineData("@\"\"", "@\"\"")]
    [InlineData("@\"bob", "@\"bob")]
    [InlineData("@BOB", "@BOB")]
    [InlineData("@\"bo\nb\"", "@\"bo\nb\"")]
    public void Members_are_mentioned_by_whole_tokens(string text, string rendered) =>
        Assert.Equal(rendered, Render(text));

    [Theory]
    [InlineData("@all hi", "{mention-call1} hi")]
    [InlineData("@\"all\"", "{mention-call1}")]
    [InlineData("Hi @all.", "Hi {mention-call1}.")]
    [InlineData("@\"guest/0123456789abcdef\"", "{mention-guest1}")]
    [InlineData("@\"email/0123456789abcdef\"", "{mention-email1}")]
    [InlineData("@\"group/staff\" @\"group/the crew\"", "{mention-group2} {mention-group1}")]
    [InlineData("@\"team/42\"", "{mention-team1}")]
    [InlineData("@\"guest/XYZ\"", "@\"guest/XYZ\"")]
    [InlineData("@\"federated_user/bob@example.org\"", "@\"federated_user/bob@example.org\"")]
    [InlineData("@guest/0123", "@guest/0123")]
    public void Kinds_are_told_apart_by_their_prefix(string text, string rendered) =>
        Assert.Equal(rendered, Render(text));

    [Theory]
    [Case("chat 59")]
    [InlineData("`@bob`", "`@bob`")]
    [InlineData("`` `@bob` `` @bob", "`` `@bob` `` {mention-user1}")]
    [InlineData("` @bob", "` {mention-user1}")]
    [InlineData("```\n@bob\n```\n@bob", "```\n@bob\n```\n{mention-user1}")]
    [InlineData("~~~ text\n@bob\n~~~\n@bob", "~~~ text\n@bob\n~~~\n{mention-user1}")]
    [InlineData("```\n@bob", "```\n@bob")]
    [InlineData("~~~\n@bob\n```\n@bob", "~~~\n@bob\n```\n@bob")]
    [InlineData("a ~~~ @bob", "a ~~~ {mention-user1}")]
    [InlineData("```@bob``` @bob", "```@bob``` {mention-user1}")]
    [InlineData("````\n```\n@bob\n````\n@bob", "````\n```\n@bob\n````\n{mention-user1}")]
    public void Nobody_is_mentioned_in_code(string text, string rendered) =>
        Assert.Equal(rendered, Render(text));

    [Theory]
    [InlineData("{mention-user1} @bob", "{mention-user1} {mention-user2}", "mention-user2")]
    [InlineData("{mention-user1}{mention-user2} @bob", "{mention-user1}{mention-user2} {mention-user3}", "mention-user3")]
    public void A_placeholder_that_was_typed_is_left_to_its_author(string text, string rendered, string placeholder)
    {
        var (result, placeholders) = MentionRules.Replace(text, MentionRules.Find(text), _ => true);

        Assert.Equal(rendered, result);
        Assert.Equal(new MentionTarget(MentionKind.User, "bob"), Assert.Contains(placeholder, (IReadOnlyDictionary<string, MentionTarget>)placeholders));
    }

    [Fact]
    public void Everybody_is_only_text_without_the_right_to_mention_everybody()
    {
        var (result, placeholders) = MentionRules.Replace("@all", MentionRules.Find("@all"), _ => false);

        Assert.Equal("@all", result);
        Assert.Empty(placeholders);
    }

    [Theory]
    [InlineData('@')]
    [InlineData('`')]
    [InlineData('"')]
    [InlineData('a')]
    public void The_longest_message_of_one_character_has_no_mention(char character) =>
        Assert.Empty(MentionRules.Find(new string(character, MessageTextRules.MaxLength)));

    private static string Render(string text) =>
        MentionRules.Replace(text, MentionRules.Find(text), target => target.Kind != MentionKind.User || Members.Contains(target.Id)).Text;
}
