using System.Text.Json;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Ocs;

public sealed class EnvelopeTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string Capabilities = "cloud/capabilities";

    [Fact]
    [Case("platform T1")]
    public async Task A_success_of_version_2_says_200()
    {
        var reply = await server.Guest().GetAsync($"/ocs/v2.php/{Capabilities}");

        Assert.Equal((200, """{"status":"ok","statuscode":200,"message":"OK"}"""), (reply.Status, reply.Meta.GetRawText()));
    }

    [Fact]
    [Case("platform T2")]
    public async Task A_success_of_version_1_says_100_and_has_two_empty_counters()
    {
        var reply = await server.Guest().GetAsync($"/ocs/v1.php/{Capabilities}");

        Assert.Equal((200, """{"status":"ok","statuscode":100,"message":"OK","totalitems":"","itemsperpage":""}"""), (reply.Status, reply.Meta.GetRawText()));
    }

    [Fact]
    [Case("platform T9")]
    public async Task An_unknown_route_of_version_1_is_200_with_code_998()
    {
        var reply = await server.Guest().GetAsync("/ocs/v1.php/nope");

        Assert.Equal((200, 998, "failure", "[]"), (reply.Status, Code(reply), Word(reply), reply.Data.GetRawText()));
    }

    [Fact]
    [Case("platform T10")]
    public async Task An_unknown_route_of_version_2_is_404()
    {
        var reply = await server.Guest().GetAsync("/ocs/v2.php/nope");

        Assert.Equal((404, 404, "failure", "[]"), (reply.Status, Code(reply), Word(reply), reply.Data.GetRawText()));
    }

    [Theory]
    [InlineData("/ocs/v1.php")]
    [InlineData("/ocs/v2.php")]
    [InlineData("/ocs/v2.php/")]
    [InlineData("/ocs/v2.php/apps/spreed/api/v4/room/UPPER")]
    [InlineData("/ocs/v2.php/apps/spreed/api/v4/room/abc")]
    [InlineData("/ocs/v2.php/apps/spreed/api/v4/room/abcdefghijklmnopqrstuvwxyz01234")]
    public async Task What_is_no_route_has_an_envelope_as_well(string path)
    {
        var reply = await server.Guest().GetAsync(path);

        Assert.Equal("failure", Word(reply));
    }

    [Theory]
    [InlineData("/ocs/v1.php")]
    [InlineData("/ocs/v2.php")]
    [Case("platform T11")]
    public async Task A_wrong_verb_is_405_in_an_envelope(string root)
    {
        var reply = await server.Guest().SendAsync(HttpMethod.Patch, $"{root}/{Capabilities}");

        Assert.Equal((405, 405, "failure", "[]"), (reply.Status, Code(reply), Word(reply), reply.Data.GetRawText()));
        Assert.Contains("GET", reply.Headers["Allow"], StringComparison.Ordinal);
    }

    [Fact]
    [Case("platform T23")]
    public async Task A_201_over_version_1_is_200_and_reads_as_a_failure()
    {
        var ada = await server.PersonAsync("ada");

        var reply = await ada.PostAsync("/ocs/v1.php/apps/spreed/api/v4/room", new { roomType = 2, roomName = "room" });

        Assert.Equal((200, 201, "failure"), (reply.Status, Code(reply), Word(reply)));
        Assert.Equal("room", reply["name"].GetString());
    }

    [Fact]
    public async Task An_error_over_version_1_is_200_with_the_code_in_the_envelope()
    {
        var ada = await server.PersonAsync("ada");

        var reply = await ada.PostAsync("/ocs/v1.php/apps/spreed/api/v4/room", new { roomType = 9, roomName = "room" });

        Assert.Equal((200, 400, "type"), (reply.Status, Code(reply), reply.Error));
    }

    [Fact]
    public async Task An_error_with_a_word_has_no_message()
    {
        var ada = await server.PersonAsync("ada");

        var reply = await ada.PostAsync("v4/room", new { roomType = 9, roomName = "room" });

        Assert.Equal(JsonValueKind.Null, reply.Meta.GetProperty("message").ValueKind);
        Assert.Equal("""{"error":"type"}""", reply.Data.GetRawText());
    }

    [Fact]
    [Case("platform T15")]
    public async Task Without_credentials_a_protected_route_of_version_2_is_401()
    {
        var reply = await server.Guest().GetAsync("/ocs/v2.php/cloud/user");

        Assert.Equal((401, 997, "[]"), (reply.Status, Code(reply), reply.Data.GetRawText()));
    }

    [Fact]
    [Case("platform T16")]
    public async Task Without_credentials_a_protected_route_of_version_1_is_401_as_well()
    {
        var reply = await server.Guest().GetAsync("/ocs/v1.php/cloud/user");

        Assert.Equal((401, 997, "[]"), (reply.Status, Code(reply), reply.Data.GetRawText()));
    }

    [Fact]
    [Case("platform T17")]
    public async Task Wrong_credentials_are_refused_even_where_none_are_needed()
    {
        var wrong = new TalkClient(server, "admin", "wrong");

        var reply = await wrong.GetAsync($"/ocs/v2.php/{Capabilities}");

        Assert.Equal((401, 997, "[]"), (reply.Status, Code(reply), reply.Data.GetRawText()));
        Assert.StartsWith("Basic realm=", reply.Headers["WWW-Authenticate"], StringComparison.Ordinal);
    }

    [Fact]
    [Case("platform T18")]
    public async Task A_script_in_a_page_is_not_answered_with_a_scheme_that_opens_a_dialog()
    {
        var wrong = new TalkClient(server, "admin", "wrong");

        var reply = await wrong.SendAsync(HttpMethod.Get, $"/ocs/v2.php/{Capabilities}", null, ("X-Requested-With", "XMLHttpRequest"));

        Assert.Equal(401, reply.Status);
        Assert.StartsWith("DummyBasic", reply.Headers["WWW-Authenticate"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Basic !!!")]
    [InlineData("Basic YWRtaW4=")]
    [InlineData("Basic gICAgA==")]
    [InlineData("Bearer nothing-known")]
    public async Task Credentials_that_cannot_be_read_are_wrong(string authorization)
    {
        var reply = await server.Guest().SendAsync(HttpMethod.Get, $"/ocs/v2.php/{Capabilities}", null, ("Authorization", authorization));

        Assert.Equal((401, 997), (reply.Status, Code(reply)));
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("Digest username=\"admin\"")]
    public async Task A_scheme_that_is_not_spoken_here_is_no_credentials(string authorization)
    {
        var reply = await server.Guest().SendAsync(HttpMethod.Get, $"/ocs/v2.php/{Capabilities}", null, ("Authorization", authorization));

        Assert.Equal(200, reply.Status);
    }

    private static int Code(Reply reply) => reply.Meta.GetProperty("statuscode").GetInt32();

    private static string Word(Reply reply) => reply.Meta.GetProperty("status").GetString()!;
}
