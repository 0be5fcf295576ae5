using Microsoft.Extensions.DependencyInjection;
using Plenum.Common;
using Plenum.Realtime;
using Plenum.Storage;

namespace Plenum.Tests.Testing;

/// <summary>Whoever shares a backplane: on SQLite one node with the backplane of its process, on PostgreSQL two nodes.</summary>
public sealed class BackplaneNodes : IAsyncLifetime
{
    private readonly PlenumServer speaker = new();
    private readonly PlenumServer? other;

    public BackplaneNodes() => other = TestDatabase.IsPostgres ? new PlenumServer(speaker) : null;

    /// <summary>The node that says something.</summary>
    internal PlenumServer Speaker => speaker;

    /// <summary>Everybody who has to hear it, the speaker as well.</summary>
    internal IReadOnlyList<PlenumServer> All => other is null ? [speaker] : [speaker, other];

    public async ValueTask InitializeAsync()
    {
        await speaker.InitializeAsync();
        if (other is not null) await other.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (other is not null) await other.DisposeAsync();
        await speaker.DisposeAsync();
    }
}

/// <summary>Says something in a unit of work of its own.</summary>
internal static class Speaking
{
    public static Task SayAsync(this PlenumServer node, params Announcement[] announcements) =>
        node.InUnitAsync(unit =>
        {
            Array.ForEach(announcements, unit.Announce);
            return Task.FromResult(Result.Done);
        });

    public static async Task<Result<Nothing>> InUnitAsync(this PlenumServer node, Func<UnitOfWork, Task<Result<Nothing>>> work)
    {
        await using var scope = node.Services.CreateAsyncScope();
        var unit = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        return await unit.RunAsync(() => work(unit), CancellationToken.None);
    }
}
