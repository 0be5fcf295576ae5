using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Tests.Testing;

/// <summary>
/// What holds after every request, refused ones and crashes included (webinars §8), as far as it can be told from what
/// is stored. Each line says which invariant does not hold and why; no lines are good.
/// </summary>
internal static class Invariants
{
    public static Task<List<string>> BrokenAsync(this PlenumServer server) => server.FromDbAsync(BrokenInAsync);

    /// <summary>Of all meetings of a server, and of what belongs to none.</summary>
    public static async Task<List<string>> BrokenInAsync(PlenumDb db) =>
        [.. (await MeetingSnapshot.AllAsync(db)).SelectMany(meeting => meeting.Broken()), .. await PeopleOfNobodyAsync(db)];

    public static IEnumerable<string> Broken(this MeetingSnapshot meeting) => meeting.Parent is null
        ? meeting.Rooms.Select(room => $"I2: {room.Token} has no parent")
        : [.. BreakoutInvariants.Of(meeting, meeting.Parent), .. MembershipInvariants.Of(meeting, meeting.Parent), .. LobbyInvariants.Of(meeting), .. CallInvariants.Of(meeting), .. MoveInvariants.Of(meeting, meeting.Parent), .. SipInvariants.Of(meeting)];

    /// <summary>Accounts and groups take their places in conversations along when they go.</summary>
    public static async Task<List<string>> PeopleOfNobodyAsync(PlenumDb db)
    {
        var (accounts, groups) = (db.Accounts, db.Groups);
        return await db.Attendees
            .Where(attendee => (attendee.ActorType == ActorTypes.Users && !accounts.Any(account => account.Id == attendee.ActorId))
                || (attendee.ActorType == ActorTypes.Groups && !groups.Any(group => group.Id == attendee.ActorId)))
            .Select(attendee => $"{attendee.ActorType}/{attendee.ActorId} does not exist and is in {attendee.Conversation!.Token}")
            .ToListAsync();
    }
}
