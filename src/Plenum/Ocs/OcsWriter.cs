using System.Buffers;
using System.Net.Mime;
using System.Text;
using System.Text.Json;

namespace Plenum.Ocs;

/// <summary>An answer as it is sent.</summary>
internal sealed record OcsBody(string ContentType, ReadOnlyMemory<byte> Bytes);

/// <summary>Puts data into the envelope and the envelope into the response. The only place that writes a status code.</summary>
internal static class OcsWriter
{
    private static readonly byte[] EmptyList = "[]"u8.ToArray();

    /// <param name="context">The request to answer.</param>
    /// <param name="meta">What happened.</param>
    /// <param name="writeData">Writes the value of <c>data</c>; without it an empty list.</param>
    public static Task WriteAsync(HttpContext context, OcsMeta meta, Action<Utf8JsonWriter>? writeData = null)
    {
        var call = OcsCall.Of(context);
        return HasNoBody(meta.HttpStatus(call.Version)) ? WriteAsync(context, meta, body: null) : WriteAsync(context, meta, Render(call, meta, writeData));
    }

    /// <summary>The same with an answer that is written already, for the same call.</summary>
    public static async Task WriteAsync(HttpContext context, OcsMeta meta, OcsBody? body)
    {
        var response = context.Response;
        response.StatusCode = meta.HttpStatus(OcsCall.Of(context).Version);
        if (body is null || HasNoBody(response.StatusCode)) return;

        response.ContentType = body.ContentType;
        response.ContentLength = body.Bytes.Length;
        await response.Body.WriteAsync(body.Bytes, context.RequestAborted);
    }

    public static OcsBody Render(OcsCall call, OcsMeta meta, Action<Utf8JsonWriter>? writeData)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = OcsJson.Options.Encoder }))
        {
            WriteEnvelope(json, call.Version, meta, writeData);
        }

        if (call.Format == OcsFormat.Json) return new OcsBody($"{MediaTypeNames.Application.Json}; charset=utf-8", buffer.WrittenMemory);

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return new OcsBody($"{MediaTypeNames.Application.Xml}; charset=utf-8", Encoding.UTF8.GetBytes(OcsXml.Render(document.RootElement)));
    }

    private static bool HasNoBody(int status) => status is 204 or 304;

    private static void WriteEnvelope(Utf8JsonWriter json, int version, OcsMeta meta, Action<Utf8JsonWriter>? writeData)
    {
        var success = meta.IsSuccess(version);
        json.WriteStartObject();
        json.WriteStartObject("ocs");
        json.WriteStartObject("meta");
        json.WriteString("status", success ? "ok" : "failure");
        json.WriteNumber("statuscode", meta.StatusCode(version));
        json.WriteString("message", success ? "OK" : meta.Message);
        if (version == 1)
        {
            json.WriteString("totalitems", "");
            json.WriteString("itemsperpage", "");
        }

        json.WriteEndObject();
        json.WritePropertyName("data");
        if (writeData is null) json.WriteRawValue(EmptyList);
        else writeData(json);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
