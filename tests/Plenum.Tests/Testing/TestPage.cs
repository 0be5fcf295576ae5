using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Plenum.Tests.Testing;

/// <summary>Serves the page in which a browser plays a person with a camera.</summary>
internal sealed class TestPage : IAsyncDisposable
{
    private static readonly string Script = Path.Combine(Repository.Root, "tests", "Plenum.Tests", "Media", "page", "client.js");

    private readonly WebApplication app;

    private TestPage(WebApplication app) => this.app = app;

    public string Url => app.Urls.Single();

    public static async Task<TestPage> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var site = builder.Build();
        site.MapGet("/", () => Results.Content("<!doctype html><title>A person with a camera</title><body><script src=client.js></script>", "text/html"));
        site.MapGet("/client.js", () => Results.File(Script, "text/javascript"));
        await site.StartAsync();
        return new TestPage(site);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
