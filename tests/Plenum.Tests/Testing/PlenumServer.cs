using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Plenum.Accounts;
using Plenum.Realtime;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.Tests.Testing;

/// <summary>
/// The real server on a real SQLite file and a real port, with a clock that tests advance. One per test class
/// (<c>IClassFixture&lt;PlenumServer&gt;</c>); tests keep apart by using their own people and conversations.
/// </summary>
public class PlenumServer : IAsyncLifetime
{
    public const string Password = "correct horse";
    public const string AdminPassword = "the administrator's";

    private static readonly Lazy<string> PasswordHash = new(() => new Passwords(new ProvenCredentials(TimeProvider.System), new Doors(Options.Create(new AdmissionOptions()))).Hash(Password));
    private static int numbers;

    private readonly TestDatabase database;
    private readonly PlenumServer? first;
    private readonly Recorder recorder = new();
    private WebApplication? app;

    public PlenumServer()
        : this(new TestDatabase())
    {
    }

    /// <summary>On a database of a certain kind.</summary>
    internal PlenumServer(TestDatabase database) => (this.database, Clock) = (database, new TestClock());

    /// <summary>Another node: the same database, the same clock, the same protection.</summary>
    internal PlenumServer(PlenumServer first) => (this.first, database, Clock) = (first, first.database, first.Clock);

    internal TestClock Clock { get; }

    internal TestDatabase Database => database;

    internal IServiceProvider Services => app!.Services;

    /// <summary>The address, without a slash at the end.</summary>
    public string Url { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (first is null) await database.CreateAsync();
        await StartAsync();
    }

    /// <summary>Stops the server and starts a new one on the same data, perhaps some time later. Clients made before talk to nobody.</summary>
    internal async Task RestartAsync(TimeSpan later = default)
    {
        await StopAsync();
        Clock.Advance(later);
        await StartAsync();
    }

    private async Task StartAsync()
    {
        string[] args =
        [
            "--urls=http://127.0.0.1:0",
            .. database.Arguments,
            $"--Plenum:AdminPassword={AdminPassword}",
            $"--Plenum:BruteForce:Enabled={(ProtectsAgainstBruteForce ? "true" : "false")}",
            "--Plenum:BruteForce:LongestDelay=00:00:00",
            .. MoreArguments,
        ];
        app = PlenumHost.Build(args, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            builder.Services.AddSingleton<IInterceptor, CommandLog>();
        });
        await PlenumHost.PrepareAsync(app.Services);
        app.Services.GetRequiredService<IBackplane>().Subscribe(recorder.Hear);
        await app.StartAsync();
        if (app.Services.GetService<PostgresBackplane>() is { } backplane) await backplane.ListeningAsync();
        Url = app.Urls.Single().TrimEnd('/');
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (first is null) await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal async Task StopAsync()
    {
        if (app is null) return;

        await app.StopAsync();
        await app.DisposeAsync();
        app = null;
    }

    /// <summary>Off unless a test is about it: many tests guess on purpose from the same address.</summary>
    protected virtual bool ProtectsAgainstBruteForce => first?.ProtectsAgainstBruteForce ?? false;

    /// <summary>What this server is started with besides.</summary>
    protected virtual string[] MoreArguments => first?.MoreArguments ?? [];

    /// <summary>A word nobody else uses on this server.</summary>
    public static string Unique(string word) => $"{word}{Interlocked.Increment(ref numbers).ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Everything announced after a commit, in order, from now on.</summary>
    internal Recording Record() => recorder.Start();

    /// <summary>A client with an account of its own, created on the spot; its name begins with <paramref name="name"/>.</summary>
    internal async Task<TalkClient> PersonAsync(string name = "ada", params string[] groups)
    {
        var id = Unique(name);
        await InDbAsync(async db =>
        {
            db.Accounts.Add(new Account { Id = id, Key = Account.KeyOf(id), DisplayName = $"{char.ToUpperInvariant(name[0])}{name[1..]}", PasswordHash = PasswordHash.Value, CreatedAt = Clock.GetUtcNow() });
            foreach (var group in groups)
            {
                if (!await db.Groups.AnyAsync(known => known.Id == group)) db.Groups.Add(new AccountGroup { Id = group, DisplayName = group });
                db.GroupMembers.Add(new GroupMember { GroupId = group, AccountId = id });
            }
        });
        return new TalkClient(this, id, Password);
    }

    internal TalkClient Admin() => new(this, "admin", AdminPassword);

    /// <summary>A browser without an account; it keeps its cookie.</summary>
    internal TalkClient Guest() => new(this, user: null, password: null);

    /// <summary>Sets runtime settings of Talk until the returned object is disposed.</summary>
    internal Task<IAsyncDisposable> ConfigAsync(params (string Key, string Value)[] values) => AppConfigAsync(TalkConfig.App, values);

    /// <summary>Sets runtime settings of an app until the returned object is disposed.</summary>
    internal async Task<IAsyncDisposable> AppConfigAsync(string app, params (string Key, string Value)[] values)
    {
        await InDbAsync(async db =>
        {
            foreach (var (key, value) in values)
            {
                await db.AppConfig.Where(entry => entry.App == app && entry.Key == key).ExecuteDeleteAsync();
                db.AppConfig.Add(new AppConfigValue { App = app, Key = key, Value = value });
            }
        });
        var keys = Array.ConvertAll(values, value => value.Key);
        return new Undo(() => InDbAsync(db => db.AppConfig.Where(entry => entry.App == app && keys.Contains(entry.Key)).ExecuteDeleteAsync()));
    }

    /// <summary>Dial-in as an administrator would set it up.</summary>
    internal Task<IAsyncDisposable> WithSipAsync(params (string Key, string Value)[] more) =>
        ConfigAsync([("sip_bridge_shared_secret", SipSecret), ("sip_bridge_dialin_info", "+49 30 1234567"), .. more]);

    internal const string SipSecret = "1234567890abcdef";

    internal async Task InDbAsync(Func<PlenumDb, Task> work)
    {
        using var turn = await Services.GetRequiredService<SqliteWriter>().HoldAsync();
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PlenumDb>();
        await work(db);
        await db.SaveChangesAsync();
    }

    internal async Task<T> FromDbAsync<T>(Func<PlenumDb, Task<T>> read)
    {
        await using var scope = Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<PlenumDb>());
    }

    /// <summary>Moves the clock and waits until the due-work loop has done what became due.</summary>
    internal async Task AdvanceAsync(TimeSpan by)
    {
        Clock.Advance(by);
        await DoDueWorkAsync();

        // The loop has woken as well: what it did instead is announced once its round is over.
        await Services.GetServices<IHostedService>().OfType<DueWorkLoop>().Single().RunOnceAsync(CancellationToken.None);
    }

    internal async Task DoDueWorkAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        foreach (var work in scope.ServiceProvider.GetServices<IDueWork>())
        {
            if (await work.NextAsync(CancellationToken.None) <= Clock.GetUtcNow()) await work.RunAsync(CancellationToken.None);
        }
    }

    private sealed class Undo(Func<Task> undo) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await undo();
    }
}

/// <summary>A server that counts wrong tries.</summary>
public sealed class ProtectedServer : PlenumServer
{
    protected override bool ProtectsAgainstBruteForce => true;
}

/// <summary>A server that believes this machine about the client's address, scheme and host.</summary>
public sealed class ServerBehindProxy : PlenumServer
{
    protected override bool ProtectsAgainstBruteForce => true;

    protected override string[] MoreArguments => ["--Plenum:TrustedProxies=127.0.0.1, ::1, 10.0.0.0/8"];
}
