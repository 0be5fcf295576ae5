using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Plenum.Tests.Testing;

/// <summary>One route of the server: its verb, its pattern from the root, its metadata.</summary>
internal sealed record Route(HttpMethod Method, string Pattern, RouteEndpoint Endpoint)
{
    private const string Unknown = "1234567";

    public T? Find<T>()
        where T : class => Endpoint.Metadata.GetMetadata<T>();

    /// <summary>The path with the names of its parameters and nothing about their form: as the OpenAPI document writes it.</summary>
    public string Template => Fill(name => $"{{{name}}}");

    /// <summary>The path with values in place of parameters; those that are not given name nothing that exists.</summary>
    public string Path(params (string Name, string Value)[] values) =>
        Fill(name => Array.Find(values, value => value.Name == name).Value ?? Unknown);

    private string Fill(Func<string, string> valueOf)
    {
        var segments = Endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternParameterPart parameter => valueOf(parameter.Name),
            _ => "",
        })));
        return $"/{string.Join('/', segments)}";
    }

    public override string ToString() => $"{Method} {Pattern}";
}

/// <summary>All routes that the server has.</summary>
internal static class RoutesOfServer
{
    public static IReadOnlyList<Route> Routes(this PlenumServer server) =>
    [
        .. from endpoint in server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Distinct()
           from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
           let pattern = $"/{endpoint.RoutePattern.RawText!.Trim('/')}"
           orderby pattern, method
           select new Route(new HttpMethod(method), pattern, endpoint),
    ];

    public static IEnumerable<Route> OcsRoutes(this PlenumServer server) =>
        server.Routes().Where(route => route.Pattern.StartsWith("/ocs/", StringComparison.Ordinal));
}
