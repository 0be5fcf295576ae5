using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Chat;

/// <summary>
/// Notes for the accounts in a conversation that somebody spoke to them (chat §10): directly by name or by an answer,
/// indirectly by a group or by everybody. Who never wants to hear of a conversation is left alone.
/// </summary>
internal sealed class MentionMarkers(PlenumDb db)
{
    /// <param name="messages">Inserted messages of one author with the same text, at most one in each conversation.</param>
    /// <param name="tokens">What is mentioned in the text.</param>
    /// <param name="answered">The author of the message that is answered.</param>
    /// <param name="ct">Cancels the update.</param>
    public async Task RaiseAsync(IReadOnlyCollection<Message> messages, IReadOnlyCollection<MentionToken> tokens, Actor? answered, CancellationToken ct)
    {
        var targets = tokens.SelectMany(token => new[] { token.Target, token.Shorter }).OfType<MentionTarget>().ToHashSet();
        var users = Ids(targets, MentionKind.User);
        if (answered is { Type: ActorTypes.Users } author) users.Add(author.Id);
        var groups = Ids(targets, MentionKind.Group);
        var forAll = messages.Where(message => message.CanMentionAll && targets.Contains(MentionTarget.Everybody)).Select(message => message.ConversationId).ToArray();
        if (users.Count + groups.Count + forAll.Length == 0) return;

        var rows = Rows(messages);
        var direct = Readers(messages).Where(reader => users.Contains(reader.ActorId));
        await direct
            .Where(reader => rows.Any(row => row.ConversationId == reader.ConversationId && row.Id > reader.LastMentionDirect))
            .ExecuteUpdateAsync(set => set.SetProperty(reader => reader.LastMentionDirect, reader => rows.Where(row => row.ConversationId == reader.ConversationId).Max(row => row.Id)), ct);

        await Mentioned(Readers(messages), users, groups, forAll)
            .Where(reader => rows.Any(row => row.ConversationId == reader.ConversationId && row.Id > reader.LastMentionMessage))
            .ExecuteUpdateAsync(set => set.SetProperty(reader => reader.LastMentionMessage, reader => rows.Where(row => row.ConversationId == reader.ConversationId).Max(row => row.Id)), ct);
    }

    private IQueryable<Attendee> Mentioned(IQueryable<Attendee> readers, List<string> users, List<string> groups, long[] forAll)
    {
        var (members, attendees) = (db.GroupMembers, db.Attendees);
        return readers.Where(reader => users.Contains(reader.ActorId)
            || forAll.Contains(reader.ConversationId)
            || members.Any(member => member.AccountId == reader.ActorId && groups.Contains(member.GroupId)
                && attendees.Any(group => group.ConversationId == reader.ConversationId && group.ActorType == ActorTypes.Groups && group.ActorId == member.GroupId)));
    }

    private IQueryable<Message> Rows(IReadOnlyCollection<Message> messages)
    {
        var ids = messages.Select(message => message.Id).ToArray();
        return db.Messages.Where(message => ids.Contains(message.Id));
    }

    /// <summary>The accounts in the conversations, without the author.</summary>
    private IQueryable<Attendee> Readers(IReadOnlyCollection<Message> messages)
    {
        var conversations = messages.Select(message => message.ConversationId).ToArray();
        var author = messages.First().Actor;
        var authorId = author.Type == ActorTypes.Users ? author.Id : "";
        return db.Attendees.Where(attendee => conversations.Contains(attendee.ConversationId)
            && attendee.ActorType == ActorTypes.Users
            && attendee.ActorId != authorId
            && attendee.NotificationLevel != NotificationLevel.Never);
    }

    private static List<string> Ids(HashSet<MentionTarget> targets, MentionKind kind) =>
        [.. targets.Where(target => target.Kind == kind).Select(target => target.Id)];
}
