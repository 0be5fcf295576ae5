using Plenum.Settings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Administration;

public sealed class CapabilitiesConfigTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string Path = "/ocs/v2.php/cloud/capabilities";
    private const string Signaling = """{"servers":[{"server":"wss://signaling.example.org","verify":true}],"secret":"abc"}""";
    private const string Recording = """{"servers":[{"server":"https://recording.example.org","verify":true}],"secret":"abc"}""";

    [Theory]
    [InlineData("start_calls", "3", "call", "enabled", "false")]
    [InlineData("start_calls", "2", "call", "enabled", "true")]
    [InlineData("breakout_rooms", "0", "call", "breakout-rooms", "false")]
    [InlineData("breakout_rooms", "no", "call", "breakout-rooms", "false")]
    [InlineData("max_call_duration", "3600", "call", "max-duration", "3600")]
    [InlineData("calls_start_without_media", "1", "call", "start-without-media", "true")]
    [InlineData("guests_play_sounds", "0", "call", "play-sounds", "false")]
    [InlineData("grid_videos_limit", "9", "call", "grid-limit", "9")]
    [InlineData("grid_videos_limit_enforced", "1", "call", "grid-limit-enforced", "true")]
    [InlineData("call_end_to_end_encryption", "1", "call", "end-to-end-encryption", "false")]
    [InlineData("recording_servers", Recording, "call", "recording", "false")]
    [InlineData("sip_bridge_shared_secret", "x", "call", "sip-enabled", "false")]
    [InlineData("chat_style", "unified", "chat", "style", "\"unified\"")]
    [InlineData("chat_style", "odd", "chat", "style", "\"split\"")]
    [InlineData("summary_threshold", "0", "chat", "summary-threshold", "1")]
    [InlineData("force_passwords", "1", "conversations", "force-passwords", "true")]
    [InlineData("conversations_list_style", "compact", "conversations", "list-style", "\"compact\"")]
    [InlineData("retention_event_rooms", "0", "conversations", "retention-event", "0")]
    [InlineData("retention_phone_rooms", "3", "conversations", "retention-phone", "3")]
    [InlineData("retention_instant_meetings", "-1", "conversations", "retention-instant-meetings", "0")]
    [InlineData("retention_classified_rooms", "60", "conversations", "retention-classified", "60")]
    [InlineData("max-gif-size", "5", "previews", "max-gif-size", "5")]
    [InlineData("session-ping-limit", "50", "signaling", "session-ping-limit", "50")]
    [InlineData("signaling_servers", Signaling, "signaling", "mode", "\"external\"")]
    [InlineData("signaling_servers", "nonsense", "signaling", "mode", "\"external\"")]
    [InlineData("signaling_servers", "{\"servers\":[]}", "signaling", "mode", "\"external\"")]
    [InlineData("signaling_mode", "internal", "signaling", "mode", "\"internal\"")]
    [InlineData("signaling_token_pubkey_es256", "PEM", "signaling", "hello-v2-token-key", "\"PEM\"")]
    [InlineData("experiments_guests", "5", "experiments", "enabled", "5")]
    [InlineData("experiments_users", "5", "experiments", "enabled", "0")]
    [InlineData("feature_hints_hidden", "7", "feature-hints", "hidden", "7")]
    [InlineData("default_permissions", "22", "permissions", "default", "22")]
    [InlineData("default_permissions", "511", "permissions", "default", "510")]
    [InlineData("default_permissions", "-1", "permissions", "default", "502")]
    public async Task A_setting_shows_in_the_config_at_once(string key, string value, string group, string name, string expected)
    {
        await using var config = await server.ConfigAsync((key, value));

        var shown = await ShownAsync(server.Guest(), group, name);

        Assert.Equal(expected, shown);
    }

    [Fact]
    public async Task Recording_needs_both_servers()
    {
        await using var config = await server.ConfigAsync(("signaling_servers", Signaling), ("recording_servers", Recording), ("recording_consent", "2"));

        var guest = server.Guest();

        Assert.Equal(("true", "2"), (await ShownAsync(guest, "call", "recording"), await ShownAsync(guest, "call", "recording-consent")));
    }

    [Fact]
    public async Task Dial_in_is_for_the_groups_that_may_use_it()
    {
        var inside = await server.PersonAsync("ada", "callers");
        var outside = await server.PersonAsync("bob");
        await using var config = await server.WithSipAsync(("sip_bridge_groups", """["callers"]"""), ("sip_dialout", "yes"));

        var shown = (await ShownAsync(inside, "call", "can-enable-sip"), await ShownAsync(outside, "call", "can-enable-sip"), await ShownAsync(server.Guest(), "call", "can-enable-sip"));

        Assert.Equal(("true", "false", "false"), shown);
        Assert.Equal(("true", "true"), (await ShownAsync(outside, "call", "sip-enabled"), await ShownAsync(outside, "call", "sip-dialout-enabled")));
    }

    [Fact]
    public async Task Creating_is_for_the_groups_that_may()
    {
        var inside = await server.PersonAsync("ada", "hosts");
        var outside = await server.PersonAsync("bob");
        await using var config = await server.ConfigAsync(("start_conversations", """["hosts"]"""));

        var shown = (await ShownAsync(inside, "conversations", "can-create"), await ShownAsync(outside, "conversations", "can-create"));

        Assert.Equal(("true", "false"), shown);
    }

    [Fact]
    [Case("platform T51")]
    public async Task Who_may_not_use_talk_sees_no_part_of_it()
    {
        var inside = await server.PersonAsync("ada", "staff");
        var outside = await server.PersonAsync("bob");
        await using var config = await server.ConfigAsync(("allowed_groups", """["staff"]"""));

        var (seen, hidden) = (await inside.GetAsync(Path), await outside.GetAsync(Path));

        Assert.True(seen["capabilities"].TryGetProperty("spreed", out _));
        Assert.False(hidden["capabilities"].TryGetProperty("spreed", out _));
        Assert.Equal(403, (await outside.GetAsync("v4/room")).Status);
        Assert.True((await server.Guest().GetAsync(Path))["capabilities"].TryGetProperty("spreed", out _));
    }

    [Fact]
    [Case("platform T52")]
    public async Task Without_calls_nobody_calls()
    {
        var ada = await server.PersonAsync("ada");
        var room = await ada.CreateGroupAsync();
        await ada.JoinAsync(room.Token);
        await using var config = await server.ConfigAsync(("start_calls", "3"));

        var call = await ada.PostAsync($"v4/call/{room.Token}", new { flags = 1 });

        Assert.Equal(("false", 403), (await ShownAsync(ada, "call", "enabled"), call.Status));
    }

    [Fact]
    [Case("platform T53")]
    public async Task The_hash_of_the_room_list_changes_once_with_a_setting()
    {
        var ada = await server.PersonAsync("ada");
        var (first, second) = (await HashAsync(ada), await HashAsync(ada));
        await using var config = await server.ConfigAsync(("start_calls", "1"));

        var (third, fourth) = (await HashAsync(ada), await HashAsync(ada));

        Assert.Equal(first, second);
        Assert.NotEqual(second, third);
        Assert.Equal(third, fourth);
    }

    [Theory]
    [InlineData("read_status_privacy", "1", "chat", "read-privacy", "1")]
    [InlineData("typing_privacy", "1", "chat", "typing-privacy", "1")]
    [InlineData("play_sounds", "no", "call", "play-sounds", "false")]
    [InlineData("calls_start_without_media", "yes", "call", "start-without-media", "true")]
    [InlineData("blur_virtual_background", "yes", "call", "blur-virtual-background", "true")]
    [InlineData("live_transcription_target_language_id", "de", "call", "live-transcription-target-language-id", "\"de\"")]
    [InlineData("conversations_list_style", "compact", "conversations", "list-style", "\"compact\"")]
    [InlineData("conversations_sort_order", "alphabetical", "conversations", "sort-order", "\"alphabetical\"")]
    [InlineData("conversations_group_mode", "group-first", "conversations", "group-mode", "\"group-first\"")]
    [InlineData("chat_style", "unified", "chat", "style", "\"unified\"")]
    public async Task What_one_chose_oneself_shows_to_oneself_alone(string key, string value, string group, string name, string expected)
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        await server.InDbAsync(db =>
        {
            db.UserPreferences.Add(new UserPreference { AccountId = ada.User, App = TalkConfig.App, Key = key, Value = value });
            return Task.CompletedTask;
        });

        var (own, other) = (await ShownAsync(ada, group, name), await ShownAsync(bob, group, name));

        Assert.Equal(expected, own);
        Assert.NotEqual(expected, other);
    }

    [Fact]
    public async Task A_changed_setting_changes_the_etag()
    {
        var guest = server.Guest();
        var before = (await guest.GetAsync(Path)).Headers["ETag"];
        await using var config = await server.ConfigAsync(("force_passwords", "1"));

        var reply = await guest.SendAsync(HttpMethod.Get, Path, null, ("If-None-Match", before));

        Assert.Equal(200, reply.Status);
    }

    private static async Task<string> ShownAsync(TalkClient person, string group, string name) =>
        (await person.GetAsync(Path))["capabilities"].GetProperty("spreed").GetProperty("config").GetProperty(group).GetProperty(name).GetRawText();

    private static async Task<string> HashAsync(TalkClient person) => (await person.GetAsync("v4/room")).Headers[TalkHash.Header];
}
