using System.Text.Json;
using System.Xml.Linq;
using Plenum.Ocs;

namespace Plenum.Tests.Ocs;

public sealed class OcsXmlTests
{
    [Theory]
    [InlineData("true", "<k>1</k>")]
    [InlineData("false", "<k></k>")]
    [InlineData("null", "<k/>")]
    [InlineData("\"\"", "<k></k>")]
    [InlineData("[]", "<k/>")]
    [InlineData("{}", "<k/>")]
    [InlineData("12", "<k>12</k>")]
    [InlineData("1.5", "<k>1.5</k>")]
    [InlineData("\"<a & \\\"b\\\">\"", "<k>&lt;a &amp; &quot;b&quot;&gt;</k>")]
    [InlineData("\"😀\"", "<k>😀</k>")]
    [InlineData("\"a\\u0000b\"", "<k>a\uFFFDb</k>")]
    [InlineData("[1,2]", "<k>\n <element>1</element>\n <element>2</element>\n</k>")]
    [InlineData("{\"7\":1}", "<k>\n <element>1</element>\n</k>")]
    [InlineData("{\"@id\":5,\"a\":1}", "<k id=\"5\">\n <a>1</a>\n</k>")]
    [InlineData("{\"👍\":1}", "<k>\n <_x0001F44D_>1</_x0001F44D_>\n</k>")]
    public void A_value_becomes_an_element(string json, string expected)
    {
        using var document = JsonDocument.Parse($"{{\"k\":{json}}}");

        var xml = OcsXml.Render(document.RootElement);

        Assert.Equal($"<?xml version=\"1.0\"?>\n{expected}\n", xml);
        Assert.NotNull(XDocument.Parse(xml).Root);
    }

    [Theory]
    [InlineData("""{"a":"x\ry"}""", "<a>x&#13;y</a>")]
    [InlineData("""{"":1}""", "<element>1</element>")]
    [InlineData("""{"a":{"@<":"x\ty\n"}}""", "<a _x003C_=\"x&#9;y&#10;\">")]
    [InlineData("""{"a":{"@":1}}""", "<_x0040_>1</_x0040_>")]
    [InlineData("""{"a":{"@b":[1]}}""", "<_x0040_b>")]
    public void What_a_parser_would_read_otherwise_is_written_as_it_is_meant(string json, string part)
    {
        using var document = System.Text.Json.JsonDocument.Parse($$"""{"ocs":{{json}}}""");

        var xml = OcsXml.Render(document.RootElement);

        Assert.Contains(part, xml, StringComparison.Ordinal);
        System.Xml.Linq.XDocument.Parse(xml);
    }
}
