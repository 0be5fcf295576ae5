using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Plenum.Administration;
using Plenum.Realtime;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Administration;

/// <summary>What is wrong with a server that is not well.</summary>
public sealed class HealthTests
{
    [Fact]
    public async Task Without_its_database_the_server_is_not_well()
    {
        await using var patient = await Patient.StartAsync();

        var (status, health) = await patient.ExamineAsync();

        Assert.Equal((503, "failing", "failing"), (status, Word(health, "status"), Word(health, "database")));
        Assert.Contains("The database does not answer.", Reasons(health));
    }

    [Fact]
    public async Task A_loop_that_looks_after_no_deadlines_is_not_well()
    {
        await using var patient = await Patient.StartAsync(services => services.Remove(services.Single(service => service.ImplementationType == typeof(DueWorkLoop))));

        var before = (await patient.ExamineAsync()).Health;
        patient.Clock.Advance(Health.SilentAtMost + TimeSpan.FromSeconds(1));
        var after = (await patient.ExamineAsync()).Health;

        Assert.Equal(("ok", "failing"), (Word(before, "dueWork"), Word(after, "dueWork")));
        Assert.Contains(Reasons(after), reason => reason.StartsWith("Deadlines have not been looked after since 2026-03-02T09:00:00", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Work_that_fails_is_named_and_a_node_that_hears_no_others_is_taken_out()
    {
        using var measurements = new Measurements();
        await using var patient = await Patient.StartAsync(services => services
            .Replace(ServiceDescriptor.Singleton<IBackplane, DeafBackplane>())
            .AddScoped<IDueWork, Broken>());
        var loop = patient.Services.GetServices<IHostedService>().OfType<DueWorkLoop>().Single();
        await loop.RunOnceAsync(CancellationToken.None);

        var (status, health) = await patient.ExamineAsync();

        Assert.Equal((503, "degraded", "failing"), (status, Word(health, "dueWork"), Word(health, "backplane")));
        Assert.Contains(measurements.Of("plenum.due_work.failures"), one => (string?)one.Tags["work"] == nameof(Broken));
        Assert.Contains(Reasons(health), reason => reason.StartsWith("Due work failed: ", StringComparison.Ordinal) && reason.Contains(nameof(Broken), StringComparison.Ordinal));
    }

    private static string? Word(JsonElement health, string name) => health.GetProperty(name).GetString();

    private static IEnumerable<string> Reasons(JsonElement health) => health.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()!);

    /// <summary>A server on an empty directory, whose database nobody prepared.</summary>
    private sealed class Patient : IAsyncDisposable
    {
        private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("plenum-test-");
        private readonly Microsoft.AspNetCore.Builder.WebApplication app;

        private Patient(Action<IServiceCollection>? change) =>
            app = PlenumHost.Build(["--urls=http://127.0.0.1:0", $"--Plenum:DataDirectory={directory.FullName}"], builder =>
            {
                builder.Logging.ClearProviders();
                builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
                change?.Invoke(builder.Services);
            });

        public TestClock Clock { get; } = new();

        public IServiceProvider Services => app.Services;

        public static async Task<Patient> StartAsync(Action<IServiceCollection>? change = null)
        {
            var patient = new Patient(change);
            await patient.app.StartAsync();
            return patient;
        }

        public async Task<(int Status, JsonElement Health)> ExamineAsync()
        {
            using var http = new HttpClient();
            var response = await http.GetAsync(new Uri($"{app.Urls.Single()}/healthz"));
            return ((int)response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
        }

        public async ValueTask DisposeAsync()
        {
            await app.StopAsync();
            await app.DisposeAsync();
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            directory.Delete(recursive: true);
        }
    }

    private sealed class Broken : IDueWork
    {
        public Task<DateTimeOffset?> NextAsync(CancellationToken ct) => throw new InvalidOperationException("broken on purpose");

        public Task RunAsync(CancellationToken ct) => Task.CompletedTask;
    }

    private sealed class DeafBackplane(TimeProvider time) : IBackplane
    {
        public DateTimeOffset? DeafSince => time.GetUtcNow() - Health.DeafAtMost - TimeSpan.FromSeconds(1);

        public Task StageAsync(System.Data.Common.DbConnection connection, System.Data.Common.DbTransaction transaction, IReadOnlyList<Announcement> announcements, CancellationToken ct) => Task.CompletedTask;

        public void Publish(IReadOnlyList<Announcement> announcements)
        {
            // Nobody here listens.
        }

        public IDisposable SubscribeToOwn(Action<IReadOnlyList<Announcement>> listener) => new CancellationTokenSource();

        public IDisposable Subscribe(Action<Announcement> listener) => new CancellationTokenSource();
    }
}
