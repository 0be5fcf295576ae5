using System.Text.Json;
using Plenum.Administration;
using Plenum.Settings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Administration;

public sealed class CapabilitiesTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string Path = "/ocs/v2.php/cloud/capabilities";

    [Fact]
    [Case("platform T90")]
    public async Task The_version_has_all_of_its_parts()
    {
        var reply = await server.Guest().GetAsync("/ocs/v1.php/cloud/capabilities");

        Assert.Equal("""{"major":35,"minor":0,"micro":0,"string":"35.0.0","edition":"","extendedSupport":false}""", reply["version"].GetRawText());
    }

    [Fact]
    [Case("platform T50")]
    public async Task A_guest_sees_talk_but_may_create_nothing()
    {
        var reply = await server.Guest().GetAsync(Path);

        var talk = Talk(reply);
        Assert.NotEmpty(talk.GetProperty("features").EnumerateArray());
        Assert.False(Config(talk, "attachments").TryGetProperty("folder", out _));
        Assert.False(Config(talk, "attachments").GetProperty("allowed").GetBoolean());
        Assert.False(Config(talk, "conversations").GetProperty("can-create").GetBoolean());
        Assert.False(reply["capabilities"].TryGetProperty("provisioning_api", out _));
        Assert.False(reply["capabilities"].TryGetProperty("user_status", out _));
    }

    [Fact]
    public async Task An_account_learns_more_than_a_guest()
    {
        var ada = await server.PersonAsync("ada");

        var reply = await ada.GetAsync(Path);

        Assert.True(Config(Talk(reply), "conversations").GetProperty("can-create").GetBoolean());
        Assert.Equal(2, reply["capabilities"].GetProperty("provisioning_api").GetProperty("AccountPropertyScopesVersion").GetInt32());
    }

    [Fact]
    public async Task Apps_that_do_not_exist_have_no_part()
    {
        var ada = await server.PersonAsync("ada");

        var reply = await ada.GetAsync(Path);

        Assert.Equal(["core", "bruteforce", "theming", "spreed", "notifications", "provisioning_api", "user_status"], Names(reply["capabilities"]));
    }

    [Fact]
    public async Task An_account_learns_that_there_are_statuses()
    {
        var ada = await server.PersonAsync("ada");

        var reply = await ada.GetAsync(Path);

        Assert.Equal("""{"enabled":true,"restore":true,"supports_emoji":true,"supports_busy":true}""", reply["capabilities"].GetProperty("user_status").GetRawText());
    }

    [Fact]
    public async Task Config_is_an_object_of_objects_with_every_key()
    {
        var talk = Talk(await server.Guest().GetAsync(Path));

        var config = talk.GetProperty("config");
        Assert.Equal(["attachments", "call", "chat", "conversations", "federation", "previews", "signaling", "experiments", "feature-hints", "permissions"], Names(config));
        Assert.All(config.EnumerateObject(), group => Assert.Equal(JsonValueKind.Object, group.Value.ValueKind));
        Assert.Equal(["allowed", "conversation-subfolders"], Names(Config(talk, "attachments")));
        Assert.Equal(
            [
                "enabled", "breakout-rooms", "recording", "recording-consent", "supported-reactions", "predefined-backgrounds", "predefined-backgrounds-v2",
                "can-upload-background", "sip-enabled", "sip-dialout-enabled", "can-enable-sip", "default-phone-region", "start-without-media", "max-duration",
                "blur-virtual-background", "end-to-end-encryption", "live-transcription", "live-translation", "live-transcription-target-language-id",
                "play-sounds", "grid-limit", "grid-limit-enforced",
            ],
            Names(Config(talk, "call")));
        Assert.Equal(
            ["max-length", "read-privacy", "has-translation-providers", "has-translation-task-providers", "typing-privacy", "summary-threshold", "style", "matterbridge-enabled"],
            Names(Config(talk, "chat")));
        Assert.Equal(
            [
                "can-create", "force-passwords", "list-style", "description-length", "retention-event", "retention-phone",
                "retention-instant-meetings", "retention-classified", "sort-order", "group-mode",
            ],
            Names(Config(talk, "conversations")));
        Assert.Equal("""{"enabled":false,"incoming-enabled":false,"outgoing-enabled":false,"only-trusted-servers":true}""", Config(talk, "federation").GetRawText());
        Assert.Equal("""{"max-default":510,"max-custom":511,"default":502}""", Config(talk, "permissions").GetRawText());
        Assert.Equal("""{"session-ping-limit":200,"mode":"external"}""", Config(talk, "signaling").GetRawText());
    }

    [Fact]
    public async Task Local_names_what_a_client_takes_from_its_own_server()
    {
        var talk = Talk(await server.Guest().GetAsync(Path));

        var local = talk.GetProperty("config-local");
        Assert.Equal(27, talk.GetProperty("features-local").GetArrayLength());
        Assert.Equal(Names(talk.GetProperty("config")), Names(local));
        Assert.Equal("[]", local.GetProperty("permissions").GetRawText());
        Assert.Equal(["can-create", "list-style", "description-length", "sort-order", "group-mode"], Texts(local.GetProperty("conversations")));
        Assert.Contains("folder", Texts(local.GetProperty("attachments")));
        Assert.Contains("hello-v2-token-key", Texts(local.GetProperty("signaling")));
        Assert.DoesNotContain("enabled", Texts(local.GetProperty("call")));
    }

    [Fact]
    public async Task The_part_of_talk_is_new_enough_for_every_client()
    {
        var talk = Talk(await server.Guest().GetAsync(Path));

        Assert.Equal("25.0.0", talk.GetProperty("version").GetString());
        Assert.Superset(new HashSet<string> { "conversation-v4", "chat-v2", "webinary-lobby", "breakout-rooms-v1", "breakout-rooms-public" }, Texts(talk.GetProperty("features")).ToHashSet());
    }

    [Fact]
    public void No_flag_is_listed_twice()
    {
        Assert.Equal(TalkFeatures.Names.Count, TalkFeatures.Names.Distinct().Count());
        Assert.Equal(TalkFeatures.Local.Count, TalkFeatures.Local.Distinct().Count());
    }

    [Fact]
    [Case("platform T25")]
    public async Task Who_has_them_already_is_told_so_without_a_body()
    {
        var guest = server.Guest();
        var first = await guest.GetAsync(Path);

        var second = await guest.SendAsync(HttpMethod.Get, Path, null, ("If-None-Match", first.Headers["ETag"]));
        var over1 = await guest.SendAsync(HttpMethod.Get, "/ocs/v1.php/cloud/capabilities", null, ("If-None-Match", $"W/{first.Headers["ETag"]}"));

        Assert.Matches("^\"[0-9a-f]{40}\"$", first.Headers["ETag"]);
        Assert.Equal((304, ""), (second.Status, second.Body));
        Assert.Equal((304, ""), (over1.Status, over1.Body));
        Assert.Equal(first.Headers["ETag"], second.Headers["ETag"]);
    }

    [Fact]
    public async Task An_etag_of_somebody_else_does_not_fit()
    {
        var ada = await server.PersonAsync("ada");
        var guests = await server.Guest().GetAsync(Path);

        var reply = await ada.SendAsync(HttpMethod.Get, Path, null, ("If-None-Match", guests.Headers["ETag"]));

        Assert.Equal(200, reply.Status);
    }

    [Fact]
    public async Task Capabilities_need_no_proof_against_foreign_pages()
    {
        using var http = new HttpClient();

        var response = await http.GetAsync(server.Url + Path);

        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task The_config_of_the_api_names_the_host()
    {
        var reply = await server.Guest().GetAsync("/ocs/v2.php/config");

        Assert.Equal($$"""{"version":"1.7","website":"Plenum","host":"{{new Uri(server.Url).Authority}}","contact":"","ssl":"false"}""", reply.Data.GetRawText());
    }

    [Fact]
    public async Task A_participant_reads_the_part_of_talk_alone()
    {
        var ada = await server.PersonAsync("ada");
        var room = await ada.CreateGroupAsync();

        var reply = await ada.GetAsync($"v4/room/{room.Token}/capabilities");

        Assert.Equal(Talk(await ada.GetAsync(Path)).GetRawText(), reply.Expect(200).Data.GetRawText());
        Assert.Matches("^[0-9a-f]{40}$", reply.Headers[TalkHash.Header]);
    }

    [Fact]
    public async Task Somebody_who_is_no_participant_reads_no_capabilities_of_a_conversation()
    {
        var ada = await server.PersonAsync("ada");
        var room = await ada.CreateGroupAsync();

        var stranger = await (await server.PersonAsync("bob")).GetAsync($"v4/room/{room.Token}/capabilities");
        var guest = await server.Guest().GetAsync($"v4/room/{room.Token}/capabilities");

        Assert.Equal((404, 404), (stranger.Status, guest.Status));
    }

    private static JsonElement Talk(Reply reply) => reply.Expect(200)["capabilities"].GetProperty("spreed");

    private static JsonElement Config(JsonElement talk, string group) => talk.GetProperty("config").GetProperty(group);

    private static IEnumerable<string> Names(JsonElement map) => map.EnumerateObject().Select(property => property.Name);

    private static IEnumerable<string> Texts(JsonElement list) => list.EnumerateArray().Select(item => item.GetString()!);
}
