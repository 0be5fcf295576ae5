namespace Plenum.Realtime;

/// <summary>Carries announcements to everybody who listens, on this node and on all others, in the order of each publisher.</summary>
internal interface IBackplane
{
    Task PublishAsync(IReadOnlyList<Announcement> announcements);

    /// <summary>Calls <paramref name="listener"/> for every announcement until the returned object is disposed. Listeners return quickly and never throw.</summary>
    IDisposable Subscribe(Action<Announcement> listener);
}
