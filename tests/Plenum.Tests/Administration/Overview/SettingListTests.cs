using System.Text.Json;
using System.Text.RegularExpressions;
using Plenum.Administration;
using Plenum.Settings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Administration;

/// <summary>The settings that the server understands, as an administrator's page lists them.</summary>
public sealed partial class SettingListTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string Path = $"{SignedInBrowsers.Own}/admin/settings";
    private const string Secret = "nobody may read this";

    [Theory]
    [InlineData("breakout_rooms", "no", "boolean", "false", "true")]
    [InlineData("sip_dialout", "yes", "boolean", "true", "false")]
    [InlineData("call_recording", "no", "boolean", "false", "true")]
    [InlineData("start_calls", "2", "choice", "\"2\"", "\"0\"")]
    [InlineData("signaling_mode", "internal", "choice", "\"internal\"", "\"embedded\"")]
    [InlineData("signaling_mode", "odd", "choice", "\"embedded\"", "\"embedded\"")]
    [InlineData("max_call_duration", "3600", "integer", "3600", "0")]
    [InlineData("force_lobby_state", "1", "integer", "1", "null")]
    [InlineData("allowed_groups", """["admin"]""", "groups", """["admin"]""", "[]")]
    [InlineData("allowed_groups", "nonsense", "groups", "[]", "[]")]
    [InlineData("sip_bridge_dialin_info", "0049 30 1", "text", "\"0049 30 1\"", "\"\"")]
    [InlineData("stun_servers", """["stun.example.org:3478"]""", "stunServers", """["stun.example.org:3478"]""", """["stun.nextcloud.com:443"]""")]
    public async Task A_setting_says_what_holds_and_what_would(string key, string value, string kind, string now, string otherwise)
    {
        var before = await RowAsync(key);
        await using var config = await server.ConfigAsync((key, value));
        var after = await RowAsync(key);

        Assert.Equal((false, otherwise, otherwise), (before.GetProperty("isSet").GetBoolean(), Raw(before, "value"), Raw(before, "default")));
        Assert.Equal((true, now, otherwise), (after.GetProperty("isSet").GetBoolean(), Raw(after, "value"), Raw(after, "default")));
        Assert.Equal(("spreed", kind), (after.GetProperty("app").GetString(), after.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task A_choice_says_among_what()
    {
        Assert.Equal("""["embedded","internal"]""", Raw(await RowAsync("signaling_mode"), "options"));
        Assert.Equal("""["0","1","2","3"]""", Raw(await RowAsync("start_calls"), "options"));
    }

    [Fact]
    public async Task Secrets_are_not_told()
    {
        await using var config = await server.ConfigAsync(
            ("sip_bridge_shared_secret", Secret),
            ("signaling_internal_secret", Secret),
            ("signaling_servers", $$"""{"servers":[{"server":"wss://one.example.org","verify":true}],"secret":"{{Secret}}"}"""),
            ("recording_servers", $$"""{"servers":[],"secret":"{{Secret}}"}"""),
            ("turn_servers", $$"""[{"schemes":"turn","server":"a.example.org:3478","secret":"{{Secret}}","protocols":"udp"},{"schemes":"turns","server":"b.example.org:443","protocols":"tcp","username":"plenum","password":"{{Secret}}"}]"""));

        var reply = (await server.Admin().GetAsync(Path)).Expect(200);

        Assert.DoesNotContain(Secret, reply.Body, StringComparison.Ordinal);
        Assert.Equal("""{"isSet":true}""", Raw(Row(reply, "sip_bridge_shared_secret"), "value"));
        Assert.Equal("""{"isSet":false}""", Raw(Row(reply, "sip_bridge_shared_secret"), "default"));
        Assert.Equal("""{"servers":[{"server":"wss://one.example.org","verify":true}],"secret":{"isSet":true}}""", Raw(Row(reply, "signaling_servers"), "value"));
        Assert.Equal(
            """[{"schemes":"turn","server":"a.example.org:3478","protocols":"udp","username":null,"secret":{"isSet":true},"password":{"isSet":false}},{"schemes":"turns","server":"b.example.org:443","protocols":"tcp","username":"plenum","secret":{"isSet":false},"password":{"isSet":true}}]""",
            Raw(Row(reply, "turn_servers"), "value"));
    }

    [Theory]
    [InlineData("maintenance", "core")]
    [InlineData("minLength", "password_policy")]
    public async Task Those_of_other_apps_are_there_under_their_names(string key, string app)
    {
        Assert.Equal(app, (await RowAsync(key)).GetProperty("app").GetString());
    }

    [Fact]
    public async Task Every_boolean_can_be_switched_on_and_off_with_yes_and_no()
    {
        var booleans = RuntimeSettings.All.Where(setting => setting.Kind == "boolean").ToList();

        Assert.NotEmpty(booleans);
        Assert.All(booleans, setting => Assert.Equal((true, false), (setting.Read(With(setting.Key, "yes")), setting.Read(With(setting.Key, "no")))));
    }

    [Fact]
    public async Task Every_choice_can_be_set_to_each_of_its_options()
    {
        var choices = RuntimeSettings.All.Where(setting => setting.Kind == "choice").ToList();

        Assert.NotEmpty(choices);
        Assert.All(choices, setting => Assert.All(setting.Options, option => Assert.Equal(option, setting.Read(With(setting.Key, option)))));
    }

    [Fact]
    public void No_setting_is_listed_twice()
    {
        Assert.Distinct(RuntimeSettings.All.Select(setting => $"{setting.App} {setting.Key}"));
    }

    [Fact]
    public void Every_setting_that_the_program_reads_by_name_is_listed()
    {
        var read = Repository.ServerFiles().SelectMany(file => Reading().Matches(File.ReadAllText(file))).Select(match => match.Groups["key"].Value).ToHashSet(StringComparer.Ordinal);

        Assert.True(read.Count > 30);
        Assert.Superset(read, RuntimeSettings.All.Select(setting => setting.Key).ToHashSet(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("retention_event_rooms", "conversations", "retention-event")]
    [InlineData("retention_phone_rooms", "conversations", "retention-phone")]
    [InlineData("retention_instant_meetings", "conversations", "retention-instant-meetings")]
    [InlineData("retention_classified_rooms", "conversations", "retention-classified")]
    [InlineData("conversations_list_style", "conversations", "list-style")]
    [InlineData("chat_style", "chat", "style")]
    [InlineData("summary_threshold", "chat", "summary-threshold")]
    [InlineData("grid_videos_limit", "call", "grid-limit")]
    [InlineData("grid_videos_limit_enforced", "call", "grid-limit-enforced")]
    [InlineData("calls_start_without_media", "call", "start-without-media")]
    [InlineData("guests_play_sounds", "call", "play-sounds")]
    [InlineData("max-gif-size", "previews", "max-gif-size")]
    [InlineData("session-ping-limit", "signaling", "session-ping-limit")]
    [InlineData("experiments_users", "experiments", "enabled")]
    [InlineData("default_permissions", "permissions", "default")]
    public async Task Defaults_are_what_clients_are_told(string key, string part, string name)
    {
        var capabilities = (await server.Admin().GetAsync("/ocs/v2.php/cloud/capabilities")).Expect(200);
        var told = capabilities["capabilities"].GetProperty("spreed").GetProperty("config").GetProperty(part).GetProperty(name).GetRawText();

        Assert.Equal(told, Raw(await RowAsync(key), "default"));
    }

    private static TalkConfig With(string key, string value) => new(new Dictionary<string, string>(StringComparer.Ordinal) { [key] = value });

    private async Task<JsonElement> RowAsync(string key) => Row((await server.Admin().GetAsync(Path)).Expect(200), key);

    private static JsonElement Row(Reply reply, string key) => Assert.Single(reply.Data.EnumerateArray(), row => row.GetProperty("key").GetString() == key);

    private static string Raw(JsonElement row, string name) => row.GetProperty(name).GetRawText();

    /// <summary>A setting that is asked for by a name which stands there.</summary>
    [GeneratedRegex("""(?<![A-Za-z])(config\.|Config\.|=> |\? |\) \? )(Flag|Integer|Text|List)\("(?<key>[a-z][a-z_\-]+)"[,)]""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reading();
}
