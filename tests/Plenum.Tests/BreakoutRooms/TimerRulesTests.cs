using Plenum.BreakoutRooms;
using Plenum.Meetings;

namespace Plenum.Tests.BreakoutRooms;

/// <summary>What may be set as the time limit of breakout rooms.</summary>
public sealed class TimerRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 10, 0, 0, 500, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 1, 1, 0, null)]
    [InlineData(3, 1, 86_400, 32_000, null)]
    [InlineData(0, 0, -1, 32_001, "mode")]
    [InlineData(2, 0, -1, 32_001, "status")]
    [InlineData(2, 1, 0, 32_001, "endsAt")]
    [InlineData(2, 1, -1, 0, "endsAt")]
    [InlineData(2, 1, 86_401, 0, "endsAt")]
    [InlineData(2, 1, 60, 32_001, "message")]
    public void Rooms_that_are_started_stop_later_than_now_and_within_a_day(int mode, int status, int seconds, int length, string? error)
    {
        var parent = new Conversation { Token = "abc", Name = "Class", Type = ConversationType.Group, CreatedAt = Now, BreakoutRoomMode = (BreakoutMode)mode, BreakoutRoomStatus = (BreakoutStatus)status };
        var setting = new TimerSetting(Now + TimeSpan.FromSeconds(seconds), new string('a', length), TimeSpan.FromSeconds(60));

        Assert.Equal(error, TimerRules.Set(parent, setting, Now)?.Error);
    }

    [Theory]
    [InlineData("Soon", 300, 60, 240)]
    [InlineData("Soon", 60, 60, null)]
    [InlineData("Soon", 30, 60, null)]
    [InlineData("", 300, 60, null)]
    public void A_notice_is_said_unless_it_is_too_late_for_it(string notice, int seconds, int before, int? after)
    {
        var setting = new TimerSetting(Now + TimeSpan.FromSeconds(seconds), notice, TimeSpan.FromSeconds(before));

        Assert.Equal(after is { } at ? Now + TimeSpan.FromSeconds(at) : null, setting.NoticeAt(Now));
    }
}
