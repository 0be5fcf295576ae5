using Plenum.Tests.Testing;
using Plenum.UserStatuses;

namespace Plenum.Tests.UserStatuses;

/// <summary>What clients may say of somebody, and when it is worth writing down.</summary>
public sealed class HeartbeatRulesTests
{
    private static readonly DateTimeOffset Now = TestClock.Start;

    /// <summary>What a client said, seconds ago; what it says now → effect.</summary>
    [Theory]
    [InlineData("online", 0, "online", HeartbeatEffect.None)]
    [InlineData("online", 59, "online", HeartbeatEffect.None)]
    [InlineData("online", 60, "online", HeartbeatEffect.Refreshes)]
    [InlineData("online", 899, "online", HeartbeatEffect.Refreshes)]
    [InlineData("online", 900, "online", HeartbeatEffect.Changes)]
    [InlineData("online", 0, "away", HeartbeatEffect.Changes)]
    [InlineData("away", 0, "online", HeartbeatEffect.Changes)]
    [InlineData("away", 60, "away", HeartbeatEffect.Refreshes)]
    public void A_client_is_believed_and_only_news_is_written_at_once(string before, int secondsAgo, string says, object effect)
    {
        var stored = Heard(before, "phone", secondsAgo);

        Assert.Equal(effect, HeartbeatRules.EffectOf(stored, Beat(says, "phone")));
    }

    /// <summary>Seconds since one device said online, what the other one says → effect.</summary>
    [Theory]
    [InlineData(0, "away", HeartbeatEffect.None)]
    [InlineData(359, "away", HeartbeatEffect.None)]
    [InlineData(360, "away", HeartbeatEffect.Changes)]
    [InlineData(60, "online", HeartbeatEffect.Refreshes)]
    public void Who_is_online_at_one_device_is_not_away_because_another_one_is_idle(int secondsAgo, string says, object effect)
    {
        var stored = Heard("online", "phone", secondsAgo);

        Assert.Equal(effect, HeartbeatRules.EffectOf(stored, Beat(says, "desktop")));
    }

    /// <summary>What the person chose, seconds ago; what a client says → effect, and the status afterwards.</summary>
    [Theory]
    [InlineData("dnd", 0, "online", HeartbeatEffect.None, "dnd")]
    [InlineData("dnd", 9000, "online", HeartbeatEffect.None, "dnd")]
    [InlineData("busy", 9000, "away", HeartbeatEffect.None, "busy")]
    [InlineData("invisible", 9000, "online", HeartbeatEffect.None, "invisible")]
    [InlineData("away", 0, "online", HeartbeatEffect.None, "away")]
    [InlineData("away", 60, "online", HeartbeatEffect.Refreshes, "away")]
    [InlineData("away", 900, "online", HeartbeatEffect.Changes, "away")]
    [InlineData("online", 0, "online", HeartbeatEffect.None, "online")]
    [InlineData("online", 0, "away", HeartbeatEffect.Changes, "away")]
    [InlineData("offline", 0, "online", HeartbeatEffect.Changes, "online")]
    public void What_the_person_chose_stays_unless_it_only_says_to_be_there(string chosen, int secondsAgo, string says, object effect, string afterwards)
    {
        var stored = new UserStatus { AccountId = "ada" };
        stored.Choose(StatusNames.Parse(chosen)!.Value, "phone", Now.AddSeconds(-secondsAgo));

        var found = HeartbeatRules.EffectOf(stored, Beat(says, "phone"));
        if (found != HeartbeatEffect.None) stored.Hear(Beat(says, "phone"));

        Assert.Equal((effect, afterwards), (found, StatusNames.Of(StatusRules.Of(new StatusFacts("ada", stored, JoinedCallAt: null), Now)!.Status)));
    }

    [Fact]
    public void The_first_one_is_news() => Assert.Equal(HeartbeatEffect.Changes, HeartbeatRules.EffectOf(stored: null, Beat("online", "phone")));

    [Theory]
    [InlineData(Statuses.Android, true)]
    [InlineData("Mozilla/5.0 (iOS) Nextcloud-Talk v22.1.0", true)]
    [InlineData("Mozilla/5.0 (Linux) Nextcloud-Talk v2.0.0", false)]
    [InlineData("Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", false)]
    [InlineData("curl Mozilla/5.0 (Android) Nextcloud-Talk v23.0.0", false)]
    [InlineData("", false)]
    public void Only_the_talk_apps_of_telephones_speak_by_what_they_ask_for(string userAgent, bool expected) =>
        Assert.Equal(expected, MobileAppRules.IsOfficial(userAgent));

    private static UserStatus Heard(string said, string device, int secondsAgo)
    {
        var stored = new UserStatus { AccountId = "ada" };
        stored.Hear(new Heartbeat(StatusNames.Parse(said)!.Value, device, Now.AddSeconds(-secondsAgo)));
        return stored;
    }

    private static Heartbeat Beat(string says, string device) => new(StatusNames.Parse(says)!.Value, device, Now);
}
