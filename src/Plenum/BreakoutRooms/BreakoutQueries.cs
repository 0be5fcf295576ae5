using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.BreakoutRooms;

/// <summary>The rows of a meeting: a parent and its breakout rooms.</summary>
internal static class BreakoutQueries
{
    /// <summary>The breakout rooms of a parent, in the order that gives them their numbers.</summary>
    public static IQueryable<Conversation> RoomsOf(this IQueryable<Conversation> all, Conversation parent)
    {
        var parentId = parent.Id;
        return all.Where(conversation => conversation.ParentId == parentId).OrderBy(conversation => conversation.Id);
    }

    /// <summary>What one person is in the breakout rooms of a parent.</summary>
    public static IQueryable<Attendee> InRoomsOf(this IQueryable<Attendee> all, Conversation parent, Actor actor)
    {
        var (parentId, type, id) = (parent.Id, actor.Type, actor.Id);
        return all.Where(attendee => attendee.Conversation!.ParentId == parentId && attendee.ActorType == type && attendee.ActorId == id);
    }

    /// <summary>What several people are in the breakout rooms of a parent. Ids of different kinds of actors may coincide: compare the actors of what comes back.</summary>
    public static IQueryable<Attendee> InRoomsOf(this IQueryable<Attendee> all, Conversation parent, IReadOnlyCollection<string> actorIds)
    {
        var parentId = parent.Id;
        return all.Where(attendee => attendee.Conversation!.ParentId == parentId && actorIds.Contains(attendee.ActorId));
    }

    /// <summary>Clients that are in a breakout room of a parent.</summary>
    public static IQueryable<Session> InRoomsOf(this IQueryable<Session> all, Conversation parent)
    {
        var parentId = parent.Id;
        return all.Where(session => session.Attendee!.Conversation!.ParentId == parentId);
    }
}
