using System.Globalization;
using System.Text.Json;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Fuzzing;

/// <summary>
/// Every operation of the OpenAPI document with right and wrong values, as everybody there is: never a 5xx, always an
/// envelope, a refusal changes nothing, and XML says what JSON says.
/// </summary>
public sealed class EndpointFuzzTests
{
    private const int Rounds = 1;
    private const int RequestsPerRound = 500;

    [Fact]
    public async Task Whatever_is_asked_is_answered()
    {
        foreach (var seed in FuzzRun.Seeds(Rounds))
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"PLENUM_FUZZ_SEED={seed.ToString(CultureInfo.InvariantCulture)}");
            await using var stage = await FuzzedStage.SetAsync();
            var odd = new Oddities(seed);
            for (var number = 0; number < RequestsPerRound; number++)
            {
                if (await ProblemAsync(stage, odd) is { } problem) Assert.Fail($"PLENUM_FUZZ_SEED={seed.ToString(CultureInfo.InvariantCulture)}, request {number}: {problem}");
            }
        }
    }

    private static async Task<string?> ProblemAsync(FuzzedStage stage, Oddities odd)
    {
        var operation = odd.OneOf(Operation.All);
        var person = odd.OneOf(stage.People);
        using var request = new OddRequest(stage, odd).Make(operation);
        var asked = $"{(person.User.Length > 0 ? person.User : "guest")}: {request.Method} {request.RequestUri!.OriginalString} {(request.Content is null ? "" : await request.Content.ReadAsStringAsync())} [{request.Headers}]";
        var before = await Fingerprint.TakeAsync(stage.Server);
        using var response = await person.Http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();

        var answered = $"{asked}\n-> {(int)response.StatusCode} {body[..Math.Min(body.Length, 600)]}";
        var status = (int)response.StatusCode;
        if (status is >= 500 and not 501) return answered;
        if (EnvelopeProblem(operation, response, body) is { } problem) return $"{problem}\n{answered}";
        if (status < 400 && operation.Method == HttpMethod.Get && operation.AnswersInEnvelope && !operation.Waits && !operation.Fields.ContainsKey("format") && !operation.AnswersAnew && odd.Chance(20)) return await FormatProblemAsync(person, request.RequestUri!);
        if (status < 400) return null;

        var after = await Fingerprint.TakeAsync(stage.Server);
        var changed = before.Keys.Where(table => before[table] != after[table]).ToList();
        return changed.Count == 0 ? null : $"A refusal changed {string.Join(", ", changed)}\n{answered}";
    }

    private static string? EnvelopeProblem(Operation operation, HttpResponseMessage response, string body)
    {
        var status = (int)response.StatusCode;
        if (body.Length == 0) return status is 304 or 204 or 400 or 414 or 431 ? null : "No body";

        switch (response.Content.Headers.ContentType?.MediaType)
        {
            case "application/json":
                using (var document = JsonDocument.Parse(body))
                {
                    return document.RootElement.TryGetProperty("ocs", out var ocs) && ocs.TryGetProperty("meta", out _) && ocs.TryGetProperty("data", out _) ? null : "No envelope";
                }

            case "application/xml":
                try
                {
                    return XmlReading.Parse(body).Element("meta") is null ? "No envelope" : null;
                }
                catch (InvalidOperationException exception)
                {
                    return exception.Message;
                }

            default:
                return operation.AnswersInEnvelope || status >= 400 ? $"Of type {response.Content.Headers.ContentType}" : null;
        }
    }

    /// <summary>The same question in both formats: the status line aside, which names them alike as well.</summary>
    private static async Task<string?> FormatProblemAsync(TalkClient person, Uri uri)
    {
        var bare = string.Join('&', uri.OriginalString.Split('?', 2).Skip(1).SelectMany(query => query.Split('&')).Where(pair => !pair.StartsWith("format", StringComparison.Ordinal)));
        var path = uri.OriginalString.Split('?')[0];
        using var inJson = await person.Http.GetAsync(new Uri($"{path}?format=json&{bare}"));
        using var inXml = await person.Http.GetAsync(new Uri($"{path}?format=xml&{bare}"));
        if (inJson.StatusCode != inXml.StatusCode) return $"{uri}: {inJson.StatusCode} in JSON, {inXml.StatusCode} in XML";
        if (await inJson.Content.ReadAsStringAsync() is not { Length: > 0 } json) return null;

        using var document = JsonDocument.Parse(json);
        var (said, read) = (XmlReading.Of(document.RootElement.GetProperty("ocs")), XmlReading.Of(XmlReading.Parse(await inXml.Content.ReadAsStringAsync())));
        return said == read ? null : $"{uri}: XML differs\n{said}\n{read}";
    }
}
