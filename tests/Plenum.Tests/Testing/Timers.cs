namespace Plenum.Tests.Testing;

/// <summary>Breakout rooms with a time limit.</summary>
internal static class Timers
{
    private static string Path(string token) => Desk.Own($"breakout-rooms/{token}/timer");

    public static Task<Reply> TimerAsync(this TalkClient person, string token) => person.GetAsync(Path(token));

    /// <summary>Sets the limit; whatever the answer is.</summary>
    public static Task<Reply> SetTimerAsync(this TalkClient moderator, string token, long endsAt, string notice = "", int noticeSeconds = 60) =>
        moderator.PutAsync(Path(token), new { endsAt, notice, noticeSeconds });

    public static Task<Reply> ClearTimerAsync(this TalkClient moderator, string token) => moderator.DeleteAsync(Path(token));

    /// <summary>Until when the rooms are open, as this person hears it; null for as long as a moderator likes.</summary>
    public static async Task<long?> EndsAtAsync(this TalkClient person, string token)
    {
        var endsAt = (await person.TimerAsync(token)).Expect(200)["endsAt"];
        return endsAt.ValueKind == System.Text.Json.JsonValueKind.Null ? null : endsAt.GetInt64();
    }
}
