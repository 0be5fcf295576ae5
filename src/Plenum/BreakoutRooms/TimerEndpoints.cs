using System.ComponentModel.DataAnnotations;
using Plenum.Chat;
using Plenum.Meetings;
using Plenum.Ocs;

namespace Plenum.BreakoutRooms;

/// <param name="EndsAt">Unix seconds.</param>
/// <param name="Notice">Said in every breakout room before, in the caller's name; empty for nothing. At most 32000 characters.</param>
/// <param name="NoticeSeconds">How long before. Nothing is said when that moment has passed.</param>
internal sealed record TimerRequest(long EndsAt, string Notice = "", [Range(1, 3600)] int NoticeSeconds = 60) : OcsRequest<TimerRequest>;

/// <param name="EndsAt">Unix seconds; null when the breakout rooms do not stop by themselves.</param>
internal sealed record TimerView(long? EndsAt)
{
    public static TimerView Of(DateTimeOffset? endsAt) => new(endsAt?.ToUnixTimeSeconds());
}

/// <summary>Plenum's own addition, below <c>/ocs/v2.php/apps/plenum/api</c>: breakout rooms with a time limit.</summary>
internal static class TimerEndpoints
{
    /// <summary>Of the year 9999.</summary>
    private const long LastSecond = 253402300799;

    public static void MapTimer(this IEndpointRouteBuilder own)
    {
        var timer = own.MapGroup($"v1/breakout-rooms/{ConversationToken.Route}/timer").WithTags("Breakout rooms");

        timer.MapGet("", Get).Needs(Guard.Attendee | Guard.PastLobby)
            .WithName("plenum-getTimer").WithSummary("Show when the breakout rooms stop by themselves");
        timer.MapPut("", Set).Needs(Guard.AccountModerator)
            .WithName("plenum-setTimer").WithSummary("Let the breakout rooms stop by themselves");
        timer.MapDelete("", Clear).Needs(Guard.AccountModerator)
            .WithName("plenum-clearTimer").WithSummary("Let the breakout rooms go on");
    }

    /// <summary>Asked of the parent or of any of its breakout rooms.</summary>
    /// <returns>200, also without breakout rooms; 412 in the lobby.</returns>
    private static async Task<OcsResult<TimerView>> Get(Meetings.Access access, TimerBook timers, CancellationToken ct) =>
        OcsResult.Ok(TimerView.Of(await timers.EndsAtAsync(access.Conversation, ct)));

    /// <summary>At that time the rooms are stopped as by <c>DELETE v1/breakout-rooms/{token}/rooms</c>. Set again, it replaces what was set.</summary>
    /// <returns>200; 400 <c>mode</c> without breakout rooms or in one, <c>status</c> when they are not started, <c>endsAt</c> in the past or more than a day ahead, <c>noticeSeconds</c>; 413 <c>message</c>.</returns>
    private static async Task<OcsResult<TimerView>> Set(Meetings.Access access, TimerRequest request, TimerBook timers, CancellationToken ct)
    {
        var setting = new TimerSetting(DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(request.EndsAt, 0, LastSecond)), MessageTextRules.Trim(request.Notice), TimeSpan.FromSeconds(request.NoticeSeconds));
        var timer = await timers.SetAsync(access.Conversation, access.Attendee.Actor, setting, ct);
        return OcsResult.From(timer.Then(set => TimerView.Of(set.EndsAt)));
    }

    /// <returns>200, also when there was no limit; 400 <c>mode</c>.</returns>
    private static async Task<OcsResult<TimerView>> Clear(Meetings.Access access, TimerBook timers, CancellationToken ct)
    {
        if (BreakoutRules.NeedsRooms(access.Conversation) is { } refusal) return OcsResult.Refuse<TimerView>(refusal);

        await timers.ClearAsync(access.Conversation, ct);
        return OcsResult.Ok(TimerView.Of(endsAt: null));
    }
}
