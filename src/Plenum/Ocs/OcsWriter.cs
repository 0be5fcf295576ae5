using System.Buffers;
using System.Net.Mime;
using System.Text.Json;

namespace Plenum.Ocs;

/// <summary>Puts data into the envelope and the envelope into the response. The only place that writes a status code.</summary>
internal static class OcsWriter
{
    private static readonly byte[] EmptyList = "[]"u8.ToArray();

    /// <param name="context">The request to answer.</param>
    /// <param name="meta">What happened.</param>
    /// <param name="writeData">Writes the value of <c>data</c>; without it an empty list.</param>
    public static async Task WriteAsync(HttpContext context, OcsMeta meta, Action<Utf8JsonWriter>? writeData = null)
    {
        var call = OcsCall.Of(context);
        var response = context.Response;
        response.StatusCode = meta.HttpStatus(call.Version);
        if (response.StatusCode is 204 or 304) return;

        var buffer = new ArrayBufferWriter<byte>(1024);
        await using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = OcsJson.Options.Encoder }))
        {
            WriteEnvelope(json, call.Version, meta, writeData);
        }

        if (call.Format == OcsFormat.Json)
        {
            response.ContentType = $"{MediaTypeNames.Application.Json}; charset=utf-8";
            response.ContentLength = buffer.WrittenCount;
            await response.Body.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
            return;
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        response.ContentType = $"{MediaTypeNames.Application.Xml}; charset=utf-8";
        await response.WriteAsync(OcsXml.Render(document.RootElement), context.RequestAborted);
    }

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
