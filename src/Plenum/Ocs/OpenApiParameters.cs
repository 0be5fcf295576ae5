using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Plenum.Ocs;

/// <summary>Describes what a request record declares: in the query where nothing has a body, else as a JSON object.</summary>
internal sealed class OpenApiParameters : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        AddUnbound(operation, context.Description.RelativePath ?? "");
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var parameters = metadata.OfType<OcsRequestMetadata>().LastOrDefault()?.Parameters ?? [];
        if (context.Description.HttpMethod is "GET" or "DELETE")
        {
            operation.Parameters ??= [];
            foreach (var parameter in parameters) operation.Parameters.Add(InQuery(parameter));
        }
        else if (metadata.OfType<UploadField>().LastOrDefault() is { } file)
        {
            operation.RequestBody = Body("multipart/form-data", WithFile(Object(parameters), file.Name), isRequired: true);
        }
        else if (parameters.Count > 0)
        {
            operation.RequestBody = Body("application/json", Object(parameters), parameters.Any(parameter => parameter.IsRequired));
            operation.RequestBody.Description = "The same names work in a form and in the query.";
        }

        return Task.CompletedTask;
    }

    /// <summary>Parameters of the path that the ladder reads and not the endpoint: the token above all.</summary>
    private static void AddUnbound(OpenApiOperation operation, string path)
    {
        operation.Parameters ??= [];
        var known = operation.Parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var name in path.Split('/').Where(segment => segment.StartsWith('{')).Select(segment => segment.Trim('{', '}').Split(':')[0]).Where(known.Add))
        {
            var schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = name == "token" ? "^[a-z0-9]{4,30}$" : null };
            operation.Parameters.Add(new OpenApiParameter { Name = name, In = ParameterLocation.Path, Required = true, Schema = schema });
        }
    }

    private static OpenApiRequestBody Body(string type, OpenApiSchema schema, bool isRequired) => new()
    {
        Required = isRequired,
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [type] = new() { Schema = schema } },
    };

    private static OpenApiSchema WithFile(OpenApiSchema schema, string field)
    {
        schema.Properties!.Add(field, new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" });
        schema.Required!.Add(field);
        return schema;
    }

    private static OpenApiParameter InQuery(RequestParameter parameter) => new()
    {
        Name = parameter.Type.IsArray ? $"{parameter.Name}[]" : parameter.Name,
        In = ParameterLocation.Query,
        Required = parameter.IsRequired,
        Schema = Schema(parameter),
    };

    private static OpenApiSchema Object(IReadOnlyList<RequestParameter> parameters) => new()
    {
        Type = JsonSchemaType.Object,
        Required = parameters.Where(parameter => parameter.IsRequired).Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal),
        Properties = parameters.ToDictionary(parameter => parameter.Name, IOpenApiSchema (parameter) => Schema(parameter), StringComparer.Ordinal),
    };

    private static OpenApiSchema Schema(RequestParameter parameter)
    {
        var schema = Schema(Nullable.GetUnderlyingType(parameter.Type) ?? parameter.Type);
        if (parameter.IsNullable && schema.Type is not null) schema.Type |= JsonSchemaType.Null;
        if (parameter.Range is { } range)
        {
            schema.Minimum = Convert.ToString(range.Minimum, CultureInfo.InvariantCulture);
            schema.Maximum = Convert.ToString(range.Maximum, CultureInfo.InvariantCulture);
        }

        if (!parameter.IsRequired && parameter.Fallback is { } fallback) schema.Default = JsonSerializer.SerializeToNode(fallback, OcsJson.Options);
        return schema;
    }

    private static OpenApiSchema Schema(Type type)
    {
        if (type == typeof(string)) return new OpenApiSchema { Type = JsonSchemaType.String };
        if (type == typeof(bool)) return new OpenApiSchema { Type = JsonSchemaType.Boolean };
        if (type == typeof(int)) return new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" };
        if (type == typeof(long)) return new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" };
        if (type == typeof(Raw)) return new OpenApiSchema();
        if (type.IsArray) return new OpenApiSchema { Type = JsonSchemaType.Array, Items = Schema(type.GetElementType()!) };
        if (type == typeof(IReadOnlyDictionary<string, string>))
        {
            return new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String } };
        }

        return Object(RecordBinder.For(type).Parameters);
    }
}
