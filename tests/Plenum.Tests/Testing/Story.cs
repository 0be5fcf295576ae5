using Plenum.Meetings;
using Plenum.Realtime;

namespace Plenum.Tests.Testing;

/// <summary>Announcements as short lines, so that a test can tell their order: <c>update P</c>, <c>switchto P→R1 ×2</c>.</summary>
internal static class Story
{
    /// <param name="recording">What was heard.</param>
    /// <param name="names">A token and what the test calls it; only these conversations are told of. Who is missing after a move, hands and the board are other stories.</param>
    public static string[] Tell(this Recording recording, params (string Token, string Name)[] names)
    {
        var nameOf = names.ToDictionary(pair => pair.Token, pair => pair.Name, StringComparer.Ordinal);
        return [.. recording.About([.. nameOf.Keys]).Where(announcement => announcement is not (MovesChanged or BoardChanged or HandsChanged)).Select(announcement => Line(announcement, nameOf))];
    }

    /// <summary>P for the parent, R1 … for its rooms.</summary>
    public static string[] Tell(this Recording recording, string parent, IReadOnlyList<string> rooms) =>
        recording.Tell([(parent, "P"), .. rooms.Select((room, index) => (room, $"R{index + 1}"))]);

    private static string Line(Announcement announcement, Dictionary<string, string> nameOf)
    {
        var where = nameOf[announcement.Token];
        return announcement switch
        {
            RoomUpdated => $"update {where}",
            ChatChanged => $"chat {where}",
            SwitchTo order => $"switchto {where}→{nameOf.GetValueOrDefault(order.Target, order.Target)} ×{order.SessionIds.Count}",
            Invited invited => $"invite {where} ×{invited.Actors.Count}",
            SessionsDisinvited ended => $"end sessions {where} ×{ended.SessionIds.Count}",
            Disinvited disinvited => $"disinvite {where} ×{disinvited.Actors.Count}",
            InCallChanged changed => $"incall {where} ×{changed.SessionIds.Count}",
            RoomDeleted => $"delete {where}",
            ParticipantsChanged => $"participants {where}",
            _ => $"{announcement.GetType().Name} {where}",
        };
    }
}
