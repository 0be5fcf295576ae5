using Plenum.Common;

namespace Plenum.BreakoutRooms;

/// <summary>Spreads people over rooms at random and evenly (webinars §5.3).</summary>
internal static class Distribution
{
    /// <returns>
    /// As many lists as rooms. Every order of people is equally likely; the i-th goes to room i mod amount, so sizes
    /// differ by at most one and the lowest rooms fill first.
    /// </returns>
    public static IReadOnlyList<IReadOnlyList<T>> Of<T>(IEnumerable<T> people, int amount, Dice dice)
    {
        var order = people.ToArray();
        dice.Shuffle<T>(order);
        var rooms = Enumerable.Range(0, amount).Select(_ => new List<T>()).ToArray();
        for (var i = 0; i < order.Length; i++) rooms[i % amount].Add(order[i]);
        return rooms;
    }
}
