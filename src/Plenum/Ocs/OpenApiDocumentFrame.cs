using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Plenum.Ocs;

/// <summary>What is true of the whole API: its name, how one signs in, the shape of the status line.</summary>
internal sealed class OpenApiDocumentFrame : IOpenApiDocumentTransformer
{
    public const string Meta = "OcsMeta";
    public const string Refusal = "OcsRefusal";
    public const string Basic = "basic";
    public const string Bearer = "bearer";
    public const string Cookie = "cookie";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Plenum",
            Version = "1",
            Description = "Webinars and breakout rooms over the Nextcloud Talk API. Every path below /ocs/v2.php exists below /ocs/v1.php too, where the HTTP status is 200 and the envelope carries the code.",
        };

        // The address is the reader's, not the one under which the document was made.
        document.Servers = [];
        Sort(document);
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Basic] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "basic", Description = "User id and password or app password." },
            [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An app password." },
            [Cookie] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = "plenum_session", Description = "A guest's browser." },
        };
        document.AddComponent(Meta, MetaSchema());
        document.AddComponent(Refusal, OpenApiEnvelope.Envelope(document, RefusalData()));
        return Task.CompletedTask;
    }

    /// <summary>By path, so that the order in which routes are mapped makes no difference.</summary>
    private static void Sort(OpenApiDocument document)
    {
        var paths = new OpenApiPaths();
        foreach (var (path, item) in document.Paths.OrderBy(entry => entry.Key, StringComparer.Ordinal)) paths.Add(path, item);
        document.Paths = paths;
    }

    /// <summary>Talk's word for what is wrong, with a text where there is one; or an empty list, or null.</summary>
    private static OpenApiSchema RefusalData() => new()
    {
        AnyOf =
        [
            new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
                {
                    ["error"] = new OpenApiSchema { Type = JsonSchemaType.String },
                    ["message"] = new OpenApiSchema { Type = JsonSchemaType.String },
                },
            },
            new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema(), MaxItems = 0 },
            new OpenApiSchema { Type = JsonSchemaType.Null },
        ],
    };

    private static OpenApiSchema MetaSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string>(StringComparer.Ordinal) { "status", "statuscode", "message" },
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["ok", "failure"] },
            ["statuscode"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
            ["message"] = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null },
        },
    };
}
