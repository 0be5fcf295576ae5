using Plenum.Webinars;

namespace Plenum.Tests.Webinars;

public sealed class SipPhoneNumberRulesTests
{
    [Theory]
    [InlineData("+491601231212", "", "+491601231212")]
    [InlineData("00491601231212", "", "+491601231212")]
    [InlineData("  +49 160 / 123-12.12 ", "", "+491601231212")]
    [InlineData("+49 (0) 160 1231212", "", "+491601231212")]
    [InlineData("+4901601231212", "", "+491601231212")]
    [InlineData("0160 1231212", "DE", "+491601231212")]
    [InlineData("160 1231212", "de", "+491601231212")]
    [InlineData("(030) 123456", "DE", "+4930123456")]
    [InlineData("044 668 18 00", "CH", "+41446681800")]
    [InlineData("01 23 45 67 89", "FR", "+33123456789")]
    [InlineData("06 1234 5678", "IT", "+390612345678")]
    [InlineData("+39 06 1234 5678", "DE", "+390612345678")]
    [InlineData("06 30 123 4567", "HU", "+36301234567")]
    [InlineData("(212) 555-0123", "US", "+12125550123")]
    [InlineData("1 212 555 0123", "US", "+12125550123")]
    [InlineData("011 49 30 123456", "US", "+4930123456")]
    [InlineData("8 495 123 45 67", "RU", "+74951234567")]
    [InlineData("800 123 45 67", "RU", "+78001234567")]
    [InlineData("810 49 30 123456", "RU", "+4930123456")]
    [InlineData("+2982 12345", "", "+298212345")]
    public void A_number_has_one_form(string text, string region, string expected) =>
        Assert.Equal(expected, PhoneNumberRules.Normalise(text, region));

    [Theory]
    [InlineData("", "DE", "nothing")]
    [InlineData("+", "DE", "no digits")]
    [InlineData("++491601231212", "DE", "two plus signs")]
    [InlineData("49+1601231212", "DE", "a plus sign inside")]
    [InlineData("0160 1231212", "", "national without a country")]
    [InlineData("0160 1231212", "XX", "national in an unknown country")]
    [InlineData("0160CALLME", "DE", "letters")]
    [InlineData("+49160123121２", "DE", "a digit of another script")]
    [InlineData("+4916", "DE", "too short")]
    [InlineData("+491601231212123456", "DE", "too long")]
    [InlineData("+9991601231212", "DE", "no such country")]
    [InlineData("+0491601231212", "DE", "no country begins with 0")]
    [InlineData("0000491601231212", "DE", "0 after 00")]
    [InlineData("+1212555012", "", "too short for its country")]
    [InlineData("+3312345678", "", "too short for its country")]
    [InlineData("tel:+491601231212", "DE", "an address")]
    [InlineData("+491601231212;ext=5", "DE", "an extension")]
    [InlineData("+491601231212\n+4930123456", "DE", "two lines")]
    public void What_is_no_number_is_not_guessed_at(string text, string region, string why) =>
        Assert.True(PhoneNumberRules.Normalise(text, region) is null, why);

    [Theory]
    [InlineData("+491601231212")]
    [InlineData("+390612345678")]
    [InlineData("+12125550123")]
    public void The_form_of_a_number_is_the_form_of_itself(string number) =>
        Assert.Equal(number, PhoneNumberRules.Normalise(number, "DE"));

    [Fact]
    public void Others_do_not_see_the_last_four_digits() =>
        Assert.Equal("+49160123…", PhoneNumberRules.Masked("+491601231212"));
}
