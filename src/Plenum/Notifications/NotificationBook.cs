using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Notifications;

/// <summary>Somebody to be told.</summary>
/// <param name="AttendeeId">An account's attendee.</param>
/// <param name="Kind">Of what kind it is.</param>
/// <param name="MessageId">The message, for the kinds of the chat.</param>
internal readonly record struct NewNotification(long AttendeeId, NotificationKind Kind, long? MessageId = null);

/// <summary>
/// Writes down what accounts are to be told and takes it back (platform §13.2). Runs inside the caller's unit of work; every
/// operation is one statement or two, however many people it concerns.
/// </summary>
internal sealed class NotificationBook(PlenumDb db, UnitOfWork unit, NotificationGrowth growth, TimeProvider time)
{
    /// <summary>So many rows go into one statement.</summary>
    private const int MostAtOnce = 5000;

    /// <summary>
    /// For people who are added to a conversation, to be inserted together with their attendees. Nobody is told who adds
    /// himself, whom nobody with an account has added, or in a one-to-one or the conversation of a shared file.
    /// </summary>
    /// <param name="conversation">Where.</param>
    /// <param name="added">Attendees that are about to be inserted.</param>
    /// <param name="by">Who adds them.</param>
    public void Invite(Conversation conversation, IEnumerable<Attendee> added, Actor by)
    {
        if (by.Type != ActorTypes.Users || !InvitationRules.Tells(conversation.Type, conversation.ObjectType)) return;

        var now = time.Now();
        db.Notifications.AddRange(added
            .Where(attendee => attendee.ActorType == ActorTypes.Users && attendee.Actor != by)
            .Select(attendee => new Notification { AccountId = attendee.ActorId, Attendee = attendee, Kind = NotificationKind.Invitation, ActorType = by.Type, ActorId = by.Id, At = now }));
    }

    /// <summary>A call begins: takes the place of every invitation and every earlier call of the conversation.</summary>
    /// <param name="conversationId">Where.</param>
    /// <param name="attendeeIds">Accounts that are called.</param>
    /// <param name="by">Who begins it.</param>
    /// <param name="ct">Cancels the writing.</param>
    public async Task CallAsync(long conversationId, IReadOnlyCollection<long> attendeeIds, Actor by, CancellationToken ct)
    {
        await db.Notifications
            .Where(notification => notification.Attendee!.ConversationId == conversationId && notification.MessageId == null)
            .ExecuteDeleteAsync(ct);
        await AddAsync([.. attendeeIds.Select(id => new NewNotification(id, NotificationKind.Call))], by, ct);
    }

    /// <summary>Somebody is rung: takes the place of an earlier call.</summary>
    public async Task RingAsync(long attendeeId, Actor by, CancellationToken ct)
    {
        await db.Notifications
            .Where(notification => notification.AttendeeId == attendeeId && notification.Kind == NotificationKind.Call)
            .ExecuteDeleteAsync(ct);
        await AddAsync([new NewNotification(attendeeId, NotificationKind.Call)], by, ct);
    }

    /// <summary>An account has come into the conversation: it knows that it was invited.</summary>
    public Task JoinedAsync(long attendeeId, CancellationToken ct) => db.Notifications
        .Where(notification => notification.AttendeeId == attendeeId && notification.Kind == NotificationKind.Invitation)
        .ExecuteDeleteAsync(ct);

    /// <summary>
    /// An account opens the page of the conversation: it knows that it was invited, and that it is called. Outside of units
    /// of work; nearly always there is nothing to be written.
    /// </summary>
    public async Task OpenedAsync(long attendeeId, CancellationToken ct)
    {
        var known = db.Notifications.Where(notification => notification.AttendeeId == attendeeId && notification.MessageId == null);
        if (!await known.AnyAsync(ct)) return;

        await unit.RunAsync(
            async () =>
            {
                await known.ExecuteDeleteAsync(ct);
                return Result.Done;
            },
            ct);
    }

    /// <summary>One that the account does not want to see any more; nothing happens when it is gone or somebody else's.</summary>
    public Task DismissAsync(string accountId, long id, CancellationToken ct) => db.Notifications
        .Where(notification => notification.AccountId == accountId && notification.Id == id)
        .ExecuteDeleteAsync(ct);

    /// <summary>All that an account has.</summary>
    public Task DismissAllAsync(string accountId, CancellationToken ct) => db.Notifications
        .Where(notification => notification.AccountId == accountId)
        .ExecuteDeleteAsync(ct);

    /// <summary>
    /// One statement for each 5,000. Who has left meanwhile is not told, and nobody twice of the same message.
    /// </summary>
    /// <param name="fresh">Whom to tell.</param>
    /// <param name="by">Whose doing it is; null for the kinds of the chat.</param>
    /// <param name="ct">Cancels the writing.</param>
    public async Task AddAsync(IReadOnlyCollection<NewNotification> fresh, Actor? by, CancellationToken ct)
    {
        if (fresh.Count > 0) growth.Note(fresh.Count);
        foreach (var some in fresh.Chunk(MostAtOnce))
        {
            // Nothing but numbers is written into the statement itself.
            var statement = string.Join('\n',
                "WITH \"Fresh\" (\"AttendeeId\", \"Kind\", \"MessageId\") AS (VALUES",
                string.Join(",\n", some.Select(Values)),
                ")",
                "INSERT INTO \"Notifications\" (\"AccountId\", \"AttendeeId\", \"Kind\", \"MessageId\", \"ActorType\", \"ActorId\", \"At\")",
                "SELECT \"Attendees\".\"ActorId\", \"Fresh\".\"AttendeeId\", \"Fresh\".\"Kind\", \"Fresh\".\"MessageId\", {0}, {1}, {2}",
                "FROM \"Fresh\" INNER JOIN \"Attendees\" ON \"Attendees\".\"Id\" = \"Fresh\".\"AttendeeId\"",
                "WHERE \"Attendees\".\"ActorType\" = 'users' ORDER BY \"Fresh\".\"MessageId\", \"Fresh\".\"AttendeeId\" ON CONFLICT DO NOTHING");
            await db.Database.ExecuteSqlRawAsync(statement, [by?.Type ?? "", by?.Id ?? "", time.Now().ToUnixTimeMilliseconds()], ct);
        }
    }

    private static string Values(NewNotification one) => string.Create(
        CultureInfo.InvariantCulture, $"({one.AttendeeId}, {(int)one.Kind}, CAST({one.MessageId?.ToString(CultureInfo.InvariantCulture) ?? "NULL"} AS BIGINT))");
}
