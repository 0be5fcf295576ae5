using System.Data.Common;

namespace Plenum.Realtime;

/// <summary>Carries announcements to everybody who listens, on this node and on all others, in the order of each publisher.</summary>
internal interface IBackplane
{
    /// <summary>
    /// Hands announcements to the other nodes as part of a transaction: they hear them when it commits, never before,
    /// and not at all when it does not.
    /// </summary>
    Task StageAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<Announcement> announcements, CancellationToken ct);

    /// <summary>Tells this node; called after the commit.</summary>
    void Publish(IReadOnlyList<Announcement> announcements);

    /// <summary>Since when this node hears nothing of the others; null while it does, and where there are none.</summary>
    DateTimeOffset? DeafSince { get; }

    /// <summary>
    /// Calls <paramref name="listener"/> for every announcement until the returned object is disposed, perhaps from several
    /// threads. Listeners return quickly; <see cref="MayHaveMissed"/> says that some could not be delivered.
    /// </summary>
    IDisposable Subscribe(Action<Announcement> listener);

    /// <summary>
    /// The same for what this node has committed, and nothing that others have: for news that leave the cluster and must
    /// do so once. What was committed together comes together, before the call that committed it returns.
    /// </summary>
    IDisposable SubscribeToOwn(Action<IReadOnlyList<Announcement>> listener);
}
