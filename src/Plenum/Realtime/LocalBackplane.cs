using System.Data.Common;

namespace Plenum.Realtime;

/// <summary>The backplane of a single node: a list of listeners in this process.</summary>
internal sealed class LocalBackplane(ILogger<LocalBackplane> log) : IBackplane
{
    private readonly Listeners listeners = new(log);

    public DateTimeOffset? DeafSince => null;

    public Task StageAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<Announcement> announcements, CancellationToken ct) => Task.CompletedTask;

    public void Publish(IReadOnlyList<Announcement> announcements) => listeners.Tell(announcements);

    public IDisposable Subscribe(Action<Announcement> listener) => listeners.Add(listener);

    public IDisposable SubscribeToOwn(Action<IReadOnlyList<Announcement>> listener) => listeners.AddOwn(listener);
}
