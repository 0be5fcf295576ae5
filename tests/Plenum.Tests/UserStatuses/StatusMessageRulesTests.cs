using System.Globalization;
using Plenum.Common;
using Plenum.Tests.Testing;
using Plenum.UserStatuses;

namespace Plenum.Tests.UserStatuses;

/// <summary>Which messages people may set.</summary>
public sealed class StatusMessageRulesTests
{
    private static readonly DateTimeOffset Now = TestClock.Start;

    [Theory]
    [InlineData("meeting", "📅 In a meeting")]
    [InlineData("commuting", "🚌 Commuting")]
    [InlineData("be-right-back", "⏳ Be right back")]
    [InlineData("remote-work", "🏡 Working remotely")]
    [InlineData("sick-leave", "🤒 Out sick")]
    [InlineData("vacationing", "🌴 Vacationing")]
    [InlineData("call", "unknown")]
    [InlineData("Meeting", "unknown")]
    [InlineData("", "unknown")]
    public void A_predefined_message_is_one_of_the_list(string id, string expected)
    {
        var message = StatusMessageRules.Predefined(id, clearAt: null, Now);

        Assert.Equal(expected, message.Refusal == StatusMessageRules.UnknownId ? "unknown" : $"{message.Value!.Icon} {message.Value.Text}");
    }

    [Theory]
    [InlineData("🏳️‍🌈", null, "🏳️‍🌈/")]
    [InlineData("👩🏽‍💻", "writing", "👩🏽‍💻/writing")]
    [InlineData(null, "writing", "/writing")]
    [InlineData("", " writing ", "/writing")]
    [InlineData(null, null, "none")]
    [InlineData("", "", "none")]
    [InlineData("", "   ", "none")]
    [InlineData("🙂🙂", "writing", "emoji")]
    [InlineData("x", "writing", "emoji")]
    public void A_message_of_ones_own_is_an_emoji_a_text_or_both(string? icon, string? text, string expected)
    {
        var message = StatusMessageRules.Custom(icon, text, clearAt: null, Now);

        Assert.Equal(expected, message switch
        {
            { Refusal: { } refusal } => refusal == StatusMessageRules.NoEmoji ? "emoji" : "other",
            { Value: { } value } => $"{value.Icon}/{value.Text}",
            _ => "none",
        });
    }

    [Theory]
    [InlineData("a", 80, true)]
    [InlineData("a", 81, false)]
    [InlineData("😀", 80, true)]
    [InlineData("😀", 81, false)]
    public void A_message_has_80_characters_at_most(string character, int length, bool fits)
    {
        var message = StatusMessageRules.Custom(icon: null, string.Concat(Enumerable.Repeat(character, length)), clearAt: null, Now);

        Assert.Equal(fits ? null : StatusMessageRules.TooLong, message.Refusal);
    }

    [Theory]
    [InlineData("-1", false)]
    [InlineData("0", false)]
    [InlineData("1", true)]
    [InlineData("", true)]
    public void A_message_is_cleared_later_or_never(string secondsFromNow, bool fits)
    {
        long? clearAt = secondsFromNow.Length == 0 ? null : Now.ToUnixTimeSeconds() + long.Parse(secondsFromNow, CultureInfo.InvariantCulture);

        Result<StatusMessage?>[] messages = [StatusMessageRules.Predefined("meeting", clearAt, Now), StatusMessageRules.Custom("🙂", "writing", clearAt, Now)];

        Assert.All(messages, message => Assert.Equal(fits ? null : StatusMessageRules.Past, message.Refusal));
    }
}
