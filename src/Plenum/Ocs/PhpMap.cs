using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plenum.Ocs;

/// <summary>A map that clients expect as <c>[]</c> when it is empty (platform §1.3), such as <c>messageParameters</c>.</summary>
internal sealed class PhpMapConverter<TValue> : JsonConverter<IReadOnlyDictionary<string, TValue>>
{
    public override IReadOnlyDictionary<string, TValue> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray) return JsonSerializer.Deserialize<Dictionary<string, TValue>>(ref reader, options)!;

        reader.Skip();
        return new Dictionary<string, TValue>(StringComparer.Ordinal);
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, TValue> value, JsonSerializerOptions options)
    {
        if (value.Count == 0)
        {
            writer.WriteStartArray();
            writer.WriteEndArray();
            return;
        }

        writer.WriteStartObject();
        foreach (var (key, entry) in value)
        {
            writer.WritePropertyName(key);
            JsonSerializer.Serialize(writer, entry, options);
        }

        writer.WriteEndObject();
    }
}
