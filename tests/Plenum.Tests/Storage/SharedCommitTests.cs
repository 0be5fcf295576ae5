using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Settings;
using Plenum.Storage;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Storage;

/// <summary>Writers who queue for SQLite share a commit and notice nothing of it (ADR 9). On PostgreSQL the same holds without a queue.</summary>
public sealed class SharedCommitTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string App = "shared-commits";

    [Fact]
    public async Task Whoever_is_answered_is_stored_and_heard_in_the_order_of_the_queue()
    {
        var keys = Keys(10);
        var heard = server.Record();

        var results = await TogetherAsync(keys, (db, unit, key) =>
        {
            Write(db, key);
            unit.Announce(new RoomUpdated(0, key));
            return Task.FromResult(Result.Done);
        });

        Assert.All(results, result => Assert.True(result.Succeeded));
        Assert.Equal(keys.Order(), (await StoredAsync(keys)).Order());
        await Task.WhenAll(keys.Select(key => heard.HeardAsync(news => news is RoomUpdated && news.Token == key)));
        if (!TestDatabase.IsPostgres) Assert.Equal(keys, heard.About([.. keys]).Select(news => news.Token));
    }

    [Fact]
    public async Task A_refusal_or_a_failure_takes_back_its_own_writing_and_nobody_elses()
    {
        var keys = Keys(9);
        var heard = server.Record();

        var results = await TogetherAsync(keys, async (db, unit, key) =>
        {
            Write(db, key);
            unit.Announce(new RoomUpdated(0, key));
            await unit.FlushAsync(CancellationToken.None);
            return (Array.IndexOf(keys, key) % 3) switch
            {
                0 => Result.Done,
                1 => Refusal.Invalid("no"),
                _ => throw new InvalidOperationException("Broken on purpose."),
            };
        });

        string[] kept = [keys[0], keys[3], keys[6]];
        Assert.Equal(kept.Order(), (await StoredAsync(keys)).Order());
        Assert.Equal(kept.Length, results.Count(result => result.Succeeded));
        await Task.WhenAll(kept.Select(key => heard.HeardAsync(news => news is RoomUpdated && news.Token == key)));
        Assert.Equal(kept.Order(), heard.About(keys).Select(news => news.Token).Order());
    }

    [Fact]
    public async Task Somebody_who_goes_while_he_queues_leaves_nobody_waiting()
    {
        var keys = Keys(3);
        using var gone = new CancellationTokenSource();

        var all = TogetherAsync(
            keys,
            (db, _, key) =>
            {
                if (key == keys[0]) gone.Cancel();
                Write(db, key);
                return Task.FromResult(Result.Done);
            },
            key => key == keys[0] ? CancellationToken.None : gone.Token);

        var results = await all.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(results[0].Succeeded);
        Assert.Contains(keys[0], await StoredAsync(keys));
        Assert.Equal(results.Count(result => result.Succeeded), (await StoredAsync(keys)).Count);
    }

    private static string[] Keys(int count) => [.. Enumerable.Range(0, count).Select(_ => PlenumServer.Unique("key"))];

    private static void Write(PlenumDb db, string key) => db.AppConfig.Add(new AppConfigValue { App = App, Key = key, Value = "written" });

    private Task<List<string>> StoredAsync(string[] keys) =>
        server.FromDbAsync(db => db.AppConfig.Where(entry => entry.App == App && keys.Contains(entry.Key)).Select(entry => entry.Key).ToListAsync());

    /// <summary>A unit of work for each key; all of them queue, in order, before the first may begin.</summary>
    private async Task<Result<Nothing>[]> TogetherAsync(
        string[] keys, Func<PlenumDb, UnitOfWork, string, Task<Result<Nothing>>> work, Func<string, CancellationToken>? token = null)
    {
        var writer = server.Services.GetRequiredService<SqliteWriter>();
        var units = new List<Task<Result<Nothing>>>();
        using (await writer.HoldAsync())
        {
            foreach (var key in keys) units.Add(RunAsync(key));
        }

        return await Task.WhenAll(units);

        async Task<Result<Nothing>> RunAsync(string key)
        {
            await using var scope = server.Services.CreateAsyncScope();
            var (db, unit) = (scope.ServiceProvider.GetRequiredService<PlenumDb>(), scope.ServiceProvider.GetRequiredService<UnitOfWork>());
            try
            {
                return await unit.RunAsync(() => work(db, unit, key), token?.Invoke(key) ?? CancellationToken.None);
            }
            catch (Exception exception) when (exception is InvalidOperationException or OperationCanceledException)
            {
                return Refusal.Invalid("failed");
            }
        }
    }
}
