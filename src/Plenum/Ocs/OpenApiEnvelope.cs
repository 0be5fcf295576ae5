using System.Net.Mime;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using Plenum.Common;

namespace Plenum.Ocs;

/// <summary>Puts the envelope around what a route answers, and the header that every request needs before it.</summary>
internal sealed class OpenApiEnvelope : IOpenApiOperationTransformer
{
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (IsOcs(context) && !metadata.OfType<CsrfExempt>().Any()) (operation.Parameters ??= []).Add(ProofHeader());
        if (metadata.OfType<OcsResponseMetadata>().LastOrDefault() is not { } response) return;

        operation.Responses ??= [];
        operation.Responses.Remove("200");
        foreach (var status in metadata.OfType<OcsStatus>().LastOrDefault()?.Codes ?? [StatusCodes.Status200OK])
        {
            var answer = operation.Responses[$"{status}"] = new OpenApiResponse { Description = ReasonPhrases.GetReasonPhrase(status) };
            if (status is not (StatusCodes.Status204NoContent or StatusCodes.Status304NotModified))
            {
                ((OpenApiResponse)answer).Content = Content(Envelope(context.Document!, await DataAsync(response.Data, context, cancellationToken)));
            }
        }
    }

    public static bool IsOcs(OpenApiOperationTransformerContext context) =>
        $"/{context.Description.RelativePath}".StartsWith(OcsMiddleware.Root, StringComparison.Ordinal);

    /// <summary>A refusal: the envelope with a word, or with nothing.</summary>
    public static OpenApiResponse Refusal(OpenApiOperationTransformerContext context, string description) => new()
    {
        Description = description,
        Content = Content(new OpenApiSchemaReference(OpenApiDocumentFrame.Refusal, context.Document)),
    };

    public static OpenApiSchema Envelope(OpenApiDocument document, IOpenApiSchema data) => Map(
        ("ocs", Map(("meta", new OpenApiSchemaReference(OpenApiDocumentFrame.Meta, document)), ("data", data))));

    private static Dictionary<string, OpenApiMediaType> Content(IOpenApiSchema schema) =>
        new(StringComparer.Ordinal) { [MediaTypeNames.Application.Json] = new() { Schema = schema } };

    private static OpenApiSchema Map(params (string Name, IOpenApiSchema Schema)[] properties) => new()
    {
        Type = JsonSchemaType.Object,
        Required = properties.Select(property => property.Name).ToHashSet(StringComparer.Ordinal),
        Properties = properties.ToDictionary(property => property.Name, property => property.Schema, StringComparer.Ordinal),
    };

    private static async Task<IOpenApiSchema> DataAsync(Type data, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        if (data == typeof(Nothing)) return new OpenApiSchema { Type = JsonSchemaType.Null };
        if (data == typeof(Empty)) return new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema(), MaxItems = 0 };

        return SchemaComponents.Reference(await context.GetOrCreateSchemaAsync(data, parameterDescription: null, ct), context.Document!);
    }

    private static OpenApiParameter ProofHeader() => new()
    {
        Name = "OCS-APIRequest",
        In = ParameterLocation.Header,
        Required = true,
        Description = "Proves that no foreign page sent the request; a Bearer token does as well.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["true"] },
    };
}
