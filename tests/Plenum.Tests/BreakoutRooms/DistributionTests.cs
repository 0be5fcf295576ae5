using Plenum.BreakoutRooms;
using Plenum.Common;
using Plenum.Tests.Testing;

namespace Plenum.Tests.BreakoutRooms;

public sealed class DistributionTests
{
    [Theory]
    [Case("webinars B02", "webinars B03", "webinars B04")]
    [InlineData(0, 3, "0 0 0")]
    [InlineData(1, 2, "1 0")]
    [InlineData(3, 3, "1 1 1")]
    [InlineData(7, 3, "3 2 2")]
    [InlineData(20, 20, "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1")]
    [InlineData(1000, 3, "334 333 333")]
    [InlineData(5, 1, "5")]
    public void Rooms_differ_by_at_most_one_and_the_lowest_fill_first(int people, int amount, string sizes)
    {
        var rooms = Distribution.Of(Enumerable.Range(0, people), amount, new SeededDice(1));

        Assert.Equal(sizes, string.Join(' ', rooms.Select(room => room.Count)));
    }

    [Fact]
    public void Everybody_is_in_exactly_one_room()
    {
        var rooms = Distribution.Of(Enumerable.Range(0, 100), amount: 7, new SeededDice(2));

        Assert.Equal(Enumerable.Range(0, 100), rooms.SelectMany(room => room).Order());
    }

    [Fact]
    [Case("webinars B03")]
    public void Every_place_is_equally_likely_for_everybody()
    {
        const int Runs = 6000;
        var dice = new SeededDice(3);
        var inFirstRoom = new int[6];

        for (var run = 0; run < Runs; run++)
        {
            foreach (var person in Distribution.Of(Enumerable.Range(0, 6), amount: 3, dice)[0]) inFirstRoom[person]++;
        }

        // A third of 6000, give or take six standard deviations.
        Assert.All(inFirstRoom, times => Assert.InRange(times, 1780, 2220));
    }

    private sealed class SeededDice(int seed) : Dice
    {
        private readonly Random random = new(seed);

        public override int Next(int limit) => random.Next(limit);
    }
}
