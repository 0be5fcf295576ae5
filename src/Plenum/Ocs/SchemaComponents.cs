using Microsoft.OpenApi;

namespace Plenum.Ocs;

/// <summary>Moves every schema that has a name to the document's components and leaves a reference in its place.</summary>
internal static class SchemaComponents
{
    /// <summary>Where the framework notes the name of a type's schema.</summary>
    private const string NameKey = "x-schema-id";

    public static IOpenApiSchema Reference(IOpenApiSchema schema, OpenApiDocument document)
    {
        if (schema is not OpenApiSchema own) return schema;

        Each(own.Properties, document);
        Each(own.AnyOf, document);
        Each(own.OneOf, document);
        Each(own.AllOf, document);
        if (own.Items is { } items) own.Items = Reference(items, document);
        if (own.AdditionalProperties is { } values) own.AdditionalProperties = Reference(values, document);

        if (own.Metadata?.TryGetValue(NameKey, out var name) != true || name is not string { Length: > 0 } id) return own;

        if (document.Components?.Schemas?.ContainsKey(id) != true) document.AddComponent<IOpenApiSchema>(id, own);
        return new OpenApiSchemaReference(id, document);
    }

    private static void Each(IDictionary<string, IOpenApiSchema>? schemas, OpenApiDocument document)
    {
        foreach (var name in schemas?.Keys.ToArray() ?? []) schemas![name] = Reference(schemas[name], document);
    }

    private static void Each(IList<IOpenApiSchema>? schemas, OpenApiDocument document)
    {
        for (var i = 0; i < (schemas?.Count ?? 0); i++) schemas![i] = Reference(schemas[i], document);
    }
}
