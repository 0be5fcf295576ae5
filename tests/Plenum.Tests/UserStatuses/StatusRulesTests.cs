using Plenum.Tests.Testing;
using Plenum.UserStatuses;

namespace Plenum.Tests.UserStatuses;

/// <summary>What others see of what somebody said, in calls and outside, now and later.</summary>
public sealed class StatusRulesTests
{
    private static readonly DateTimeOffset Now = TestClock.Start;

    /// <summary>Status, seconds since it was chosen → what is seen, and whether it still counts as chosen.</summary>
    [Theory]
    [InlineData("online", 0, "online", true)]
    [InlineData("online", 899, "online", true)]
    [InlineData("online", 900, "offline", false)]
    [InlineData("away", 899, "away", true)]
    [InlineData("away", 900, "offline", false)]
    [InlineData("busy", 90_000, "busy", true)]
    [InlineData("dnd", 90_000, "dnd", true)]
    [InlineData("invisible", 90_000, "invisible", true)]
    [InlineData("offline", 90_000, "offline", true)]
    public void Only_being_there_grows_old(string chosen, int secondsAgo, string expected, bool isUserDefined)
    {
        var status = StatusRules.Of(new StatusFacts("ada", Chosen(chosen, secondsAgo), JoinedCallAt: null), Now)!;

        Assert.Equal((expected, isUserDefined), (StatusNames.Of(status.Status), status.IsUserDefined));
    }

    /// <summary>Status in a call → what is seen.</summary>
    [Theory]
    [InlineData(null, "busy call")]
    [InlineData("online", "busy call")]
    [InlineData("away", "busy call")]
    [InlineData("busy", "busy call")]
    [InlineData("offline", "busy call")]
    [InlineData("dnd", "dnd ")]
    [InlineData("invisible", "invisible ")]
    public void Who_is_in_a_call_is_busy_unless_that_says_too_much(string? chosen, string expected)
    {
        var stored = chosen is null ? null : Chosen(chosen, secondsAgo: 60);

        var status = StatusRules.Of(new StatusFacts("ada", stored, Now), Now)!;

        Assert.Equal(expected, $"{StatusNames.Of(status.Status)} {status.MessageId}");
    }

    /// <summary>Seconds from the choice to joining the call → what is seen.</summary>
    [Theory]
    [InlineData(1, "busy call")]
    [InlineData(0, "busy call")]
    [InlineData(-1, "online ")]
    public void What_one_chooses_in_a_call_counts_until_the_next_one(int joinedAfter, string expected)
    {
        var status = StatusRules.Of(new StatusFacts("ada", Chosen("online", secondsAgo: 10), Now.AddSeconds(joinedAfter - 10)), Now)!;

        Assert.Equal(expected, $"{StatusNames.Of(status.Status)} {status.MessageId}");
    }

    [Theory]
    [InlineData(1, "📅")]
    [InlineData(0, null)]
    [InlineData(-1, null)]
    public void A_message_goes_at_its_time(int clearedIn, string? icon)
    {
        var stored = Chosen("online", secondsAgo: 0);
        stored.Say(new StatusMessage("meeting", "📅", "In a meeting", Now.AddSeconds(clearedIn)), Now);

        var status = StatusRules.Of(new StatusFacts("ada", stored, JoinedCallAt: null), Now)!;

        Assert.Equal((icon, icon is not null), (status.Icon, status.MessageId is not null));
    }

    [Fact]
    public void Who_never_said_anything_and_is_in_no_call_has_no_status() =>
        Assert.Null(StatusRules.Of(new StatusFacts("ada", Stored: null, JoinedCallAt: null), Now));

    [Theory]
    [InlineData("online")]
    [InlineData("away")]
    [InlineData("dnd")]
    [InlineData("busy")]
    [InlineData("invisible")]
    [InlineData("offline")]
    public void Every_status_has_its_word(string word) => Assert.Equal(word, StatusNames.Of(StatusNames.Parse(word)!.Value));

    [Theory]
    [InlineData("Online")]
    [InlineData("")]
    [InlineData("1")]
    public void Other_words_are_none(string word) => Assert.Null(StatusNames.Parse(word));

    private static UserStatus Chosen(string status, int secondsAgo)
    {
        var stored = new UserStatus { AccountId = "ada" };
        stored.Choose(StatusNames.Parse(status)!.Value, "", Now.AddSeconds(-secondsAgo));
        return stored;
    }
}
