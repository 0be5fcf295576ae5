using Plenum.Administration;
using Plenum.Settings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Administration;

public sealed class ClientVersionTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string Signaling = """{"servers":[{"server":"wss://signaling.example.org","verify":true}],"secret":"abc"}""";
    private const string Recording = """{"servers":[{"server":"https://recording.example.org","verify":true}],"secret":"abc"}""";

    [Theory]
    [InlineData("Mozilla/5.0 (Android) Nextcloud-Talk v14.9.0", "15.0.0")]
    [InlineData("Mozilla/5.0 (Android) Nextcloud-Talk v15.0.0", null)]
    [InlineData("Mozilla/5.0 (Android) Nextcloud-Talk v15.0.0-RC1", null)]
    [InlineData("Mozilla/5.0 (Android) Nextcloud-Talk v14", "15.0.0")]
    [InlineData("Mozilla/5.0 (Android) Nextcloud-Talk 14.9.0", null)]
    [InlineData("Mozilla/5.0 (iOS) Nextcloud-Talk v14.2.1", "15.0.0")]
    [InlineData("Mozilla/5.0 (iOS) Nextcloud-Talk v20.0.0", null)]
    [InlineData("Mozilla/5.0 (Linux) Nextcloud-Talk v0.9.0", "1.0.0")]
    [InlineData("Mozilla/5.0 (Mac) Nextcloud-Talk v0.9.0", "1.0.0")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0) Nextcloud-Talk v0.9.0", "1.0.0")]
    [InlineData("Mozilla/5.0 (Linux) Nextcloud-Talk v1.0.0", null)]
    [InlineData("Mozilla/5.0 (BeOS) Nextcloud-Talk v0.1", null)]
    [InlineData("Mozilla/5.0 (Android) Nextcloud-Talk v99999999999999999999", null)]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", null)]
    [InlineData("", null)]
    public void Without_special_settings(string userAgent, string? expected)
    {
        var missing = ClientVersionRules.Missing(userAgent, Config());

        Assert.Equal(expected, missing?.ToString());
    }

    [Theory]
    [InlineData("Android", "17.9.9", "1", "18.0.0")]
    [InlineData("iOS", "17.0.0", "1", "18.0.0")]
    [InlineData("iOS", "17.0.0", "2", "18.0.0")]
    [InlineData("iOS", "17.0.0", "0", null)]
    [InlineData("iOS", "18.0.0", "1", null)]
    [InlineData("Linux", "1.0.0", "1", null)]
    public void A_client_that_cannot_ask_for_consent_is_too_old(string platform, string version, string consent, string? expected)
    {
        var config = Config(("signaling_servers", Signaling), ("recording_servers", Recording), ("recording_consent", consent));

        var missing = ClientVersionRules.Missing($"Mozilla/5.0 ({platform}) Nextcloud-Talk v{version}", config);

        Assert.Equal(expected, missing?.ToString());
    }

    [Theory]
    [InlineData("Android", "98.0.0", "99.0.0")]
    [InlineData("iOS", "22.9.0", "23.0.0")]
    [InlineData("iOS", "23.0.0", null)]
    [InlineData("Windows", "1.0.9", "1.1.0")]
    public void A_client_that_cannot_encrypt_is_too_old(string platform, string version, string? expected)
    {
        var config = Config(("signaling_servers", Signaling), ("call_end_to_end_encryption", "1"));

        var missing = ClientVersionRules.Missing($"Mozilla/5.0 ({platform}) Nextcloud-Talk v{version}", config);

        Assert.Equal(expected, missing?.ToString());
    }

    [Theory]
    [InlineData("Android", "android", "21.1.0", "21.1.0")]
    [InlineData("iOS", "ios", "16.0.0", "16.0.0")]
    [InlineData("Mac", "desktop", "2.0.0", "2.0.0")]
    [InlineData("Android", "android", "1.0.0", "15.0.0")]
    [InlineData("Android", "android", "newest", "15.0.0")]
    [InlineData("Android", "ios", "21.0.0", "15.0.0")]
    public void An_administrator_may_raise_the_minimum(string platform, string key, string raised, string expected)
    {
        var config = Config(($"minimum.supported.{key}.version", raised));

        var missing = ClientVersionRules.Missing($"Mozilla/5.0 ({platform}) Nextcloud-Talk v0.1.0", config);

        Assert.Equal(expected, missing?.ToString());
    }

    [Fact]
    [Case("platform T26")]
    public async Task A_client_that_is_too_old_is_told_which_version_it_needs()
    {
        var ada = await server.PersonAsync("ada");

        var reply = await ada.SendAsync(HttpMethod.Get, "v4/room", null, ("User-Agent", "Mozilla/5.0 (Android) Nextcloud-Talk v14.9.0"));

        Assert.Equal((426, 426, "15.0.0"), (reply.Status, reply.Meta.GetProperty("statuscode").GetInt32(), reply.Meta.GetProperty("message").GetString()));
    }

    [Fact]
    [Case("platform T27")]
    public async Task Without_the_v_it_is_no_version()
    {
        var ada = await server.PersonAsync("ada");

        var reply = await ada.SendAsync(HttpMethod.Get, "v4/room", null, ("User-Agent", "Mozilla/5.0 (Android) Nextcloud-Talk 14.9.0"));

        Assert.Equal(200, reply.Status);
    }

    [Fact]
    [Case("platform T28")]
    public async Task Where_consent_is_asked_for_clients_must_know_it()
    {
        var ada = await server.PersonAsync("ada");
        await using var recording = await server.ConfigAsync(("signaling_servers", Signaling), ("recording_servers", Recording), ("recording_consent", "1"));

        var reply = await ada.SendAsync(HttpMethod.Get, "v4/room", null, ("User-Agent", "Mozilla/5.0 (iOS) Nextcloud-Talk v17.0.0"));

        Assert.Equal((426, "18.0.0"), (reply.Status, reply.Meta.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task An_old_client_may_still_read_what_the_server_can_do()
    {
        var reply = await server.Guest().SendAsync(HttpMethod.Get, "/ocs/v2.php/cloud/capabilities", null, ("User-Agent", "Mozilla/5.0 (Android) Nextcloud-Talk v1.0.0"));

        Assert.Equal(200, reply.Status);
    }

    private static TalkConfig Config(params (string Key, string Value)[] values) =>
        new(values.ToDictionary(value => value.Key, value => value.Value, StringComparer.Ordinal));
}
