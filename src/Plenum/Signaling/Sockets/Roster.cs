namespace Plenum.Signaling;

/// <summary>
/// Everybody in a room, in frames of a hundred. They are built once and are the same for all who hear of everybody; only
/// who is not to hear of itself gets one of its own.
/// </summary>
internal sealed class Roster(IReadOnlyList<SeatElsewhere> members)
{
    private const int PerFrame = 100;

    private readonly SeatElsewhere[][] parts = [.. members.Chunk(PerFrame)];
    private readonly Dictionary<int, byte[]> joins = [];
    private readonly Dictionary<int, byte[]> leaves = [];

    /// <summary>They are there.</summary>
    public IEnumerable<byte[]> Joins(string? without) => Frames(without, joins, part => Signaling.Frames.Join(part.Select(member => member.Member)));

    /// <summary>They are there no more.</summary>
    public IEnumerable<byte[]> Leaves(string? without) => Frames(without, leaves, part => Signaling.Frames.Leave(part.Select(member => member.Id)));

    private IEnumerable<byte[]> Frames(string? without, Dictionary<int, byte[]> shared, Func<IEnumerable<SeatElsewhere>, byte[]> build)
    {
        for (var number = 0; number < parts.Length; number++)
        {
            var part = parts[number];
            if (without is not null && Array.Exists(part, member => member.Id == without))
            {
                if (part.Length > 1) yield return build(part.Where(member => member.Id != without));
            }
            else
            {
                if (!shared.TryGetValue(number, out var frame)) shared[number] = frame = build(part);
                yield return frame;
            }
        }
    }
}
