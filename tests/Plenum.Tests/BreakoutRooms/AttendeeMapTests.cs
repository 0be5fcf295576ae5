using Plenum.BreakoutRooms;
using Plenum.Tests.Testing;

namespace Plenum.Tests.BreakoutRooms;

/// <summary>The grammar of webinars §5.4, row by row.</summary>
public sealed class AttendeeMapTests
{
    private const int Amount = 3;

    [Theory]
    [Case("webinars B18")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData(" { } ")]
    [InlineData("[\n]")]
    public void An_empty_map_is_valid(string json)
    {
        var map = AttendeeMap.Parse(json, Amount);

        Assert.Empty(map.Value.AttendeeIds);
    }

    [Theory]
    [Case("webinars B16", "webinars B17")]
    [InlineData(" ")]
    [InlineData("hello")]
    [InlineData("\"hello\"")]
    [InlineData("\"\"")]
    [InlineData("5")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("[[]]")]
    [InlineData("[{}]")]
    [InlineData("{")]
    [InlineData("{\"5\":0,}")]
    [InlineData("{\"5\":0} x")]
    [InlineData("{'5':0}")]
    [InlineData("{5:0}")]
    [InlineData("{\"a\":0}")]
    [InlineData("{\"\":0}")]
    [InlineData("{\"0\":1}")]
    [InlineData("{\"-3\":1}")]
    [InlineData("{\"+3\":1}")]
    [InlineData("{\"1.5\":1}")]
    [InlineData("{\"01\":1}")]
    [InlineData("{\" 1\":1}")]
    [InlineData("{\"1 \":1}")]
    [InlineData("{\"1e1\":1}")]
    [InlineData("{\"0x1\":1}")]
    [InlineData("{\"\u0661\":1}")]
    [InlineData("{\"9223372036854775808\":1}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"5\":\"0\"}")]
    [InlineData("{\"5\":null}")]
    [InlineData("{\"5\":true}")]
    [InlineData("{\"5\":[0]}")]
    [InlineData("{\"5\":{}}")]
    [InlineData("{\"5\":1.5}")]
    [InlineData("{\"5\":1.0}")]
    [InlineData("{\"5\":1e0}")]
    [InlineData("{\"5\":1E0}")]
    [InlineData("{\"5\":-0}")]
    [InlineData("{\"5\":-1}")]
    [InlineData("{\"5\":3}")]
    [InlineData("{\"5\":99999999999999999999}")]
    [InlineData("{\"5\":0,\"6\":3}")]
    public void Anything_else_than_room_numbers_for_attendee_ids_is_refused(string json)
    {
        var map = AttendeeMap.Parse(json, Amount);

        Assert.Equal(BreakoutRefusals.AttendeeMap, map.Refusal);
    }

    [Fact]
    public void A_map_deeper_than_any_map_can_be_is_refused()
    {
        var json = string.Concat(Enumerable.Repeat("{\"5\":", 5000));

        var map = AttendeeMap.Parse(json, Amount);

        Assert.Equal(BreakoutRefusals.AttendeeMap, map.Refusal);
    }

    [Theory]
    [InlineData("{\"5\":0}", 5, 0)]
    [InlineData("{\"5\":2}", 5, 2)]
    [InlineData(" {\n\"5\" : 1 } ", 5, 1)]
    [InlineData("{\"\\u0035\":1}", 5, 1)]
    [InlineData("{\"9223372036854775807\":1}", long.MaxValue, 1)]
    public void An_attendee_has_the_room_the_map_says(string json, long attendeeId, int room)
    {
        var map = AttendeeMap.Parse(json, Amount);

        Assert.Equal(room, map.Value.RoomOf(attendeeId));
    }

    [Theory]
    [InlineData("{\"5\":0,\"5\":2}")]
    [InlineData("{\"5\":99,\"5\":2}")]
    [InlineData("{\"5\":0,\"\\u0035\":2}")]
    public void Of_a_key_that_comes_twice_the_last_counts(string json)
    {
        var map = AttendeeMap.Parse(json, Amount);

        Assert.Equal(2, map.Value.RoomOf(5));
    }

    [Fact]
    public void An_attendee_the_map_does_not_name_has_no_room()
    {
        var map = AttendeeMap.Parse("{\"5\":0}", Amount);

        Assert.Null(map.Value.RoomOf(6));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_no_text() => Assert.False(AttendeeMap.Parse("{\"\ud800\":1}", 3).Succeeded);
}
