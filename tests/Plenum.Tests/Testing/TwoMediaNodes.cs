namespace Plenum.Tests.Testing;

/// <summary>Two servers on one database, and one Janus that both use.</summary>
public sealed class TwoMediaNodes : TwoNodes, IAsyncLifetime
{
    private readonly MediaServer first;

    public TwoMediaNodes()
        : this(new MediaServer())
    {
    }

    private TwoMediaNodes(MediaServer first)
        : base(first) => this.first = first;

    internal JanusProcess Janus => first.Janus;

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        if (!TestDatabase.IsPostgres) return;

        await first.PrepareAsync();
        await InitializeAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        if (first.Janus is not null) await first.Janus.DisposeAsync();
    }
}
