using Plenum.Meetings;
using Plenum.Tests.Testing;
using Plenum.Webinars;

namespace Plenum.Tests.Webinars;

public sealed class SipStateRulesTests
{
    private static readonly SipFacts Group = new() { Type = ConversationType.Group, Stored = SipState.Disabled };

    /// <summary>Stored state, requested state, refusal; an empty refusal stands for success.</summary>
    public static TheoryData<int, long, string> Transitions => new()
    {
        { 0, 0, "value" }, { 0, 1, "" }, { 0, 2, "" },
        { 1, 0, "" }, { 1, 1, "value" }, { 1, 2, "" },
        { 2, 0, "" }, { 2, 1, "" }, { 2, 2, "value" },
        { 0, -1, "value" }, { 0, 3, "value" }, { 1, 3, "value" }, { 0, long.MaxValue, "value" }, { 0, (1L << 32) + 1, "value" },
    };

    [Theory]
    [MemberData(nameof(Transitions))]
    [Case("webinars P02", "webinars P03", "webinars P04")]
    public void Every_other_state_can_be_set(int stored, long requested, string refusal)
    {
        var set = SipStateRules.Set(Group with { Stored = (SipState)stored }, requested);

        Assert.Equal(refusal, set.Refusal?.Error ?? "");
        if (set.Succeeded) Assert.Equal((SipState)requested, set.Value);
    }

    [Theory]
    [InlineData(1, "type")]
    [InlineData(2, "")]
    [InlineData(3, "")]
    [InlineData(4, "type")]
    [InlineData(5, "type")]
    [InlineData(6, "type")]
    public void Only_group_and_public_conversations_have_a_telephone(int type, string refusal)
    {
        var set = SipStateRules.Set(Group with { Type = (ConversationType)type }, 1);

        Assert.Equal(refusal, set.Refusal?.Error ?? "");
    }

    /// <summary>Everything is wrong; each step puts right what was refused, until nothing is left.</summary>
    [Fact]
    public void The_checks_come_in_the_documented_order()
    {
        var facts = new SipFacts
        {
            Type = ConversationType.NoteToSelf, Stored = SipState.WithPin, IsClassified = true, IsBreakoutRoom = true,
            TokenIsDialable = false, MayEnable = false, Configured = false, Forced = 2,
        };
        Func<SipFacts, SipFacts>[] repairs =
        [
            broken => broken with { IsClassified = false },
            broken => broken with { MayEnable = true },
            broken => broken with { Configured = true },
            broken => broken with { Forced = null },
            broken => broken with { IsBreakoutRoom = false },
            broken => broken with { Type = ConversationType.Public },
            broken => broken with { Stored = SipState.Disabled },
            broken => broken with { TokenIsDialable = true },
        ];

        var refusals = new List<string>();
        foreach (var repair in repairs)
        {
            var refusal = SipStateRules.Set(facts, 1).Refusal!;
            refusals.Add($"{refusal.Kind} {refusal.Error}");
            facts = repair(facts);
        }

        Assert.Equal(
            ["Invalid classified", "NotLoggedIn config", "PreconditionFailed config", "Invalid forced", "Invalid breakout-room", "Invalid type", "Invalid value", "Invalid token"],
            refusals);
        Assert.True(SipStateRules.Set(facts, 1).Succeeded);
    }

    [Fact]
    public void A_token_that_cannot_be_dialled_may_be_switched_off()
    {
        var set = SipStateRules.Set(Group with { Stored = SipState.WithPin, TokenIsDialable = false }, 0);

        Assert.Equal(SipState.Disabled, set.Value);
    }

    [Fact]
    public void A_classified_conversation_may_be_switched_off()
    {
        var set = SipStateRules.Set(Group with { Stored = SipState.WithPin, IsClassified = true }, 0);

        Assert.Equal(SipState.Disabled, set.Value);
    }

    [Fact]
    public void The_forced_value_itself_can_be_set()
    {
        var set = SipStateRules.Set(Group with { Forced = 2 }, 2);

        Assert.Equal(SipState.WithoutPin, set.Value);
    }

    [Fact]
    public void A_forced_refusal_names_the_value_that_holds()
    {
        var refusal = SipStateRules.Set(Group with { Forced = 1 }, 2).Refusal!;

        Assert.Equal(new ForcedValue("forced", 1), refusal.Body);
    }
}
