using Plenum.Meetings;

namespace Plenum.Signaling;

/// <summary>
/// What everybody inside a room may do, as those in it have heard it last: whose role or permissions change stands in the
/// next list, also without being in the call (calls §E.7). The hub's lock guards it.
/// </summary>
internal sealed class RightsBook
{
    private readonly HashSet<string> changed = new(StringComparer.Ordinal);
    private Dictionary<string, (ParticipantType Type, Permissions Permissions)> known = new(StringComparer.Ordinal);

    /// <summary>Notes what is different. Whoever is new has changed nothing.</summary>
    public void Look(IReadOnlyCollection<(string Id, RosterRow Row)> present)
    {
        var now = new Dictionary<string, (ParticipantType Type, Permissions Permissions)>(present.Count, StringComparer.Ordinal);
        foreach (var (id, row) in present)
        {
            now[id] = (row.Type, row.Permissions);
            if (known.TryGetValue(id, out var before) && before != now[id]) changed.Add(id);
        }

        known = now;
        changed.IntersectWith(now.Keys);
    }

    public bool HasChanged(string id) => changed.Contains(id);

    /// <summary>Everybody has heard.</summary>
    public void Settle() => changed.Clear();
}
