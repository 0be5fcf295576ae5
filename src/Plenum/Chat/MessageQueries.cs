using Plenum.Meetings;

namespace Plenum.Chat;

/// <summary>Named parts of queries over the chat.</summary>
internal static class MessageQueries
{
    public static IQueryable<Message> In(this IQueryable<Message> all, Conversation conversation) =>
        all.Where(message => message.ConversationId == conversation.Id);

    /// <summary>Expired rows are gone for everybody at once, whenever they are purged.</summary>
    public static IQueryable<Message> Unexpired(this IQueryable<Message> all, DateTimeOffset now) =>
        all.Where(message => message.ExpiresAt == null || message.ExpiresAt > now);

    /// <summary>What people wrote and is still to be read: only this counts as unread.</summary>
    public static IQueryable<Message> Said(this IQueryable<Message> all, DateTimeOffset now) =>
        all.Where(message => message.Kind == MessageKind.Comment).Unexpired(now);

    /// <summary>Rows before an offset, newest first; offset 0 is the end of the chat.</summary>
    public static IQueryable<Message> Before(this IQueryable<Message> all, long offset, bool inclusive)
    {
        var bound = inclusive ? offset : offset - 1;
        return (offset == 0 ? all : all.Where(message => message.Id <= bound)).OrderByDescending(message => message.Id);
    }

    /// <summary>Rows after an offset, oldest first.</summary>
    public static IQueryable<Message> After(this IQueryable<Message> all, long offset, bool inclusive)
    {
        var bound = inclusive ? offset - 1 : offset;
        return all.Where(message => message.Id > bound).OrderBy(message => message.Id);
    }
}
