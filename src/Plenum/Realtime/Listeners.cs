using System.Collections.Immutable;
using System.Threading.Channels;

namespace Plenum.Realtime;

/// <summary>Who hears announcements on this node. One listener that fails or takes its time is no reason for the others not to hear.</summary>
internal sealed partial class Listeners(ILogger log)
{
    /// <summary>What other nodes said waits here for a listener that takes its time; then the speakers wait as well.</summary>
    private const int LongestQueue = 10_000;

    private ImmutableArray<Subscription> all = [];
    private ImmutableArray<Action<IReadOnlyList<Announcement>>> own = [];

    public IDisposable Add(Action<Announcement> listener)
    {
        var subscription = new Subscription(this, listener);
        ImmutableInterlocked.Update(ref all, known => known.Add(subscription));
        return subscription;
    }

    public IDisposable AddOwn(Action<IReadOnlyList<Announcement>> listener)
    {
        ImmutableInterlocked.Update(ref own, known => known.Add(listener));
        return new Removal(() => ImmutableInterlocked.Update(ref own, known => known.Remove(listener)));
    }

    /// <summary>What happened on this node: everybody has heard it when this returns.</summary>
    public void Tell(IReadOnlyList<Announcement> announcements)
    {
        if (announcements.Count > 0) TellOwn(announcements);
        foreach (var announcement in announcements)
        {
            foreach (var subscription in all) subscription.Hear(announcement);
        }
    }

    /// <summary>What other nodes say: everybody hears it in this order, as soon as he is ready.</summary>
    public async ValueTask PassOnAsync(IReadOnlyList<Announcement> announcements, CancellationToken ct)
    {
        foreach (var announcement in announcements)
        {
            foreach (var subscription in all) await subscription.QueueAsync(announcement, ct);
        }
    }

    private void TellOwn(IReadOnlyList<Announcement> announcements)
    {
        foreach (var listener in own)
        {
            try
            {
                listener(announcements);
            }
            catch (Exception exception)
            {
                Note(exception, announcements[0]);
            }
        }
    }

    private void Note(Exception exception, Announcement announcement) => Failed(log, exception, announcement.GetType().Name);

    [LoggerMessage(Level = LogLevel.Error, Message = "A listener failed on {Announcement}")]
    private static partial void Failed(ILogger logger, Exception exception, string announcement);

    private sealed class Removal(Action remove) : IDisposable
    {
        public void Dispose() => remove();
    }

    private sealed class Subscription : IDisposable
    {
        private readonly Listeners owner;
        private readonly Action<Announcement> listener;
        private readonly Channel<Announcement> queue = Channel.CreateBounded<Announcement>(new BoundedChannelOptions(LongestQueue) { SingleReader = true });
        private volatile bool isDisposed;

        public Subscription(Listeners owner, Action<Announcement> listener)
        {
            (this.owner, this.listener) = (owner, listener);
            _ = DeliverAsync();
        }

        public void Hear(Announcement announcement)
        {
            if (isDisposed) return;

            try
            {
                listener(announcement);
            }
            catch (Exception exception)
            {
                owner.Note(exception, announcement);
            }
        }

        public async ValueTask QueueAsync(Announcement announcement, CancellationToken ct)
        {
            while (await queue.Writer.WaitToWriteAsync(ct))
            {
                if (queue.Writer.TryWrite(announcement)) return;
            }
        }

        public void Dispose()
        {
            isDisposed = true;
            ImmutableInterlocked.Update(ref owner.all, known => known.Remove(this));
            queue.Writer.TryComplete();
        }

        private async Task DeliverAsync()
        {
            await foreach (var announcement in queue.Reader.ReadAllAsync()) Hear(announcement);
        }
    }
}
