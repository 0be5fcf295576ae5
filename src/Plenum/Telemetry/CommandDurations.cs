using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Plenum.Telemetry;

/// <summary>Measures every command to the database; only while metrics are exported, because each costs an allocation more.</summary>
internal sealed class CommandDurations : DbCommandInterceptor
{
    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result) =>
        Measured(eventData, result);

    public override ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Measured(eventData, result));

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result) =>
        Measured(eventData, result);

    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Measured(eventData, result));

    public override object? ScalarExecuted(DbCommand command, CommandExecutedEventData eventData, object? result) =>
        Measured(eventData, result);

    public override ValueTask<object?> ScalarExecutedAsync(DbCommand command, CommandExecutedEventData eventData, object? result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Measured(eventData, result));

    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) =>
        PlenumMetrics.DatabaseCommand(eventData.Duration, succeeded: false);

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        CommandFailed(command, eventData);
        return Task.CompletedTask;
    }

    private static T Measured<T>(CommandExecutedEventData executed, T result)
    {
        PlenumMetrics.DatabaseCommand(executed.Duration, succeeded: true);
        return result;
    }
}
