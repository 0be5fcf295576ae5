using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Logging;
using Plenum.Telemetry;

namespace Plenum.Tests.Telemetry;

public sealed class RequestScopeTests
{
    [Fact]
    public async Task A_log_line_knows_its_request_by_id_and_route_never_by_address()
    {
        using var provider = new Lines();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(provider));
        var context = new DefaultHttpContext { TraceIdentifier = "0HN:1" };
        context.Request.Method = "GET";
        context.Request.Path = "/room/abcd1234/pin/5551234";
        var scope = new RequestScope(
            inside =>
            {
                inside.SetEndpoint(new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse("room/{token}/pin/{pin}"), 0, metadata: null, displayName: null));
                loggers.CreateLogger("Any").Log(LogLevel.Warning, default, "Something", exception: null, static (text, _) => text);
                return Task.CompletedTask;
            },
            loggers.CreateLogger<RequestScope>());

        await scope.InvokeAsync(context);

        var facts = Assert.Single(provider.Scopes);
        Assert.Equal(("0HN:1", "GET", "room/{token}/pin/{pin}"), (facts["RequestId"], facts["Method"], facts["Route"]));
        Assert.DoesNotContain(facts.Values, value => value?.ToString()?.Contains("5551234", StringComparison.Ordinal) == true);
    }

    /// <summary>Notes the scopes that lines were written in.</summary>
    private sealed class Lines : ILoggerProvider, ISupportExternalScope, ILogger
    {
        private IExternalScopeProvider? scopes;

        public List<Dictionary<string, object?>> Scopes { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            scopes?.ForEachScope((scope, _) => Scopes.Add(((IEnumerable<KeyValuePair<string, object?>>)scope!).ToDictionary()), state);

        public void Dispose()
        {
        }
    }
}
