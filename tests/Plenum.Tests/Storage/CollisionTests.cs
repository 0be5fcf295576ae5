using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Settings;
using Plenum.Storage;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Storage;

/// <summary>Two transactions that are in each other's way: nobody outside learns of it.</summary>
public sealed class CollisionTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [PostgresFact]
    public async Task Two_that_wait_for_each_other_are_both_done_in_the_end()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());

        var tries = await Task.WhenAll(Crosswise(ada.User, bob.User, first, second), Crosswise(bob.User, ada.User, second, first));

        Assert.True(tries.Sum() >= 3, "Nobody had to give way.");

        Task<int> Crosswise(string one, string other, TaskCompletionSource mine, TaskCompletionSource theirs) => TriesAsync(async db =>
        {
            await TakeAsync(db, one);
            mine.TrySetResult();
            await theirs.Task;
            await TakeAsync(db, other);
        });
    }

    [PostgresFact]
    public async Task What_cannot_be_serialized_is_done_again_on_what_the_other_left()
    {
        var ada = await server.PersonAsync("ada");
        var read = new List<string>();

        var tries = await TriesAsync(async db =>
        {
            await db.Database.ExecuteSqlRawAsync("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            var account = await db.Set<Account>().SingleAsync(account => account.Id == ada.User);
            read.Add(account.DisplayName);
            if (read.Count == 1) await server.InDbAsync(other => other.Set<Account>().Where(row => row.Id == ada.User).ExecuteUpdateAsync(row => row.SetProperty(value => value.DisplayName, "Theirs")));
            account.DisplayName += " and mine";
        });

        Assert.Equal(2, tries);
        Assert.Equal("Theirs and mine", await server.FromDbAsync(db => db.Set<Account>().Where(row => row.Id == ada.User).Select(row => row.DisplayName).SingleAsync()));
    }

    [PostgresFact]
    public async Task A_row_that_somebody_else_inserts_meanwhile_is_found_the_second_time()
    {
        var key = PlenumServer.Unique("key");

        var tries = await TriesAsync(async db =>
        {
            if (await db.AppConfig.SingleOrDefaultAsync(entry => entry.Key == key) is { } entry) entry.Value += " and mine";
            else
            {
                await server.InDbAsync(other => Task.FromResult(other.AppConfig.Add(new AppConfigValue { App = "test", Key = key, Value = "theirs" })));
                db.AppConfig.Add(new AppConfigValue { App = "test", Key = key, Value = "mine" });
            }
        });

        Assert.Equal(2, tries);
        Assert.Equal("theirs and mine", await server.FromDbAsync(db => db.AppConfig.Where(entry => entry.Key == key).Select(entry => entry.Value).SingleAsync()));
    }

    [Fact]
    public async Task What_was_stale_when_it_could_be_locked_is_read_again()
    {
        var stale = true;

        var tries = await TriesAsync(_ => stale ? throw Once(new StaleReadException()) : Task.CompletedTask);

        Assert.Equal(2, tries);

        Exception Once(Exception exception)
        {
            stale = false;
            return exception;
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public async Task A_file_that_another_process_holds_is_asked_for_once_more_and_is_an_outage_then(int code)
    {
        var tries = 0;

        var failure = await Assert.ThrowsAsync<SqliteException>(() => TriesAsync(_ =>
        {
            tries++;
            throw new SqliteException("busy", code);
        }));

        Assert.Equal(2, tries);
        Assert.True(failure.IsOutage());
    }

    [Fact]
    public async Task While_another_process_writes_to_the_file_requests_wait_and_succeed()
    {
        Assert.SkipWhen(TestDatabase.IsPostgres, "About the file of SQLite.");
        var ada = await server.PersonAsync("ada");
        (await ada.GetAsync("/ocs/v2.php/cloud/user")).Expect(200);
        var file = await server.FromDbAsync(db => Task.FromResult(new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource));
        await using var other = new SqliteConnection($"Data Source={file};Pooling=False");
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using var writing = (SqliteTransaction)await other.BeginTransactionAsync(TestContext.Current.CancellationToken);

        var creating = ada.CreateGroupAsync();
        (await ada.GetAsync("v4/room")).Expect(200);
        var waited = !creating.IsCompleted;
        await writing.RollbackAsync(TestContext.Current.CancellationToken);

        Assert.True(waited);
        Assert.Equal(201, (await creating).Status);
    }

    [Fact]
    public void A_crush_that_does_not_end_is_an_outage_and_a_bug_is_none()
    {
        Assert.True(new DbUpdateConcurrencyException().IsOutage());
        Assert.True(new InvalidOperationException("An exception has been raised that is likely due to a transient failure.", new StaleReadException()).IsOutage());
        Assert.False(new InvalidOperationException().IsOutage());
    }

    /// <returns>How often the work was done until it was saved.</returns>
    private async Task<int> TriesAsync(Func<PlenumDb, Task> work)
    {
        var tries = 0;
        await using var scope = server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PlenumDb>();
        await scope.ServiceProvider.GetRequiredService<UnitOfWork>().RunAsync(
            async () =>
            {
                tries++;
                await work(db);
                return Result.Done;
            },
            CancellationToken.None);
        return tries;
    }

    private static Task<int> TakeAsync(PlenumDb db, string account) =>
        db.Database.ExecuteSqlAsync($"""SELECT 1 FROM "Accounts" WHERE "Id" = {account} FOR UPDATE""");
}
