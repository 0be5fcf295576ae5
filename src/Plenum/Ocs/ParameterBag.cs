using System.Net.Mime;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Plenum.Ocs;

/// <summary>
/// The parameters of a request, wherever they came from: the body (JSON or form) wins over the query (platform §1.6).
/// A value is null, a string, a bool, a <see cref="decimal"/>, a list or a map of such values; a number too large for
/// a decimal is a <see cref="double"/>, which no cast takes.
/// </summary>
internal sealed class ParameterBag
{
    private const int MaxDepth = 32;

    private readonly Dictionary<string, object?> parameters;

    private ParameterBag(Dictionary<string, object?> values, bool malformed) =>
        (parameters, IsMalformed) = (values, malformed);

    /// <summary>The body could not be read: neither JSON nor a form in UTF-8, or nested too deeply.</summary>
    public bool IsMalformed { get; }

    public bool TryGet(string name, out object? value) => parameters.TryGetValue(name, out value);

    /// <summary>The body is a form whose fields are in the body's text: only verbs that write have one.</summary>
    public static bool HasForm(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && Is(request, "application/x-www-form-urlencoded");

    public static async Task<ParameterBag> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        AddForm(values, request.Query);
        if (request.ContentLength == 0) return new(values, malformed: false);
        if (Is(request, "multipart/form-data")) return new(values, malformed: !await TryAddMultipartAsync(values, request, ct));

        // Any verb may carry JSON, DELETE and GET included.
        var isJson = request.ContentType?.Contains(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase) == true;
        if (!isJson && !HasForm(request)) return new(values, malformed: false);

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, ct);
        var bytes = body.GetBuffer().AsMemory(0, (int)body.Length);
        if (!Utf8.IsValid(bytes.Span)) return new(values, malformed: true);
        if (bytes.IsEmpty) return new(values, malformed: false);
        if (isJson) return new(values, malformed: !TryAddJson(values, bytes));

        AddForm(values, QueryHelpers.ParseQuery(Encoding.UTF8.GetString(bytes.Span)));
        return new(values, malformed: false);
    }

    private static bool Is(HttpRequest request, string type) =>
        request.ContentType?.StartsWith(type, StringComparison.OrdinalIgnoreCase) == true;

    private static async Task<bool> TryAddMultipartAsync(Dictionary<string, object?> values, HttpRequest request, CancellationToken ct)
    {
        try
        {
            AddForm(values, await request.ReadFormAsync(ct));
            return true;
        }
        catch (Exception exception) when (exception is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            // No boundary, a part that ends too early, more parts than anybody needs.
            return false;
        }
    }

    /// <returns>The map in a text that is a JSON object, or null.</returns>
    public static Dictionary<string, object?>? FromJsonText(string json)
    {
        var map = new Dictionary<string, object?>(StringComparer.Ordinal);
        return TryAddJson(map, Encoding.UTF8.GetBytes(json)) ? map : null;
    }

    private static bool TryAddJson(Dictionary<string, object?> values, ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                foreach (var property in document.RootElement.EnumerateObject()) values[property.Name] = Plain(property.Value);
                return true;
            }

            return document.RootElement.ValueKind is JsonValueKind.Null or JsonValueKind.Array && IsEmpty(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, too deep, or a string with half a surrogate pair.
            return false;
        }
    }

    /// <summary>An empty PHP array arrives as <c>[]</c> where a map is meant.</summary>
    private static bool IsEmpty(JsonElement root) => root.ValueKind == JsonValueKind.Null || root.GetArrayLength() == 0;

    private static object? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => PlainMap(value),
        JsonValueKind.Array => value.EnumerateArray().Select(Plain).ToList(),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.TryGetDecimal(out var number) ? number : value.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static Dictionary<string, object?> PlainMap(JsonElement map)
    {
        var plain = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var property in map.EnumerateObject()) plain[property.Name] = Plain(property.Value);
        return plain;
    }

    private static void AddForm(Dictionary<string, object?> values, IEnumerable<KeyValuePair<string, StringValues>> fields)
    {
        foreach (var (key, texts) in fields)
        {
            foreach (var text in texts) Put(values, FormKey.Split(key), text);
        }
    }

    private static void Put(Dictionary<string, object?> map, ReadOnlySpan<string> path, string? text)
    {
        if (path.Length == 1)
        {
            map[path[0]] = text;
            return;
        }

        if (path.Length == 2 && path[1].Length == 0 && map.GetValueOrDefault(path[0]) is not Dictionary<string, object?>)
        {
            if (map.GetValueOrDefault(path[0]) is not List<object?> list) map[path[0]] = list = [];
            list.Add(text);
            return;
        }

        if (map.GetValueOrDefault(path[0]) is not Dictionary<string, object?> inner)
        {
            map[path[0]] = inner = new Dictionary<string, object?>(StringComparer.Ordinal);
        }

        Put(inner, path[1..], text);
    }
}
