using Microsoft.EntityFrameworkCore;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Notifications;

/// <summary>An account has seen what there is in a chat.</summary>
/// <param name="AttendeeId">What it is there.</param>
/// <param name="UpTo">The last message there was then.</param>
internal readonly record struct ChatSeen(long AttendeeId, long UpTo);

/// <summary>Writes down who is to be told of what was said, and takes it back (chat §20).</summary>
internal sealed class ChatTelling(PlenumDb db, UnitOfWork unit, NotificationBook book, Addressees addressees)
{
    private const int MostAtOnce = 2000;

    private static readonly NotificationKind[] Mentions = [NotificationKind.Mention, NotificationKind.GroupMention, NotificationKind.EverybodyMention];

    /// <summary>
    /// Messages that were just committed. Outside of units of work; nothing is written where nobody is to be told, and
    /// never so much at once that those who write messages would notice.
    /// </summary>
    /// <returns>How many were told.</returns>
    public async Task<int> TellAsync(long[] messageIds, CancellationToken ct)
    {
        var fresh = await addressees.OfAsync(messageIds, ct);
        foreach (var some in fresh.Chunk(MostAtOnce))
        {
            await unit.RunAsync(
                async () =>
                {
                    await book.AddAsync(some, by: null, ct);
                    return Result.Done;
                },
                ct);
        }

        return fresh.Count;
    }

    /// <summary>
    /// A message was edited: whom it now speaks to is told, whom it spoke to before is not any more. Inside the unit of work
    /// of the request.
    /// </summary>
    /// <param name="message">With its new text.</param>
    /// <param name="conversation">Where it stands.</param>
    /// <param name="added">Mentions that it did not have before; none in a message that was silent.</param>
    /// <param name="all">All that it has now.</param>
    /// <param name="ct">Cancels the writing.</param>
    public async Task EditedAsync(Message message, Conversation conversation, IReadOnlyCollection<MentionToken> added, IReadOnlyCollection<MentionToken> all, CancellationToken ct)
    {
        var still = (await addressees.MentionedAsync(message, conversation, all, ct)).ConvertAll(one => one.AttendeeId).ToArray();
        await db.Notifications
            .Where(notification => notification.MessageId == message.Id && Mentions.Contains(notification.Kind) && !EF.Parameter(still).Contains(notification.AttendeeId))
            .ExecuteDeleteAsync(ct);
        if (added.Count == 0) return;

        // Who was told of the message as of any other is told once more, that it speaks to him.
        var fresh = await addressees.MentionedAsync(message, conversation, added, ct);
        var attendeeIds = fresh.ConvertAll(one => one.AttendeeId).ToArray();
        await db.Notifications
            .Where(notification => notification.MessageId == message.Id && notification.Kind == NotificationKind.Message && EF.Parameter(attendeeIds).Contains(notification.AttendeeId))
            .ExecuteDeleteAsync(ct);
        await book.AddAsync(fresh, by: null, ct);
    }

    /// <summary>People look at chats. Outside of units of work; nothing is written where nobody was told anything.</summary>
    /// <returns>How many notifications were taken back.</returns>
    public async Task<int> SeenAsync(IReadOnlyCollection<ChatSeen> seen, CancellationToken ct)
    {
        var upTo = seen.GroupBy(one => one.AttendeeId, one => one.UpTo).ToDictionary(group => group.Key, group => group.Max());
        var attendeeIds = upTo.Keys.ToArray();
        var rows = await db.Notifications.AsNoTracking()
            .Where(notification => EF.Parameter(attendeeIds).Contains(notification.AttendeeId) && notification.MessageId != null)
            .Select(notification => new { notification.Id, notification.AttendeeId, notification.MessageId })
            .ToListAsync(ct);
        var ids = rows.FindAll(row => row.MessageId <= upTo[row.AttendeeId]).ConvertAll(row => row.Id).ToArray();
        if (ids.Length == 0) return 0;

        await unit.RunAsync(
            async () =>
            {
                await db.Notifications.Where(notification => EF.Parameter(ids).Contains(notification.Id)).ExecuteDeleteAsync(ct);
                return Result.Done;
            },
            ct);
        return ids.Length;
    }
}
