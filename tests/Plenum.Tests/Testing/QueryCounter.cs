using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Plenum.Storage;

namespace Plenum.Tests.Testing;

/// <summary>Counts the commands that one server sends to its database.</summary>
internal sealed class QueryCounter : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private const string EntityFramework = "Microsoft.EntityFrameworkCore";

    private readonly List<IDisposable> subscriptions = [];
    private readonly string database;
    private readonly ConcurrentDictionary<DbContextId, int> readsOf = new();
    private int count;

    private QueryCounter(string database) => this.database = database;

    public static async Task<QueryCounter> StartAsync(PlenumServer server)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var connection = scope.ServiceProvider.GetRequiredService<PlenumDb>().Database.GetDbConnection();
        var counter = new QueryCounter(NameOf(connection));
        counter.subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(counter));
        return counter;
    }

    /// <summary>How many there were since the last time.</summary>
    public int Take() => Interlocked.Exchange(ref count, 0);

    /// <summary>The reading commands of the request that sent most of them: neither what inserts or updates counts nor what happens in the background.</summary>
    public int ReadsOfOneRequest => readsOf.Values.DefaultIfEmpty().Max();

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == EntityFramework) subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is not CommandExecutedEventData executed || executed.Command.Connection is not { } connection || NameOf(connection) != database) return;

        Interlocked.Increment(ref count);
        var reads = executed.Command.CommandText.TrimStart().StartsWith("SELECT", StringComparison.Ordinal);
        if (reads && executed.Context is { } context) readsOf.AddOrUpdate(context.ContextId, 1, (_, before) => before + 1);
    }

    private static string NameOf(DbConnection connection) => $"{connection.DataSource}/{connection.Database}";

    public void OnCompleted()
    {
        // The server has stopped; nothing more is counted.
    }

    public void OnError(Exception error)
    {
        // Nobody reports errors this way.
    }

    public void Dispose() => subscriptions.ForEach(subscription => subscription.Dispose());
}
