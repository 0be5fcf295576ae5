using System.Xml.Linq;
using Plenum.Ocs;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Ocs;

public sealed class NegotiationTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string Capabilities = "/ocs/v2.php/cloud/capabilities";

    [Theory]
    [InlineData(null, null, "Xml")]
    [InlineData(null, "*/*", "Xml")]
    [InlineData(null, "", "Xml")]
    [InlineData("", "application/json", "Json")]
    [InlineData(null, "application/json", "Json")]
    [InlineData(null, "json", "Json")]
    [InlineData(null, "text/html,application/xml;q=0.9,application/json", "Xml")]
    [InlineData(null, "text/html, application/json;q=0.1, application/xml", "Json")]
    [InlineData("json", "application/xml", "Json")]
    [InlineData("xml", "application/json", "Xml")]
    [InlineData("yaml", "application/json", null)]
    [InlineData("JSON", null, null)]
    public void The_parameter_wins_then_the_first_match_then_xml(string? parameter, string? accept, string? expected)
    {
        var format = OcsFormatNegotiation.Choose(parameter, accept);

        Assert.Equal(expected, format?.ToString());
    }

    [Fact]
    [Case("platform T3")]
    public async Task Without_a_wish_the_answer_is_xml()
    {
        var (type, body) = await GetAsync(Capabilities, accept: null);

        Assert.Equal("application/xml; charset=utf-8", type);
        Assert.Equal("ocs", XDocument.Parse(body).Root!.Name.LocalName);
    }

    [Fact]
    [Case("platform T4")]
    public async Task The_parameter_outranks_the_header()
    {
        var (type, _) = await GetAsync($"{Capabilities}?format=json", "application/xml");

        Assert.Equal("application/json; charset=utf-8", type);
    }

    [Fact]
    [Case("platform T5")]
    public async Task The_first_match_counts_whatever_its_weight()
    {
        var (type, _) = await GetAsync(Capabilities, "text/html,application/xml;q=0.9,application/json");

        Assert.Equal("application/xml; charset=utf-8", type);
    }

    [Theory]
    [InlineData("yaml")]
    [InlineData("csv")]
    [InlineData("%00")]
    [Case("platform T6")]
    public async Task A_format_that_does_not_exist_is_refused_in_xml(string format)
    {
        using var http = new HttpClient();

        var response = await http.GetAsync($"{server.Url}{Capabilities}?format={format}");

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal("400", XDocument.Parse(await response.Content.ReadAsStringAsync()).Root!.Element("meta")!.Element("statuscode")!.Value);
    }

    [Fact]
    public async Task A_form_may_name_the_format()
    {
        var ada = await server.PersonAsync("ada");
        ada.Http.DefaultRequestHeaders.Accept.Clear();

        var reply = await ada.PostAsync("v4/room", RawRequests.Body("roomType=2&roomName=room&format=json", RawRequests.Form));

        Assert.Equal("room", reply.Expect(201)["name"].GetString());
    }

    [Theory]
    [InlineData("/ocs/v2.php/nope?format=json", "application/json; charset=utf-8")]
    [InlineData("/ocs/v2.php/cloud/user?format=json", "application/json; charset=utf-8")]
    [InlineData("/ocs/v1.php/nope", "application/xml; charset=utf-8")]
    [InlineData("/ocs/v2.php/cloud/user", "application/xml; charset=utf-8")]
    public async Task Errors_are_negotiated_like_everything_else(string path, string expected)
    {
        var (type, _) = await GetAsync(path, accept: null);

        Assert.Equal(expected, type);
    }

    [Fact]
    [Case("platform T7")]
    public async Task The_list_of_backgrounds_is_laid_out_as_scripts_expect_it()
    {
        var (_, body) = await GetAsync(Capabilities, accept: null);

        Assert.Contains("<predefined-backgrounds>\n       <element>1_office.jpg</element>\n", body, StringComparison.Ordinal);
    }

    [Fact]
    [Case("platform T8")]
    public async Task In_xml_false_is_empty_and_true_is_1()
    {
        var (_, body) = await GetAsync(Capabilities, accept: null);

        Assert.Contains("<extendedSupport></extendedSupport>\n", body, StringComparison.Ordinal);
        Assert.Contains("<enabled>1</enabled>\n", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Xml_has_one_element_a_line_and_one_space_a_level()
    {
        var (_, body) = await GetAsync("/ocs/v1.php/nope", accept: null);

        Assert.Equal(
            """
            <?xml version="1.0"?>
            <ocs>
             <meta>
              <status>failure</status>
              <statuscode>998</statuscode>
              <message>Invalid query, please check the syntax. The route is not known.</message>
              <totalitems></totalitems>
              <itemsperpage></itemsperpage>
             </meta>
             <data/>
            </ocs>

            """.ReplaceLineEndings("\n"),
            body);
    }

    private async Task<(string? Type, string Body)> GetAsync(string path, string? accept)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Url + path);
        request.Headers.Add("OCS-APIRequest", "true");
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await http.SendAsync(request);
        return (response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsStringAsync());
    }
}
