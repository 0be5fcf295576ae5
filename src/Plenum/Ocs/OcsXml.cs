using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;

namespace Plenum.Ocs;

/// <summary>The XML layout of an answer (platform §1.4), made from its JSON: one element a line, one space per level.</summary>
internal static class OcsXml
{
    public static string Render(JsonElement root)
    {
        var xml = new StringBuilder("<?xml version=\"1.0\"?>\n");
        foreach (var property in root.EnumerateObject()) Element(xml, property.Name, property.Value, depth: 0);
        return xml.ToString();
    }

    private static void Element(StringBuilder xml, string name, JsonElement value, int depth)
    {
        xml.Append(' ', depth).Append('<').Append(name);
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when value.EnumerateObject().Any():
                Attributes(xml, value);
                xml.Append(">\n");
                foreach (var child in value.EnumerateObject())
                {
                    if (!IsAttribute(child)) Element(xml, ElementName(child.Name), child.Value, depth + 1);
                }

                Close(xml.Append(' ', depth), name);
                break;
            case JsonValueKind.Array when value.GetArrayLength() > 0:
                xml.Append(">\n");
                foreach (var child in value.EnumerateArray()) Element(xml, "element", child, depth + 1);
                Close(xml.Append(' ', depth), name);
                break;
            case JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null or JsonValueKind.Undefined:
                xml.Append("/>\n");
                break;
            default:
                xml.Append('>').Append(Text(value));
                Close(xml, name);
                break;
        }
    }

    private static void Attributes(StringBuilder xml, JsonElement value)
    {
        foreach (var child in value.EnumerateObject())
        {
            if (IsAttribute(child)) xml.Append(' ').Append(XmlConvert.EncodeLocalName(child.Name[1..])).Append("=\"").Append(AttributeText(child.Value)).Append('"');
        }
    }

    /// <summary>Parsers turn line breaks and tabs in attributes into blanks unless they are written as references.</summary>
    private static string AttributeText(JsonElement value) =>
        Text(value).Replace("\n", "&#10;", StringComparison.Ordinal).Replace("\t", "&#9;", StringComparison.Ordinal);

    private static bool IsAttribute(JsonProperty property) =>
        property.Name.Length > 1 && property.Name[0] == '@' && property.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array);

    /// <summary>Keys that are numbers, or nothing, are list entries; what else cannot be a name in XML (an emoji) is written as one.</summary>
    private static string ElementName(string key) =>
        key.Length == 0 || int.TryParse(key, NumberStyles.Integer, CultureInfo.InvariantCulture, out _) ? "element" : XmlConvert.EncodeLocalName(key);

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "1",
        JsonValueKind.False or JsonValueKind.Null => "",
        JsonValueKind.String => Escape(value.GetString()!),
        _ => value.GetRawText(),
    };

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            _ = character switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                // A parser would read a line feed.
                '\r' => escaped.Append("&#13;"),
                _ when XmlConvert.IsXmlChar(character) || char.IsSurrogate(character) => escaped.Append(character),
                _ => escaped.Append('\uFFFD'),
            };
        }

        return escaped.ToString();
    }

    private static void Close(StringBuilder xml, string name) => xml.Append("</").Append(name).Append(">\n");
}
