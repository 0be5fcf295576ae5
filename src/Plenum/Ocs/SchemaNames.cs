using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Plenum.Ocs;

/// <summary>Names of schemas, and what the numbers of an enumeration mean.</summary>
internal static class SchemaNames
{
    /// <summary>The type's name without the word "View"; plain values and lists have no name of their own.</summary>
    public static string? Of(JsonTypeInfo type)
    {
        var id = OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        return id is not null && id.EndsWith("View", StringComparison.Ordinal) ? id[..^"View".Length] : id;
    }

    /// <summary>A view always has all of its properties, but for those that are left out when they are null.</summary>
    public static Task RequireProperties(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        if (context.JsonTypeInfo.Kind != JsonTypeInfoKind.Object || schema.Properties is null) return Task.CompletedTask;

        schema.Required = context.JsonTypeInfo.Properties
            .Where(property => !IsOptional(property) && schema.Properties.ContainsKey(property.Name))
            .Select(property => property.Name)
            .ToHashSet(StringComparer.Ordinal);
        return Task.CompletedTask;
    }

    private static bool IsOptional(JsonPropertyInfo property) =>
        property.AttributeProvider is { } attributes
        && (attributes.IsDefined(typeof(JsonIgnoreAttribute), inherit: true) || attributes.IsDefined(typeof(WrittenWithAttribute), inherit: true));

    public static Task DescribeEnum(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var type = context.JsonTypeInfo.Type;
        if (!type.IsEnum) return Task.CompletedTask;

        var numbers = Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(number => Convert.ToInt64(number, CultureInfo.InvariantCulture)).ToArray();
        schema.Type = JsonSchemaType.Integer;
        schema.Description = string.Join(", ", numbers.Zip(Enum.GetNames(type), (number, name) => $"{number} {name}"));
        if (!type.IsDefined(typeof(FlagsAttribute), inherit: false)) schema.Enum = [.. numbers.Select(number => (JsonNode)JsonValue.Create(number))];
        return Task.CompletedTask;
    }
}
