using System.Text.Json.Serialization;

namespace Plenum.Ocs;

/// <summary>The machine-readable description of the API: made from the routes, so that it cannot disagree with them.</summary>
internal static class OpenApiModule
{
    public const string Document = "plenum";
    public const string Path = $"/openapi/{Document}.json";

    public static IServiceCollection AddOcsOpenApi(this IServiceCollection services)
    {
        // The document reads its schemas from these options: numbers are numbers, as OcsJson writes them.
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict);
        return services.AddOpenApi(Document, options =>
        {
            options.CreateSchemaReferenceId = SchemaNames.Of;
            options.AddDocumentTransformer<OpenApiDocumentFrame>();
            options.AddOperationTransformer<OpenApiParameters>();
            options.AddOperationTransformer<OpenApiEnvelope>();
            options.AddSchemaTransformer(SchemaNames.DescribeEnum);
            options.AddSchemaTransformer(SchemaNames.RequireProperties);
        });
    }

    public static void MapOcsOpenApi(this IEndpointRouteBuilder app) =>
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous().ExcludeFromDescription();
}
