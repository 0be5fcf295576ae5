using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace Plenum.Tests.Fuzzing;

/// <summary>What an answer says, taken from its XML and from its JSON, to be compared.</summary>
internal static class XmlReading
{
    private static readonly XmlReaderSettings Strict = new() { DtdProcessing = DtdProcessing.Prohibit, CheckCharacters = true };

    /// <summary>Reads strictly: what a parser of XML 1.0 refuses fails the test.</summary>
    public static XElement Parse(string xml)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml), Strict);
            return XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root!;
        }
        catch (XmlException exception)
        {
            throw new InvalidOperationException($"{exception.Message} In:\n{xml}", exception);
        }
    }

    public static string Of(XElement element)
    {
        var attributes = string.Concat(element.Attributes().Select(attribute => $"@{attribute.Name.LocalName}={attribute.Value};"));
        var children = element.Elements().ToList();
        return children.Count == 0 && attributes.Length == 0 ? $"'{element.Value}'" : $"{{{attributes}{string.Concat(children.Select(child => $"{child.Name.LocalName}={Of(child)};"))}}}";
    }

    public static string Of(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when value.EnumerateObject().Any():
                var all = value.EnumerateObject().ToList();
                var attributes = string.Concat(all.Where(IsAttribute).Select(property => $"@{XmlConvert.EncodeLocalName(property.Name[1..])}={Text(property.Value)};"));
                return $"{{{attributes}{string.Concat(all.Where(property => !IsAttribute(property)).Select(property => $"{Name(property.Name)}={Of(property.Value)};"))}}}";
            case JsonValueKind.Array when value.GetArrayLength() > 0:
                return $"{{{string.Concat(value.EnumerateArray().Select(item => $"element={Of(item)};"))}}}";
            case JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null:
                return "''";
            default:
                return $"'{Text(value)}'";
        }
    }

    private static bool IsAttribute(JsonProperty property) => property.Name.Length > 1 && property.Name[0] == '@' && property.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array);

    private static string Name(string key) =>
        key.Length == 0 || int.TryParse(key, NumberStyles.Integer, CultureInfo.InvariantCulture, out _) ? "element" : XmlConvert.EncodeLocalName(key);

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "1",
        JsonValueKind.False or JsonValueKind.Null => "",
        JsonValueKind.String => Legal(value.GetString()!),
        _ => value.GetRawText(),
    };

    private static string Legal(string text)
    {
        var legal = new StringBuilder();
        foreach (var rune in text.EnumerateRunes()) legal.Append(rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value) ? rune.ToString() : "\uFFFD");
        return legal.ToString();
    }
}
