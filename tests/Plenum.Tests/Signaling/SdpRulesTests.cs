using Plenum.Media;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Signaling;

public sealed class SdpRulesTests
{
    [Theory]
    [InlineData("v=0|m=audio 9 X 0|m=video 9 X 0", SentMedia.Audio | SentMedia.Video)]
    [InlineData("v=0|m=audio 9 X 0|a=recvonly|m=video 9 X 0|a=sendonly", SentMedia.Video)]
    [InlineData("v=0|a=recvonly|m=audio 9 X 0|m=video 9 X 0|a=sendrecv", SentMedia.Video)]
    [InlineData("v=0|a=inactive|m=audio 9 X 0|m=video 9 X 0", SentMedia.None)]
    [InlineData("v=0|m=audio 9 X 0|a=inactive|m=application 9 X 0", SentMedia.None)]
    [InlineData("v=0|m=audio 9 X 0|a=sendrecv", SentMedia.Audio)]
    [InlineData("", SentMedia.None)]
    [InlineData("a=sendrecv", SentMedia.None)]
    [Case("calls 61")]
    public void The_direction_of_each_section_counts(string lines, object expected)
    {
        Assert.Equal(expected, SdpRules.Sent(lines.Replace("|", "\r\n", StringComparison.Ordinal)));
        Assert.Equal(expected, SdpRules.Sent(lines.Replace('|', '\n')));
    }
}
