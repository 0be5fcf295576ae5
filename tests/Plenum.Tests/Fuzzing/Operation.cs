using System.Text.Json;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Fuzzing;

/// <summary>One operation of our own OpenAPI document.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Path">The path with names in braces.</param>
/// <param name="InPath">The names in it.</param>
/// <param name="Fields">What it takes besides, in body, form or query, by name.</param>
/// <param name="AnswersInEnvelope">False for pictures and sheets.</param>
internal sealed record Operation(HttpMethod Method, string Path, IReadOnlyList<string> InPath, IReadOnlyDictionary<string, JsonElement> Fields, bool AnswersInEnvelope)
{
    private const string Json = "application/json";

    public bool Waits => Fields.ContainsKey("lookIntoFuture");

    /// <summary>Each answer is a new one: with a secret of its own, or with how full the disk is just now.</summary>
    public bool AnswersAnew => Path.Contains("getapppassword", StringComparison.Ordinal) || Path.EndsWith("/signaling/settings", StringComparison.Ordinal) || Path.EndsWith("/admin/overview", StringComparison.Ordinal);

    public static IReadOnlyList<Operation> All { get; } = Read();

    public override string ToString() => $"{Method} {Path}";

    /// <summary>Who pulls signals waits for news or for time to pass, and here the clock stands.</summary>
    private static bool WaitsForTheClock(string verb, string path) => verb == "get" && path.EndsWith("/signaling/{token}", StringComparison.Ordinal);

    private static List<Operation> Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(System.IO.Path.Combine(Repository.Root, "docs", "openapi.json")));
        var root = document.RootElement.Clone();
        return
        [
            .. from path in root.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               where path.Name.StartsWith("/ocs/", StringComparison.Ordinal) && !WaitsForTheClock(operation.Name, path.Name)
               select Of(root, new HttpMethod(operation.Name.ToUpperInvariant()), path.Name, operation.Value),
        ];
    }

    private static Operation Of(JsonElement root, HttpMethod method, string path, JsonElement operation)
    {
        var parameters = operation.TryGetProperty("parameters", out var listed) ? listed.EnumerateArray().ToList() : [];
        var fields = parameters.FindAll(parameter => In(parameter) == "query").ToDictionary(Name, parameter => parameter.GetProperty("schema"), StringComparer.Ordinal);
        foreach (var property in Properties(root, operation)) fields[property.Name] = property.Value;
        var good = operation.GetProperty("responses").EnumerateObject().FirstOrDefault(response => response.Name is "200" or "201").Value;
        var inEnvelope = good.ValueKind != JsonValueKind.Object || !good.TryGetProperty("content", out var content) || content.TryGetProperty(Json, out _);
        return new Operation(method, path, [.. parameters.FindAll(parameter => In(parameter) == "path").Select(Name)], fields, inEnvelope);
    }

    private static List<JsonProperty> Properties(JsonElement root, JsonElement operation)
    {
        if (!operation.TryGetProperty("requestBody", out var body)) return [];

        var schema = body.GetProperty("content").EnumerateObject().First().Value.GetProperty("schema");
        if (schema.TryGetProperty("$ref", out var reference)) schema = root.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]);
        return schema.TryGetProperty("properties", out var properties) ? [.. properties.EnumerateObject()] : [];
    }

    private static string In(JsonElement parameter) => parameter.GetProperty("in").GetString()!;

    private static string Name(JsonElement parameter) => parameter.GetProperty("name").GetString()!;
}
