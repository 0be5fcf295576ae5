namespace Plenum.Tests.Testing;

/// <summary>Somebody who was sent to another room and has not arrived.</summary>
internal sealed record Missing(string ActorId, string From, string To, long OrderedAt, bool Repeated);

internal static class Moves
{
    public static Task<Reply> MovesAsync(this TalkClient person, string token) => person.GetAsync($"/ocs/v2.php/apps/plenum/api/v1/breakout-rooms/{token}/moves");

    /// <summary>Who is missing, as the owner sees it.</summary>
    public static async Task<List<Missing>> MissingAsync(this Meeting meeting) =>
    [
        .. (await meeting.Owner.MovesAsync(meeting.Token)).Expect(200).Data.EnumerateArray().Select(row => new Missing(
            row.GetProperty("actorId").GetString()!,
            row.GetProperty("from").GetString()!,
            row.GetProperty("to").GetString()!,
            row.GetProperty("orderedAt").GetInt64(),
            row.GetProperty("repeated").GetBoolean())),
    ];

    /// <summary>The orders to go somewhere: <c>switchto P→R1 ×2</c>.</summary>
    public static string[] Orders(this Recording recording, Meeting meeting, IReadOnlyList<string> rooms) =>
        [.. recording.Tell(meeting.Token, rooms).Where(line => line.StartsWith("switchto", StringComparison.Ordinal))];
}
