using System.Text.Json;
using System.Text.Json.Nodes;
using Plenum.Calls;
using Plenum.Signaling;

namespace Plenum.Tests.Signaling;

public sealed class HandSignalsTests
{
    [Theory]
    [InlineData("""{"type":"raiseHand","payload":{"state":true,"timestamp":1700000000123}}""", true, 1700000000123)]
    [InlineData("""{"type":"raiseHand","payload":{"state":false,"timestamp":5},"roomType":"video","to":"x"}""", false, 5L)]
    [InlineData("""{"type":"raiseHand","payload":{"state":true}}""", true, null)]
    [InlineData("""{"type":"raiseHand","payload":{"state":true,"timestamp":"now"}}""", true, null)]
    [InlineData("""{"type":"raiseHand","payload":{"state":true,"timestamp":1.5}}""", true, null)]
    [InlineData("""{"type":"raiseHand","payload":{"state":"up"}}""", null, null)]
    [InlineData("""{"type":"raiseHand","payload":{}}""", null, null)]
    [InlineData("""{"type":"raiseHand","payload":true}""", null, null)]
    [InlineData("""{"type":"raiseHand"}""", null, null)]
    [InlineData("""{"type":"unmute","payload":{"state":true}}""", null, null)]
    [InlineData("""{}""", null, null)]
    public void What_a_Talk_app_says_of_its_hand(string data, bool? raised, long? stamp)
    {
        var expected = raised is { } up ? new SaidHand(up, stamp) : null;

        Assert.Equal(expected, HandSignals.Read(JsonElement.Parse(data)));
        Assert.Equal(expected, HandSignals.Read(new OutgoingSignal("from", "to", JsonNode.Parse(data)!.AsObject())));
    }
}
