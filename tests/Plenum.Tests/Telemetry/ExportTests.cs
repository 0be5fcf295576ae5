using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Plenum.Telemetry;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Telemetry;

public sealed class ExportTests
{
    private const int EnoughTries = 20;

    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_collector_gets_metrics_and_traces_without_addresses()
    {
        await using var collector = await Collector.StartAsync();
        await using var server = new ExportingServer(collector.Url);
        await server.InitializeAsync();
        var ada = await server.PersonAsync();
        var room = (await ada.PostAsync("v4/room", new { roomType = 2, roomName = "Class" })).Expect(201).Token;
        var export = server.Services.GetRequiredService<TelemetryExport>();
        var tries = 0;

        // A trace ends a moment after its answer has arrived: of several requests one is there.
        do
        {
            (await ada.GetAsync($"v4/room/{room}")).Expect(200);
            Assert.True(export.Flush(LongEnough));
        }
        while (!collector.Received("/v1/traces").Contains("v4/room/{token:token}", StringComparison.Ordinal) && ++tries < EnoughTries);

        var (metrics, traces) = (collector.Received("/v1/metrics"), collector.Received("/v1/traces"));
        Assert.Contains("plenum.db.transaction.duration", metrics, StringComparison.Ordinal);
        Assert.Contains("plenum.db.command.duration", metrics, StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", metrics, StringComparison.Ordinal);
        Assert.Contains("GET /ocs/v2.php/apps/spreed/api/v4/room/{token:token}", traces, StringComparison.Ordinal);
        Assert.DoesNotContain(room, metrics + traces, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_collector_nothing_is_exported()
    {
        await using var server = new PlenumServer();
        await server.InitializeAsync();

        Assert.Null(server.Services.GetService<TelemetryExport>());
    }

    private sealed class ExportingServer(string url) : PlenumServer
    {
        protected override string[] MoreArguments => [$"--OTEL_EXPORTER_OTLP_ENDPOINT={url}", "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf"];
    }

    /// <summary>What an operator's collector is, seen from here: it takes what it is sent.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly ConcurrentQueue<(string Path, string Body)> received = [];
        private readonly WebApplication app;

        private Collector()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            app = builder.Build();
            app.Run(TakeAsync);
        }

        public string Url => app.Urls.Single();

        public static async Task<Collector> StartAsync()
        {
            var collector = new Collector();
            await collector.app.StartAsync();
            return collector;
        }

        /// <summary>Names in the binary format are readable as they are.</summary>
        public string Received(string path) => string.Concat(received.Where(one => one.Path == path).Select(one => one.Body));

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private async Task TakeAsync(HttpContext context)
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            received.Enqueue((context.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
        }
    }
}
