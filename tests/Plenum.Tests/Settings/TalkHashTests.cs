using Plenum.Settings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Settings;

public sealed class TalkHashTests
{
    [Fact]
    public void It_is_40_hexadecimal_digits()
    {
        var hash = TalkHash.Of(Config());

        Assert.Matches("^[0-9a-f]{40}$", hash);
    }

    [Fact]
    public void The_same_settings_give_the_same_hash()
    {
        var one = TalkHash.Of(Config(("start_calls", "1"), ("breakout_rooms", "0")));
        var other = TalkHash.Of(Config(("breakout_rooms", "0"), ("start_calls", "1")));

        Assert.Equal(one, other);
    }

    [Theory]
    [InlineData("start_calls")]
    [InlineData("default_permissions")]
    [InlineData("breakout_rooms")]
    [InlineData("allowed_groups")]
    [InlineData("sip_bridge_shared_secret")]
    [InlineData("signaling_servers")]
    [InlineData("recording_consent")]
    [InlineData("turn_servers")]
    [Case("platform T53")]
    public void A_setting_that_clients_keep_changes_it(string key)
    {
        var before = TalkHash.Of(Config());
        var after = TalkHash.Of(Config((key, "1")));

        Assert.NotEqual(before, after);
    }

    [Theory]
    [InlineData("changelog")]
    [InlineData("force_passwords")]
    [InlineData("token_entropy")]
    public void Other_settings_leave_it_alone(string key)
    {
        var before = TalkHash.Of(Config());
        var after = TalkHash.Of(Config((key, "9")));

        Assert.Equal(before, after);
    }

    [Fact]
    public void A_value_that_moves_to_the_next_key_changes_it()
    {
        var one = TalkHash.Of(Config(("stun_servers", "a"), ("turn_servers", "")));
        var other = TalkHash.Of(Config(("stun_servers", ""), ("turn_servers", "a")));

        Assert.NotEqual(one, other);
    }

    private static TalkConfig Config(params (string Key, string Value)[] values) =>
        new(values.ToDictionary(value => value.Key, value => value.Value, StringComparer.Ordinal));
}
