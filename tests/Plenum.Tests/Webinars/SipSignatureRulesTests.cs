using Plenum.Tests.Testing;
using Plenum.Webinars;

namespace Plenum.Tests.Webinars;

public sealed class SipSignatureRulesTests
{
    private const string Secret = "1234567890abcdef";
    private const string Random = "0123456789abcdef0123456789abcdef";
    private const string OfToken = "d5eb6a8e8e8dcaac0c00a98011c6c0b32c5b3d1ce740a625b2a78e8b58447a44";

    [Theory]
    [InlineData("4712035987", OfToken)]
    [InlineData("+4930123456", "f15d95461f2caa362d7fa0862621b9900125518189b8c5a937fe2a0e25ee296b")]
    [InlineData("", "e7006f9764c613fe95a2ffa1765accba634f9e2980e6f1643bd7a0582a27c3d3")]
    [Case("webinars P25")]
    public void The_published_checksums_are_computed(string data, string checksum) =>
        Assert.Equal(checksum, SipSignatureRules.Checksum(Random, Secret, data));

    [Fact]
    public void Without_headers_nobody_claims_to_be_the_bridge() =>
        Assert.Equal(SipSignature.Absent, SipSignatureRules.Judge("", "", Secret, "4712035987"));

    [Fact]
    public void The_right_checksum_is_valid() =>
        Assert.Equal(SipSignature.Valid, SipSignatureRules.Judge(Random, OfToken, Secret, "4712035987"));

    [Fact]
    [Case("webinars P24")]
    public void A_checksum_in_upper_case_is_valid() =>
        Assert.Equal(SipSignature.Valid, SipSignatureRules.Judge(Random, OfToken.ToUpperInvariant(), Secret, "4712035987"));

    [Theory]
    [InlineData(Random, "", "checksum missing")]
    [InlineData("", OfToken, "random missing")]
    [InlineData(Random, "0" + OfToken, "a digit too many")]
    [InlineData(Random, "e5eb6a8e8e8dcaac0c00a98011c6c0b32c5b3d1ce740a625b2a78e8b58447a44", "one digit changed")]
    [InlineData("1123456789abcdef0123456789abcdef", OfToken, "another random")]
    [InlineData(Random, "ü", "not hexadecimal")]
    [Case("webinars P23")]
    public void Anything_else_is_wrong(string random, string checksum, string why) =>
        Assert.True(SipSignatureRules.Judge(random, checksum, Secret, "4712035987") == SipSignature.Wrong, why);

    [Theory]
    [InlineData(31, SipSignature.Wrong)]
    [InlineData(32, SipSignature.Valid)]
    [InlineData(33, SipSignature.Valid)]
    [Case("webinars P23")]
    public void The_random_has_32_bytes_at_least(int length, object expected)
    {
        var random = new string('r', length);

        var signature = SipSignatureRules.Judge(random, SipSignatureRules.Checksum(random, Secret, "token"), Secret, "token");

        Assert.Equal((SipSignature)expected, signature);
    }

    [Fact]
    public void Bytes_count_not_letters()
    {
        var random = new string('ü', 16);

        var signature = SipSignatureRules.Judge(random, SipSignatureRules.Checksum(random, Secret, "token"), Secret, "token");

        Assert.Equal(SipSignature.Valid, signature);
    }

    [Fact]
    public void Without_a_secret_on_the_server_nothing_is_valid() =>
        Assert.Equal(SipSignature.Wrong, SipSignatureRules.Judge(Random, SipSignatureRules.Checksum(Random, "", "token"), "", "token"));

    [Fact]
    public void A_signature_is_good_for_what_it_was_made_for_only() =>
        Assert.Equal(SipSignature.Wrong, SipSignatureRules.Judge(Random, OfToken, Secret, "4712035986"));
}
