using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Plenum.Tests.Testing;

/// <summary>Hears of every command that one server sends to its database.</summary>
internal sealed class CommandLog(IHttpContextAccessor requests) : DbCommandInterceptor
{
    /// <summary>Null while nobody counts.</summary>
    public QueryCounter? Counter { get; set; }

    private Func<string, bool>? awaited;
    private TaskCompletionSource? executed;

    /// <summary>Returns once a command like this has written something.</summary>
    public Task WrittenAsync(Func<string, bool> command)
    {
        executed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        awaited = command;
        return executed.Task;
    }

    public override ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        Counter?.Count(eventData, requests.HttpContext);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Counter?.Count(eventData, requests.HttpContext);
        if (awaited?.Invoke(command.CommandText) == true) executed!.TrySetResult();
        return ValueTask.FromResult(result);
    }

    public override ValueTask<object?> ScalarExecutedAsync(DbCommand command, CommandExecutedEventData eventData, object? result, CancellationToken cancellationToken = default)
    {
        Counter?.Count(eventData, requests.HttpContext);
        return ValueTask.FromResult(result);
    }
}

/// <summary>Counts the commands that one server sends to its database.</summary>
internal sealed class QueryCounter : IDisposable
{
    private readonly CommandLog log;
    private readonly ConcurrentDictionary<string, int> readsOf = new();
    private readonly ConcurrentQueue<string> texts = new();
    private int count;

    private QueryCounter(CommandLog log) => this.log = log;

    /// <summary>The reading commands of the request that sent most of them: neither what inserts or updates counts nor what the server does by itself meanwhile.</summary>
    public int ReadsOfOneRequest => readsOf.Values.DefaultIfEmpty().Max();

    public static QueryCounter Start(PlenumServer server)
    {
        var all = server.Services.GetServices<IInterceptor>().OfType<CommandLog>().Single();
        return all.Counter = new QueryCounter(all);
    }

    /// <summary>How many there were with all of these parts.</summary>
    public int With(params string[] parts) => texts.Count(text => parts.All(part => text.Contains(part, StringComparison.Ordinal)));

    /// <summary>How many there were since the last time.</summary>
    public int Take() => Interlocked.Exchange(ref count, 0);

    /// <param name="request">Null for what no request has asked for.</param>
    public void Count(CommandExecutedEventData executed, HttpContext? request)
    {
        Interlocked.Increment(ref count);
        texts.Enqueue(executed.Command.CommandText);
        var reads = executed.Command.CommandText.TrimStart().StartsWith("SELECT", StringComparison.Ordinal);
        if (reads && request is not null) readsOf.AddOrUpdate(request.TraceIdentifier, 1, (_, before) => before + 1);
    }

    public void Dispose() => log.Counter = null;
}
