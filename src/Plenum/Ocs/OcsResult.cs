using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Plenum.Common;

namespace Plenum.Ocs;

/// <summary>An answer in the OCS envelope that knows whether it is a success, so that a unit of work knows whether to commit.</summary>
internal interface IOcsResult : IResult
{
    bool Succeeded { get; }
}

/// <summary>The data of a successful operation, or its refusal, to be written into the OCS envelope.</summary>
internal sealed class OcsResult<T>(Result<T> result, int status, SharedData<T>? shared = null) : IOcsResult, IEndpointMetadataProvider
{
    private readonly List<KeyValuePair<string, string>> headers = [];

    public bool Succeeded => result.Succeeded;

    /// <summary>A header that goes with the success; a refusal is sent without it. Null sends none.</summary>
    public OcsResult<T> With(string header, string? value)
    {
        if (value is not null) headers.Add(new(header, value));
        return this;
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (!result.TryGet(out var data, out var refusal)) return OcsRefusals.WriteAsync(httpContext, refusal);

        foreach (var (name, value) in headers) httpContext.Response.Headers[name] = value;
        var meta = new OcsMeta(status, "OK");
        return shared is null
            ? OcsWriter.WriteAsync(httpContext, meta, json => Write(json, data))
            : OcsWriter.WriteAsync(httpContext, meta, shared.For(OcsCall.Of(httpContext), meta, json => Write(json, data)));
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new OcsResponseMetadata(typeof(T)));

    private static void Write(Utf8JsonWriter json, T data)
    {
        if (data is null or Nothing) json.WriteNullValue();
        else if (data is Empty) json.WriteRawValue("[]"u8);
        else JsonSerializer.Serialize(json, data, OcsJson.Options);
    }
}

/// <summary>Data that is the empty list, where <see cref="Nothing"/> is <c>null</c>.</summary>
internal readonly record struct Empty;

/// <summary>What the data of a successful answer is: read by the OpenAPI document.</summary>
internal sealed record OcsResponseMetadata(Type Data);

internal static class OcsResult
{
    public static OcsResult<T> From<T>(Result<T> result, int status = StatusCodes.Status200OK) => new(result, status);

    public static OcsResult<T> Ok<T>(T data) => new(data, StatusCodes.Status200OK);

    /// <summary>Data that many requests are answered with.</summary>
    public static OcsResult<T> Ok<T>(SharedData<T> data) => new(data.Value, StatusCodes.Status200OK, data);

    public static OcsResult<T> Refuse<T>(Refusal refusal) => new(refusal, StatusCodes.Status400BadRequest);
}
