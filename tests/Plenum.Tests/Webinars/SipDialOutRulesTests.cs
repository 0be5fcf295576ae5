using System.Text.Json;
using Plenum.Ocs;
using Plenum.Tests.Testing;
using Plenum.Webinars;

namespace Plenum.Tests.Webinars;

public sealed class SipDialOutRulesTests
{
    /// <summary>Anonymous, prefix, fallback, own number; then what is added to the options.</summary>
    public static TheoryData<bool, string, string, string?, string> Callers => new()
    {
        { false, "+", "+4930999", "+491701234567", ""","caller":"+491701234567" """ },
        { false, "00", "", "+491701234567", ""","caller":"00491701234567" """ },
        { false, "+", "+4930999", null, ""","caller":"+4930999" """ },
        { false, "", "+4930999", "+491701234567", ""","caller":"+4930999" """ },
        { false, "", "", "+491701234567", "" },
        { false, "+", "", null, "" },
        { true, "+", "+4930999", "+491701234567", ""","anonymous":true""" },
        { true, "+", "", null, ""","anonymous":true""" },
    };

    [Theory]
    [MemberData(nameof(Callers))]
    [Case("webinars P41")]
    public void The_order_says_which_number_is_shown(bool anonymous, string prefix, string fallback, string? own, string shown)
    {
        var order = DialOutRules.Order("+491601231212", 7, "0a1b", own, new DialOutCallerSettings(anonymous, prefix, fallback));

        var expected = """{"type":"dialout","dialout":{"number":"+491601231212","options":{"attendeeId":7,"actorType":"phones","actorId":"0a1b" """ + shown + "}}}";
        var actual = JsonSerializer.SerializeToElement(order, OcsJson.Options);
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(expected).RootElement, actual), actual.GetRawText());
    }

    [Fact]
    public void An_answer_with_an_id_is_a_call() =>
        Assert.Equal("c-1", DialOutRules.CallIdOf("""{"type":"dialout","dialout":{"callid":"c-1"}}""").Value);

    [Fact]
    [Case("webinars P40")]
    public void An_answer_with_an_error_is_passed_on()
    {
        var refusal = DialOutRules.CallIdOf("""{"type":"dialout","dialout":{"error":{"code":"busy","message":"The line is busy","details":{}}}}""").Refusal!;

        Assert.Equal(("busy", "The line is busy"), (refusal.Error, refusal.Message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("<html>")]
    [InlineData("""{"type":"dialout"}""")]
    [InlineData("""{"type":"dialout","dialout":[]}""")]
    [InlineData("""{"type":"dialout","dialout":{}}""")]
    [InlineData("""{"type":"dialout","dialout":{"callid":""}}""")]
    [InlineData("""{"type":"dialout","dialout":{"callid":7}}""")]
    [InlineData("""{"type":"dialout","dialout":{"error":{"message":"no code"}}}""")]
    [InlineData("""{"type":"other","dialout":{"callid":"c"}}""")]
    public void Any_other_answer_is_of_no_use(string answer) =>
        Assert.Equal(DialOutRules.NoBackend, DialOutRules.CallIdOf(answer).Refusal);

    /// <summary>Everything is wrong; each step puts one thing right.</summary>
    [Fact]
    [Case("webinars P38")]
    public void Call_and_caller_come_before_the_right_to_dial_out()
    {
        var facts = new DialOutFacts { IsClassified = true, HasCall = false, CallerIsInCall = false, MayDialOut = false };

        Assert.Equal((Common.RefusalKind.Invalid, null), KindOf(facts));
        Assert.Equal((Common.RefusalKind.Invalid, null), KindOf(facts with { IsClassified = false }));
        Assert.Equal((Common.RefusalKind.Invalid, null), KindOf(facts with { IsClassified = false, HasCall = true }));
        Assert.Equal((Common.RefusalKind.NotImplemented, "sip"), KindOf(facts with { IsClassified = false, HasCall = true, CallerIsInCall = true }));
        Assert.Null(DialOutRules.Check(new DialOutFacts()));
    }

    private static (Common.RefusalKind Kind, string? Word) KindOf(DialOutFacts facts)
    {
        var refusal = DialOutRules.Check(facts)!;
        return (refusal.Kind, refusal.Error);
    }
}
