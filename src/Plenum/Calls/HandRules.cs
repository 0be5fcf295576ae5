using Plenum.Meetings;

namespace Plenum.Calls;

/// <summary>Whose hand is up: a person has one hand, however many clients.</summary>
internal static class HandRules
{
    /// <summary>
    /// Talk apps say again to everybody who comes how their hand is, with the time of the change: that is no news, even
    /// if a moderator has lowered the hand meanwhile.
    /// </summary>
    public static bool IsNews(long? lastStamp, long? stamp) => stamp is null || stamp != lastStamp;

    /// <summary>In the order in which they went up; of a person the first.</summary>
    public static List<Session> InOrder(IEnumerable<Session> sessions) =>
    [
        .. sessions.Where(session => session.RaisedAt is not null)
            .OrderBy(session => session.RaisedAt)
            .ThenBy(session => session.Id)
            .DistinctBy(session => session.AttendeeId),
    ];
}
