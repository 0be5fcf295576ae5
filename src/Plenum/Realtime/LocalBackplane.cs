using System.Collections.Immutable;

namespace Plenum.Realtime;

/// <summary>The backplane of a single node: a list of listeners in this process.</summary>
internal sealed class LocalBackplane : IBackplane
{
    private ImmutableArray<Action<Announcement>> listeners = [];

    public Task PublishAsync(IReadOnlyList<Announcement> announcements)
    {
        foreach (var announcement in announcements)
        {
            foreach (var listener in listeners) listener(announcement);
        }

        return Task.CompletedTask;
    }

    public IDisposable Subscribe(Action<Announcement> listener)
    {
        ImmutableInterlocked.Update(ref listeners, all => all.Add(listener));
        return new Subscription(this, listener);
    }

    private sealed class Subscription(LocalBackplane owner, Action<Announcement> listener) : IDisposable
    {
        public void Dispose() => ImmutableInterlocked.Update(ref owner.listeners, all => all.Remove(listener));
    }
}
