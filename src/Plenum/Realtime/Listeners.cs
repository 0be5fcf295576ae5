using System.Collections.Immutable;

namespace Plenum.Realtime;

/// <summary>Who hears announcements on this node.</summary>
internal sealed class Listeners
{
    private ImmutableArray<Action<Announcement>> all = [];

    public IDisposable Add(Action<Announcement> listener)
    {
        ImmutableInterlocked.Update(ref all, known => known.Add(listener));
        return new Subscription(this, listener);
    }

    public void Tell(IReadOnlyList<Announcement> announcements)
    {
        foreach (var announcement in announcements)
        {
            foreach (var listener in all) listener(announcement);
        }
    }

    private sealed class Subscription(Listeners owner, Action<Announcement> listener) : IDisposable
    {
        public void Dispose() => ImmutableInterlocked.Update(ref owner.all, known => known.Remove(listener));
    }
}
