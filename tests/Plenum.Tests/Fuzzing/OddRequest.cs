using System.Text;
using System.Text.Json;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Fuzzing;

/// <summary>Makes requests for an operation: mostly what it wants, here and there what nobody should send.</summary>
internal sealed class OddRequest(FuzzedStage stage, Oddities odd)
{
    private static readonly string[] LoginNoise = ["Basic", "Basic ", "Basic ====", "Basic Og==", "Basic /////w==", "Basic YQ==", "Bearer", "Bearer x", "Digest a=b", "basic YWRtaW46", "Basic YWRtaW46AA==", "Bearer \u00ff"];

    private static readonly string[] CookieNoise = ["plenum_session=", "plenum_session=x; plenum_session=y", "=;=", "plenum_session=%00%ff", "plenum_form=\"", "a", "nc_session_id=\u00e9", "plenum_signin=x"];

    public HttpRequestMessage Make(Operation operation)
    {
        var query = new List<string>();
        var body = operation.Waits ? null : Body(operation, query);
        if (operation.Waits) query.AddRange(operation.Fields.Keys.Where(name => name != "timeout" && odd.Chance(60)).Select(name => Pair(name, operation.Fields[name])));
        if (operation.Waits) query.Add("timeout=0");
        if (odd.Chance(20)) query.Insert(0, $"format={(odd.Chance(80) ? "xml" : Oddities.Percent(odd.Text()))}");
        var root = odd.Chance(15) ? "/ocs/v1.php" : "/ocs/v2.php";
        var path = string.Join('/', operation.Path.Split('/').Select(Segment)).Replace("/ocs/v2.php", root, StringComparison.Ordinal);
        var request = new HttpRequestMessage(operation.Method, new Uri($"{stage.Server.Url}{path}{(query.Count == 0 ? "" : $"?{Shortened(string.Join('&', query))}")}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true })) { Content = body };
        if (odd.Chance(5)) Header(request, "Authorization", odd.Chance(60) ? odd.OneOf(LoginNoise) : $"Basic {Convert.ToBase64String(odd.Bytes())}");
        if (odd.Chance(5)) Header(request, "Cookie", odd.OneOf(CookieNoise));
        if (odd.Chance(5)) Header(request, People.TabHeader, odd.Chance(50) ? new string('t', 64) : odd.Text());
        if (odd.Chance(5)) Header(request, "User-Agent", odd.Text());
        if (odd.Chance(8)) Sign(request, path.Split('/').FirstOrDefault(part => part.Length is >= 4 and <= 30 && part.All(char.IsAsciiLetterOrDigit)) ?? "");
        return request;
    }

    private string Segment(string part)
    {
        if (part.Length < 2 || part[0] != '{') return part;

        var name = part[1..^1];
        if (odd.Chance(88)) return stage.Right(name, odd);

        var wrong = odd.Text();
        return wrong.Length == 0 ? "%00" : Oddities.Percent(wrong[..Math.Min(300, wrong.Length)]);
    }

    private ByteArrayContent? Body(Operation operation, List<string> query)
    {
        var fields = operation.Fields.Where(_ => odd.Chance(80)).ToList();
        switch (odd.Below(10))
        {
            case < 5:
                var json = $"{{{string.Join(',', fields.Select(field => $"{Oddities.Quote(field.Key)}:{Json(field.Key, field.Value)}"))}}}";
                return RawRequests.Body($"{(odd.Chance(3) ? "\ufeff" : "")}{json}");
            case < 7:
                return RawRequests.Body(string.Join('&', fields.Select(field => Pair(field.Key, field.Value))), RawRequests.Form);
            case < 9:
                query.AddRange(fields.Select(field => Pair(field.Key, field.Value)));
                return null;
            default:
                return operation.Method == HttpMethod.Get ? null : RawRequests.Body(odd.Chance(50) ? odd.Bytes() : Encoding.UTF8.GetBytes(odd.Json()), odd.OneOf([RawRequests.Json, RawRequests.Form, "text/plain", "multipart/form-data; boundary=x"]));
        }
    }

    private string Json(string name, JsonElement schema)
    {
        if (!odd.Chance(75)) return odd.Json();

        var (type, value) = (TypeOf(schema), stage.Right(name, odd));
        return type switch
        {
            "integer" => long.TryParse(value, out var number) ? $"{number}" : $"{odd.Below(4)}",
            "boolean" => odd.Chance(50) ? "true" : "false",
            "array" => $"[{(odd.Chance(50) ? "" : Oddities.Quote(value))}]",
            "object" => "{}",
            _ => Oddities.Quote(value),
        };
    }

    private string Pair(string name, JsonElement schema)
    {
        var key = TypeOf(schema) == "array" ? $"{name}[]" : name;
        if (odd.Chance(80)) return $"{key}={Uri.EscapeDataString(stage.Right(name, odd))}";
        return $"{odd.OneOf([name, $"{name}[]", $"{name}[a]", $"{name}[a][b]", $"{name}[][", $"{name}[0][0][0][0][0][0][0][0][0]"])}={Oddities.Percent(odd.Text())}";
    }

    private void Sign(HttpRequestMessage request, string data)
    {
        var isRight = odd.Chance(60);
        foreach (var (name, value) in Telephone.SignatureOf(data)) Header(request, name, isRight ? value : odd.Text());
    }

    private static string TypeOf(JsonElement schema)
    {
        if (!schema.TryGetProperty("type", out var type)) return "string";
        return type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()!).First(one => one != "null") : type.GetString()!;
    }

    /// <summary>Longer ones the server does not read; that has a test of its own.</summary>
    private static string Shortened(string query) => query.Length <= 6000 ? query : query[..Math.Max(0, query.LastIndexOf('&', 6000))];

    private static void Header(HttpRequestMessage request, string name, string value)
    {
        // Line breaks cannot be sent: the client would not.
        var sendable = new string([.. value.Where(character => character is >= ' ' and <= '~')]);
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, sendable);
    }
}
