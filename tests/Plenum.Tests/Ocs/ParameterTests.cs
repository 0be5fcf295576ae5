using System.ComponentModel.DataAnnotations;
using System.Text;
using Microsoft.AspNetCore.Http;
using Plenum.Ocs;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Ocs;

public sealed class ParameterTests
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string Json = "application/json";

    [Theory]
    [InlineData("x=false", false)]
    [InlineData("x=0", false)]
    [InlineData("x=", false)]
    [InlineData("x=1", true)]
    [InlineData("x=true", true)]
    [InlineData("x=yes", true)]
    [InlineData("", true)]
    [Case("platform T19")]
    public async Task A_flag_of_a_form(string form, bool expected)
    {
        var (probe, misfit) = await BindAsync<FlagProbe>("POST", form, Form);

        Assert.Equal((expected, null), (probe.X, misfit));
    }

    [Theory]
    [InlineData("""{"x":true}""", true)]
    [InlineData("""{"x":false}""", false)]
    [InlineData("""{"x":0}""", false)]
    [InlineData("""{"x":2}""", true)]
    [InlineData("""{"x":null}""", true)]
    [InlineData("""{"x":"false"}""", false)]
    [InlineData("{}", true)]
    [InlineData("", true)]
    [InlineData("null", true)]
    [InlineData("[]", true)]
    public async Task A_flag_of_json(string json, bool expected)
    {
        var (probe, misfit) = await BindAsync<FlagProbe>("POST", json, Json);

        Assert.Equal((expected, null), (probe.X, misfit));
    }

    [Theory]
    [InlineData("""{"n":12}""", 12)]
    [InlineData("""{"n":"12"}""", 12)]
    [InlineData("""{"n":"12abc"}""", 12)]
    [InlineData("""{"n":" 12"}""", 12)]
    [InlineData("""{"n":"-3"}""", -3)]
    [InlineData("""{"n":""}""", 0)]
    [InlineData("""{"n":"abc"}""", 0)]
    [InlineData("""{"n":true}""", 1)]
    [InlineData("""{"n":1.9}""", 1)]
    [InlineData("""{"n":null}""", 7)]
    [InlineData("{}", 7)]
    public async Task A_number(string json, int expected)
    {
        var (probe, misfit) = await BindAsync<NumberProbe>("POST", json, Json);

        Assert.Equal((expected, null), (probe.N, misfit));
    }

    [Theory]
    [InlineData("""{"n":[1]}""")]
    [InlineData("""{"n":{"a":1}}""")]
    [InlineData("""{"n":99999999999}""")]
    [InlineData("""{"n":99999999999999999999999999999999}""")]
    [InlineData("""{"n":"99999999999999999999"}""")]
    [InlineData("""{"n":1e300}""")]
    public async Task A_number_that_cannot_be_one_is_refused_by_name(string json)
    {
        var (_, misfit) = await BindAsync<NumberProbe>("POST", json, Json);

        Assert.Equal("n", misfit);
    }

    [Theory]
    [InlineData("""{"level":1}""", null)]
    [InlineData("""{"level":3}""", null)]
    [InlineData("""{"level":0}""", "level")]
    [InlineData("""{"level":4}""", "level")]
    [InlineData("""{"level":4611686018427387904}""", "level")]
    [InlineData("{}", "level")]
    [InlineData("""{"level":null}""", "level")]
    public async Task What_is_required_must_be_there_and_in_its_range(string json, string? expected)
    {
        var (_, misfit) = await BindAsync<RangeProbe>("POST", json, Json);

        Assert.Equal(expected, misfit);
    }

    [Theory]
    [InlineData("""{"name":123}""", "123")]
    [InlineData("""{"name":"0123"}""", "0123")]
    [InlineData("""{"name":1.5}""", "1.5")]
    [InlineData("""{"name":true}""", "1")]
    public async Task A_text_may_arrive_as_a_number(string json, string expected)
    {
        var (probe, _) = await BindAsync<TextProbe>("POST", json, Json);

        Assert.Equal(expected, probe.Name);
    }

    [Theory]
    [InlineData("""{"name":["a"]}""")]
    [InlineData("""{"name":{"a":"b"}}""")]
    [InlineData("""{"name":"a\u0000b"}""")]
    public async Task A_text_is_no_list_and_has_no_null_characters(string json)
    {
        var (_, misfit) = await BindAsync<TextProbe>("POST", json, Json);

        Assert.Equal("name", misfit);
    }

    [Theory]
    [InlineData("POST", "a[]=x&a[]=y", Form)]
    [InlineData("POST", "a[0]=x&a[1]=y", Form)]
    [InlineData("POST", "a%5B%5D=x&a%5B%5D=y", Form)]
    [InlineData("DELETE", "a[]=x&a[]=y", Form)]
    [InlineData("POST", """{"a":["x","y"]}""", Json)]
    [InlineData("POST", """{"a":{"0":"x","1":"y"}}""", Json)]
    [InlineData("GET", """{"a":["x","y"]}""", Json)]
    [Case("platform T21", "platform T22")]
    public async Task A_list_has_many_spellings(string method, string body, string type)
    {
        var (probe, misfit) = await BindAsync<ListProbe>(method, body, type);

        Assert.Null(misfit);
        Assert.Equal(["x", "y"], probe.A);
    }

    [Theory]
    [InlineData("map[one]=1&map[12]=2", Form)]
    [InlineData("""{"map":{"one":"1","12":2}}""", Json)]
    public async Task A_map_has_two_spellings(string body, string type)
    {
        var (probe, _) = await BindAsync<MapProbe>("POST", body, type);

        Assert.Equal([("one", "1"), ("12", "2")], probe.Map!.Select(entry => (entry.Key, entry.Value)));
    }

    [Theory]
    [InlineData("map[3]=1&map[7]=2", Form)]
    public async Task A_map_keeps_its_numeric_keys(string body, string type)
    {
        var (probe, _) = await BindAsync<MapProbe>("POST", body, type);

        Assert.Equal([("3", "1"), ("7", "2")], probe.Map!.Select(entry => (entry.Key, entry.Value)));
    }

    [Fact]
    public async Task An_empty_list_stands_for_an_empty_map()
    {
        var (probe, misfit) = await BindAsync<MapProbe>("POST", """{"map":[]}""", Json);

        Assert.Null(misfit);
        Assert.Empty(probe.Map!);
    }

    [Theory]
    [InlineData("n=2", Form)]
    [InlineData("""{"n":2}""", Json)]
    [Case("platform T20")]
    public async Task The_body_wins_over_the_query(string body, string type)
    {
        var (probe, _) = await BindAsync<NumberProbe>("POST", body, type, "?n=1");

        Assert.Equal(2, probe.N);
    }

    [Fact]
    public async Task Body_and_query_complete_each_other()
    {
        var (probe, _) = await BindAsync<PairProbe>("POST", "name=x", Form, "?n=1");

        Assert.Equal(("x", 1), (probe.Name, probe.N));
    }

    [Fact]
    public async Task A_form_on_a_get_is_not_looked_at()
    {
        var (probe, _) = await BindAsync<NumberProbe>("GET", "n=2", Form, "?n=1");

        Assert.Equal(1, probe.N);
    }

    [Theory]
    [InlineData("{", Json)]
    [InlineData("nonsense", Json)]
    [InlineData("\"text\"", Json)]
    [InlineData("[1,2]", Json)]
    [InlineData("""{"n":"\ud800"}""", Json)]
    [InlineData("""{"\ud800":1}""", Json)]
    [InlineData("no boundary", "multipart/form-data")]
    [InlineData("--b\r\nbroken", "multipart/form-data; boundary=b")]
    public async Task A_body_that_cannot_be_read_is_refused(string body, string type)
    {
        var (probe, misfit) = await BindAsync<NumberProbe>("POST", body, type);

        Assert.Equal((7, "body"), (probe.N, misfit));
    }

    [Theory]
    [InlineData(Json)]
    [InlineData(Form)]
    public async Task A_body_that_is_not_utf_8_is_refused(string type)
    {
        var (_, misfit) = await BindAsync<NumberProbe>("POST", [(byte)'n', (byte)'=', 0xff, 0xfe], type);

        Assert.Equal("body", misfit);
    }

    [Fact]
    public async Task Json_nested_too_deeply_is_refused()
    {
        var (_, misfit) = await BindAsync<NumberProbe>("POST", $$"""{"n":{{new string('[', 40)}}{{new string(']', 40)}}}""", Json);

        Assert.Equal("body", misfit);
    }

    [Fact]
    public async Task A_form_key_nested_too_deeply_is_just_a_name()
    {
        var (probe, misfit) = await BindAsync<NumberProbe>("POST", $"n=3&x{string.Concat(Enumerable.Repeat("[a]", 5000))}=1", Form);

        Assert.Equal((3, null), (probe.N, misfit));
    }

    [Fact]
    public async Task Fields_of_a_multipart_body_are_parameters()
    {
        var (probe, misfit) = await BindAsync<PairProbe>("POST", "--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nx\r\n--b\r\nContent-Disposition: form-data; name=\"n\"\r\n\r\n5\r\n--b--\r\n", "multipart/form-data; boundary=b");

        Assert.Equal(("x", 5, null), (probe.Name, probe.N, misfit));
    }

    private static Task<(T Probe, string? Misfit)> BindAsync<T>(string method, string body, string type, string query = "")
        where T : OcsRequest<T> =>
        BindAsync<T>(method, Encoding.UTF8.GetBytes(body), type, query);

    private static async Task<(T Probe, string? Misfit)> BindAsync<T>(string method, byte[] body, string type, string query = "")
        where T : OcsRequest<T>
    {
        var context = new DefaultHttpContext();
        context.Request.Method = method;
        context.Request.QueryString = new QueryString(query);
        context.Request.ContentType = type;
        context.Request.Body = new MemoryStream(body);
        context.Request.ContentLength = body.Length;
        var probe = await OcsRequest<T>.BindAsync(context);
        return (probe!, OcsBinding.MisfitOf(context));
    }

    internal sealed record FlagProbe(bool X = true) : OcsRequest<FlagProbe>;

    internal sealed record NumberProbe(int N = 7) : OcsRequest<NumberProbe>;

    internal sealed record PairProbe(string Name, int N) : OcsRequest<PairProbe>;

    internal sealed record RangeProbe([Range(1, 3)] long Level) : OcsRequest<RangeProbe>;

    internal sealed record TextProbe(string Name) : OcsRequest<TextProbe>;

    internal sealed record ListProbe(string[] A) : OcsRequest<ListProbe>;

    internal sealed record MapProbe(IReadOnlyDictionary<string, string>? Map = null) : OcsRequest<MapProbe>;
}
