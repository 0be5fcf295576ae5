using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.BreakoutRooms;

/// <summary>A time limit as a moderator wants it.</summary>
/// <param name="EndsAt">When the rooms are to stop.</param>
/// <param name="Notice">What is to be said before, trimmed; empty for nothing.</param>
/// <param name="NoticeBefore">How long before.</param>
internal sealed record TimerSetting(DateTimeOffset EndsAt, string Notice, TimeSpan NoticeBefore)
{
    /// <summary>When it is to be said; null when there is nothing to say, or it is too late for that.</summary>
    public DateTimeOffset? NoticeAt(DateTimeOffset now) => Notice.Length > 0 && EndsAt - NoticeBefore > now ? EndsAt - NoticeBefore : null;
}

/// <summary>What may be set as the time limit of breakout rooms, checked in this order.</summary>
internal static class TimerRules
{
    /// <summary>Longer than any meeting.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>Rooms that are started may stop by themselves: later than now, within a day.</summary>
    public static Refusal? Set(Conversation parent, TimerSetting setting, DateTimeOffset now)
    {
        if (BreakoutRules.NeedsRooms(parent) is { } refusal) return refusal;
        if (parent.BreakoutRoomStatus != BreakoutStatus.Started) return BreakoutRefusals.Status;
        if (setting.EndsAt <= now || setting.EndsAt > now + Longest) return BreakoutRefusals.EndsAt;
        return MessageTextRules.CheckLength(setting.Notice);
    }
}
