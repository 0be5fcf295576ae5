using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Plenum.Ocs;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Ocs;

/// <summary>Whatever is sent to an OCS route: the answer is an envelope, and the server has not crashed.</summary>
public sealed class HostileInputTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const int Limit = 1024 * 1024;

    private static readonly (string Type, byte[] Bytes)[] Bodies =
    [
        (RawRequests.Json, "{"u8.ToArray()),
        (RawRequests.Json, "\"text\""u8.ToArray()),
        (RawRequests.Json, "[1,2,3]"u8.ToArray()),
        (RawRequests.Json, [0xff, 0xfe, 0x00]),
        (RawRequests.Json, Encoding.UTF8.GetBytes($$"""{"a":{{new string('[', 5000)}}{{new string(']', 5000)}}}""")),
        (RawRequests.Json, """{"message":"\ud800","displayName":"\udc00","roomName":"\ud800"}"""u8.ToArray()),
        (RawRequests.Form, [(byte)'a', (byte)'=', 0xff]),
        ("multipart/form-data", "no boundary"u8.ToArray()),
        ("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\nnever ends"u8.ToArray()),
        ("text/html", "<p>"u8.ToArray()),
    ];

    [Fact]
    public async Task No_route_crashes_over_a_body()
    {
        var admin = server.Admin();
        var room = await admin.CreatePublicAsync();
        var crashed = new List<string>();

        foreach (var route in Writing())
        {
            foreach (var (type, bytes) in Bodies)
            {
                var reply = await admin.SendAsync(route.Method, route.Path(("token", room.Token)), RawRequests.Body(bytes, type));
                if (IsBad(reply)) crashed.Add($"{route} with {type}: {reply.Status} {reply.Body}");
            }
        }

        Assert.True(crashed.Count == 0, string.Join('\n', crashed));
    }

    /// <summary>Each declared parameter in turn as every kind of value that it is not.</summary>
    [Theory]
    [InlineData("""[["deep"],{"er":1}]""")]
    [InlineData("""{"a":{"b":[]}}""")]
    [InlineData("\"a\\u0000b\"")]
    [InlineData("99999999999999999999")]
    [InlineData("1e999")]
    [InlineData("-1")]
    [InlineData("\"\"")]
    [InlineData("true")]
    [InlineData("null")]
    public async Task No_route_crashes_over_a_value(string value)
    {
        var admin = server.Admin();
        var room = await admin.CreatePublicAsync();
        var crashed = new List<string>();

        foreach (var route in Writing())
        {
            foreach (var name in Names(route))
            {
                var reply = await admin.SendAsync(route.Method, route.Path(("token", room.Token)), RawRequests.Body($$"""{"{{name}}":{{value}}}"""));
                if (IsBad(reply)) crashed.Add($"{route} with {name}: {reply.Status} {reply.Body}");
            }
        }

        Assert.True(crashed.Count == 0, string.Join('\n', crashed));
    }

    [Fact]
    public async Task No_route_crashes_over_a_query()
    {
        var admin = server.Admin();
        var room = await admin.CreatePublicAsync();
        var crashed = new List<string>();

        foreach (var route in server.OcsRoutes().Where(route => route.Method == HttpMethod.Get))
        {
            var nonsense = string.Join('&', Names(route).SelectMany(name => new[] { $"{name}[a][b]=1", $"{name}=%00%ff", $"{name}=-99999999999999999999", $"{name}[]=x" }));
            var reply = await admin.GetAsync($"{route.Path(("token", room.Token))}?{nonsense}&timeout=0");
            if (IsBad(reply)) crashed.Add($"{route}: {reply.Status} {reply.Body}");
        }

        Assert.True(crashed.Count == 0, string.Join('\n', crashed));
    }

    [Fact]
    public async Task Words_in_place_of_ids_are_no_routes()
    {
        var admin = server.Admin();
        var room = await admin.CreatePublicAsync();
        var crashed = new List<string>();

        foreach (var route in server.OcsRoutes().Where(route => route.Pattern.Count(character => character == '{') > 1))
        {
            foreach (var odd in (string[])["x", "-1", "99999999999999999999", "%00", "%ff", "%2e%2e", new string('9', 2000)])
            {
                var others = route.Endpoint.RoutePattern.Parameters.Where(parameter => parameter.Name != "token").Select(parameter => (parameter.Name, odd));
                var reply = await admin.SendAsync(route.Method, route.Path([("token", room.Token), .. others]));
                if (IsBad(reply) && reply.Body.Length > 0) crashed.Add($"{route} with {odd}: {reply.Status} {reply.Body}");
            }
        }

        Assert.True(crashed.Count == 0, string.Join('\n', crashed));
    }

    [Theory]
    [InlineData(RawRequests.Json)]
    [InlineData(RawRequests.Form)]
    public async Task A_body_of_more_than_1_MiB_is_413(string type)
    {
        var ada = await server.PersonAsync("ada");

        var reply = await ada.PostAsync("v4/room", RawRequests.Body(new string(' ', Limit + 1), type));

        Assert.Equal((413, 413), (reply.Status, reply.Meta.GetProperty("statuscode").GetInt32()));
    }

    [Fact]
    public async Task A_body_of_exactly_1_MiB_is_read()
    {
        var ada = await server.PersonAsync("ada");
        const string Room = """{"roomType":2,"roomName":"room"}""";

        var reply = await ada.PostAsync("v4/room", RawRequests.Body(Room + new string(' ', Limit - Room.Length)));

        Assert.Equal(201, reply.Status);
    }

    [Theory]
    [InlineData(8_000, 200)]
    [InlineData(8_200, 414)]
    [InlineData(30_000, 414)]
    public async Task An_address_of_more_than_8_KiB_is_414(int length, int status)
    {
        var reply = await server.Guest().GetAsync($"/ocs/v2.php/cloud/capabilities?x={new string('x', length)}");

        Assert.Equal((status, status), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task An_address_that_is_far_too_long_is_refused_without_a_page()
    {
        var reply = await server.Guest().GetAsync($"/ocs/v2.php/cloud/capabilities?x={new string('x', 40_000)}");

        Assert.Equal((414, ""), (reply.Status, reply.Body));
    }

    [Theory]
    [InlineData(1, 40_000)]
    [InlineData(120, 1)]
    public async Task Too_many_or_too_long_headers_are_refused_without_a_page(int count, int length)
    {
        var headers = Enumerable.Range(0, count).Select(number => ($"X-{number}", new string('x', length))).ToArray();

        var reply = await server.Guest().SendAsync(HttpMethod.Get, "/ocs/v2.php/cloud/capabilities", body: null, headers);

        Assert.Equal((431, ""), (reply.Status, reply.Body));
    }

    [Fact]
    public async Task A_body_that_does_not_come_is_given_up()
    {
        var answer = await RawAsync("POST /ocs/v2.php/cloud/users HTTP/1.1\r\nHost: localhost\r\nOCS-APIRequest: true\r\nAccept: application/json\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");

        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_malformed_body_is_400_after_the_guards_have_spoken()
    {
        var ada = await server.PersonAsync("ada");

        var room = await ada.CreateGroupAsync();

        var member = await ada.PostAsync($"v1/chat/{room.Token}", RawRequests.Body("{"));
        var stranger = await (await server.PersonAsync("bob")).PostAsync($"v1/chat/{room.Token}", RawRequests.Body("{"));

        Assert.Equal((400, "body"), (member.Status, member.Error));
        Assert.Equal(404, stranger.Status);
    }

    [Fact]
    public async Task A_path_with_a_null_character_is_refused()
    {
        var answer = await RawAsync("GET /ocs/v2.php/cloud%00/capabilities HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("a%2500")]
    [InlineData("a%2561")]
    [InlineData("a%252e%252e")]
    public async Task A_path_is_decoded_once(string id)
    {
        var reply = await server.Admin().GetAsync($"/ocs/v2.php/cloud/users/{id}");

        Assert.Equal(404, reply.Status);
        Assert.Equal("failure", reply.Meta.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_body_that_ends_too_early_harms_nobody()
    {
        await RawAsync("POST /ocs/v2.php/apps/spreed/api/v4/room HTTP/1.1\r\nHost: localhost\r\nOCS-APIRequest: true\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{", wait: false);

        var reply = await server.Guest().GetAsync("/healthz");

        Assert.Equal(200, reply.Status);
    }

    /// <summary>501 is an answer: a server without a telephone has one for each route of the telephone.</summary>
    private static bool IsBad(Reply reply) =>
        reply.Status is >= 500 and not 501 || (reply.Meta.ValueKind == JsonValueKind.Undefined && reply.Body.Contains('<', StringComparison.Ordinal));

    private static IEnumerable<string> Names(Route route) => route.Find<OcsRequestMetadata>()?.Parameters.Select(parameter => parameter.Name) ?? [];

    private IEnumerable<Route> Writing() => server.OcsRoutes().Where(route => route.Method != HttpMethod.Get);

    private async Task<string> RawAsync(string request, bool wait = true)
    {
        var address = new Uri(server.Url);
        using var client = new TcpClient(address.Host, address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        if (!wait) return "";

        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
