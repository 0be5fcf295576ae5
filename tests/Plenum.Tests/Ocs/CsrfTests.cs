using Plenum.Accounts;
using Plenum.Common;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Ocs;

public sealed class CsrfTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string Body = """{"message":"CSRF check failed"}""";
    private const string Header = "OCS-APIRequest";

    [Theory]
    [InlineData("/ocs/v2.php/apps/spreed/api/v4/room")]
    [InlineData("/ocs/v1.php/apps/spreed/api/v4/room")]
    [Case("platform T12")]
    public async Task Without_proof_a_request_is_412_outside_the_envelope(string path)
    {
        var ada = await WithoutProofAsync();

        var reply = await ada.PostAsync(path, new { roomType = 2, roomName = "room" });

        Assert.Equal((412, Body, "application/json; charset=utf-8"), (reply.Status, reply.Body, reply.Headers["Content-Type"]));
    }

    [Fact]
    public async Task Reading_needs_proof_as_well()
    {
        var ada = await WithoutProofAsync();

        var reply = await ada.GetAsync("v4/room");

        Assert.Equal((412, Body), (reply.Status, reply.Body));
    }

    [Fact]
    [Case("platform T13")]
    public async Task A_bearer_token_is_proof()
    {
        var ada = await server.PersonAsync("ada");
        var secret = Secret.Create(AppPassword.Length);
        await server.InDbAsync(db =>
        {
            db.AppPasswords.Add(new AppPassword { AccountId = ada.User, Digest = Secret.Sha256(secret), Name = "script", LoginName = ada.User });
            return Task.CompletedTask;
        });
        var script = server.Guest();
        script.Http.DefaultRequestHeaders.Remove(Header);

        var reply = await script.SendAsync(HttpMethod.Post, "v4/room", new { roomType = 2, roomName = "room" }, ("Authorization", $"Bearer {secret}"));

        Assert.Equal(201, reply.Status);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("True")]
    [InlineData("yes")]
    [Case("platform T14")]
    public async Task The_header_says_exactly_true(string value)
    {
        var ada = await WithoutProofAsync();

        var reply = await ada.SendAsync(HttpMethod.Post, "v4/room", new { roomType = 2 }, (Header, value));

        Assert.Equal((412, Body), (reply.Status, reply.Body));
    }

    [Fact]
    public async Task The_name_of_the_header_may_be_written_in_any_case()
    {
        var ada = await WithoutProofAsync();

        var reply = await ada.SendAsync(HttpMethod.Post, "v4/room", new { roomType = 2, roomName = "room" }, ("ocs-apirequest", "true"));

        Assert.Equal(201, reply.Status);
    }

    [Fact]
    public async Task An_unknown_route_is_not_found_whoever_asks()
    {
        var ada = await WithoutProofAsync();

        var reply = await ada.GetAsync("/ocs/v2.php/nope");

        Assert.Equal(404, reply.Status);
    }

    private async Task<TalkClient> WithoutProofAsync()
    {
        var ada = await server.PersonAsync("ada");
        ada.Http.DefaultRequestHeaders.Remove(Header);
        return ada;
    }
}
