using System.Runtime.CompilerServices;

namespace Plenum.Tests.Testing;

/// <summary>
/// Two servers on one PostgreSQL database and one clock (<c>IClassFixture&lt;TwoNodes&gt;</c>). People are made at one
/// of them and talk to the other with <see cref="TalkClient.At(PlenumServer)"/>. On SQLite, which belongs to one
/// server, there is nothing to start: tests are marked <see cref="TwoNodesFactAttribute"/> and skipped there.
/// </summary>
public class TwoNodes : IAsyncLifetime
{
    private readonly PlenumServer a;
    private readonly PlenumServer b;

    public TwoNodes()
        : this(new PlenumServer())
    {
    }

    private protected TwoNodes(PlenumServer first) => (a, b) = (first, new PlenumServer(first));

    public PlenumServer A => a;

    public PlenumServer B => b;

    internal TestClock Clock => a.Clock;

    public async ValueTask InitializeAsync()
    {
        if (!TestDatabase.IsPostgres) return;

        await a.InitializeAsync();
        await b.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!TestDatabase.IsPostgres) return;

        await b.DisposeAsync();
        await a.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Moves the clock of both; both do what became due, at the same time.</summary>
    internal async Task AdvanceAsync(TimeSpan by)
    {
        Clock.Advance(by);
        await Task.WhenAll(a.AdvanceAsync(TimeSpan.Zero), b.AdvanceAsync(TimeSpan.Zero));
    }
}

/// <summary>Two servers that count wrong tries.</summary>
public sealed class TwoProtectedNodes() : TwoNodes(new ProtectedServer());

/// <summary>A test that needs several nodes on one database: PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TwoNodesFactAttribute : FactAttribute
{
    public TwoNodesFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Skip = TwoNodesSkip.Reason;
}

/// <inheritdoc cref="TwoNodesFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TwoNodesTheoryAttribute : TheoryAttribute
{
    public TwoNodesTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Skip = TwoNodesSkip.Reason;
}

internal static class TwoNodesSkip
{
    public static string? Reason => TestDatabase.IsPostgres ? null : "Several nodes share a PostgreSQL database (PLENUM_TEST_POSTGRES).";
}
