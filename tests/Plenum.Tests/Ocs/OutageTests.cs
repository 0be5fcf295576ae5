using System.Data.Common;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Plenum.Ocs;

namespace Plenum.Tests.Ocs;

/// <summary>What becomes of a request when something below it breaks.</summary>
public sealed class OutageTests
{
    [Theory]
    [InlineData("/ocs/v2.php/cloud/user", 500, 996)]
    [InlineData("/ocs/v1.php/cloud/user", 200, 996)]
    public async Task A_crash_has_an_envelope_and_tells_nothing(string path, int status, int code)
    {
        var answer = await SendAsync(path, _ => throw new InvalidOperationException("secret detail"));

        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.DoesNotContain("secret", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/ocs/v2.php/cloud/user")]
    [InlineData("/ocs/v1.php/cloud/user")]
    public async Task An_outage_of_the_database_is_503_so_that_nobody_is_logged_out(string path)
    {
        var answer = await SendAsync(path, _ => throw new Outage());

        Assert.Equal((503, 503), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(415)]
    public async Task A_bare_status_of_the_framework_gets_its_envelope(int status)
    {
        var answer = await SendAsync("/ocs/v2.php/cloud/user", context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        Assert.Equal((status, status), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_client_that_has_gone_is_not_answered()
    {
        var context = Context("/ocs/v2.php/cloud/user");
        context.RequestAborted = new CancellationToken(canceled: true);

        await Middleware(_ => throw new OperationCanceledException(context.RequestAborted)).InvokeAsync(context);

        Assert.Equal(0, context.Response.Body.Length);
    }

    private static async Task<(int Status, int Code, string Body)> SendAsync(string path, RequestDelegate next)
    {
        var context = Context(path);
        await Middleware(next).InvokeAsync(context);
        var body = Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray());
        using var document = JsonDocument.Parse(body);
        return (context.Response.StatusCode, document.RootElement.GetProperty("ocs").GetProperty("meta").GetProperty("statuscode").GetInt32(), body);
    }

    private static OcsMiddleware Middleware(RequestDelegate next) => new(next, NullLogger<OcsMiddleware>.Instance);

    private static DefaultHttpContext Context(string path)
    {
        var context = new DefaultHttpContext();
        context.Request.Path = path;
        context.Request.Headers.Accept = "application/json";
        context.Response.Body = new MemoryStream();
        return context;
    }

    private sealed class Outage : DbException
    {
        public override bool IsTransient => true;
    }
}
