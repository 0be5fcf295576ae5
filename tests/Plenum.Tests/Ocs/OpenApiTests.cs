using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Plenum.Administration;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Ocs;

public sealed class OpenApiTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string Plenum = "/ocs/v2.php/apps/plenum/api/v1";
    private const string Talk = "/ocs/v2.php/apps/spreed/api";

    /// <summary>Routes below /ocs that anybody may call; every other one declares its guards.</summary>
    private static readonly string[] Open =
    [
        "GET /ocs/v2.php/cloud/capabilities",
        "GET /ocs/v2.php/config",

        // Who somebody is, nobody included.
        $"GET {Plenum}/session",
        $"POST {Plenum}/session",
        $"DELETE {Plenum}/session",
        $"GET {Plenum}/time",

        // Whoever has no session there gets a list of nobody with the 404, which the ladder would not say.
        $"GET {Talk}/v3/signaling/{{token:token}}",

        // Signed by a signaling server; what is not is an error with status 200.
        $"POST {Talk}/v1/signaling/backend",
        $"POST {Talk}/v3/signaling/backend",
    ];

    [Fact]
    public async Task Anybody_may_read_the_document()
    {
        using var http = new HttpClient();

        var response = await http.GetAsync(server.Url + OpenApiModule.Path);

        Assert.Equal((200, "application/json"), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task It_describes_every_route()
    {
        var document = await DocumentAsync();

        var described = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation => $"{operation.Name.ToUpperInvariant()} {path.Name}"));
        Assert.Equal(Described().Select(route => $"{route.Method} {route.Template}").Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_route_has_a_name_of_its_own_a_summary_and_a_tag()
    {
        var routes = Described().ToList();

        Assert.All(routes, route => Assert.False(string.IsNullOrEmpty(route.Find<IEndpointNameMetadata>()?.EndpointName), $"{route} has no name"));
        Assert.All(routes, route => Assert.False(string.IsNullOrEmpty(route.Find<IEndpointSummaryMetadata>()?.Summary), $"{route} has no summary"));
        Assert.All(routes, route => Assert.False(route.Find<ITagsMetadata>()?.Tags is not [not "Plenum", ..], $"{route} has no tag"));
        Assert.Equal(routes.Count, routes.Select(route => route.Find<IEndpointNameMetadata>()!.EndpointName).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Every_route_below_ocs_declares_its_guards_or_is_open_on_purpose()
    {
        var unguarded = server.OcsRoutes().Where(route => route.Find<Needs>() is null).Select(route => route.ToString());

        Assert.Equal(Open.Order(StringComparer.Ordinal), unguarded.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_flag_of_the_capabilities_has_its_route()
    {
        var routes = server.Routes().Select(route => $"{route.Method} {route.Template}").ToHashSet(StringComparer.Ordinal);

        var missing = TalkFeatures.All.Where(feature => feature.Route is { } route && !routes.Contains(route.Replace(" ", $" {Talk}/", StringComparison.Ordinal)));

        Assert.Empty(missing.Select(feature => $"{feature.Name}: {feature.Route}"));
    }

    [Fact]
    public async Task A_body_is_described_with_names_types_defaults_and_ranges()
    {
        var document = await DocumentAsync();

        var body = Operation(document, "put", $"{Talk}/v4/room/{{token}}/webinar/lobby").GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        Assert.Equal(["state"], body.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("integer", body.GetProperty("properties").GetProperty("state").GetProperty("type").GetString());
    }

    [Fact]
    public async Task Every_parameter_of_a_path_is_described()
    {
        var document = await DocumentAsync();

        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            var names = path.Name.Split('/').Where(segment => segment.StartsWith('{')).Select(segment => segment.Trim('{', '}'));
            Assert.All(path.Value.EnumerateObject(), operation => Assert.Superset(names.ToHashSet(), InPath(operation.Value).ToHashSet()));
        }
    }

    [Fact]
    public async Task Every_reference_leads_somewhere()
    {
        var document = await DocumentAsync();

        var references = References(document).Distinct(StringComparer.Ordinal).ToList();

        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.True(Has(document, reference), reference));
    }

    [Fact]
    public async Task A_file_is_described_as_a_field_of_a_multipart_body()
    {
        var document = await DocumentAsync();

        var schema = Operation(document, "post", $"{Talk}/v4/room/{{token}}/import-emails").GetProperty("requestBody").GetProperty("content").GetProperty("multipart/form-data").GetProperty("schema");
        Assert.Equal("binary", schema.GetProperty("properties").GetProperty("file").GetProperty("format").GetString());
    }

    [Fact]
    public async Task An_answer_is_described_in_its_envelope()
    {
        var document = await DocumentAsync();

        var ocs = Operation(document, "get", $"{Talk}/v4/room/{{token}}").GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json")
            .GetProperty("schema").GetProperty("properties").GetProperty("ocs").GetProperty("properties");
        Assert.Equal("#/components/schemas/OcsMeta", ocs.GetProperty("meta").GetProperty("$ref").GetString());
        Assert.Equal("#/components/schemas/Room", ocs.GetProperty("data").GetProperty("$ref").GetString());
        Assert.Contains("lobbyState", document.GetProperty("components").GetProperty("schemas").GetProperty("Room").GetProperty("required").EnumerateArray().Select(name => name.GetString()));
    }

    [Theory]
    [InlineData("put", "/v4/room/{token}/webinar/lobby", "200 400 401 403 404 426")]
    [InlineData("post", "/v1/chat/{token}", "201 400 401 403 404 412 426")]
    public async Task The_guards_of_a_route_are_among_its_answers(string verb, string path, string expected)
    {
        var document = await DocumentAsync();

        var statuses = Operation(document, verb, Talk + path).GetProperty("responses").EnumerateObject().Select(response => response.Name);

        Assert.Equal(expected, string.Join(' ', statuses.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Who_needs_an_account_cannot_be_a_guest()
    {
        var document = await DocumentAsync();

        Assert.Equal(["basic", "bearer"], Schemes(Operation(document, "get", $"{Talk}/v4/room")));
        Assert.Equal(["", "cookie", "basic", "bearer"], Schemes(Operation(document, "get", $"{Talk}/v4/room/{{token}}")));
    }

    private static JsonElement Operation(JsonElement document, string verb, string path) => document.GetProperty("paths").GetProperty(path).GetProperty(verb);

    private static IEnumerable<string> InPath(JsonElement operation) => (operation.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray().ToArray() : [])
        .Where(parameter => parameter.GetProperty("in").GetString() == "path").Select(parameter => parameter.GetProperty("name").GetString()!);

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => property.Name == "$ref" ? [property.Value.GetString()!] : References(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };

    private static bool Has(JsonElement document, string reference)
    {
        foreach (var name in reference[2..].Split('/'))
        {
            if (!document.TryGetProperty(name, out document)) return false;
        }

        return true;
    }

    private static IEnumerable<string> Schemes(JsonElement operation) =>
        operation.GetProperty("security").EnumerateArray().Select(requirement => string.Join('+', requirement.EnumerateObject().Select(scheme => scheme.Name)));

    private IEnumerable<Testing.Route> Described() => server.Routes().Where(route => route.Find<IExcludeFromDescriptionMetadata>() is null);

    private async Task<JsonElement> DocumentAsync() => JsonDocument.Parse((await server.Guest().GetAsync(OpenApiModule.Path)).Expect(200).Body).RootElement;
}
