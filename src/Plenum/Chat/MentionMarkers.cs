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
        if (messages.Count == 0) return;

        var targets = tokens.SelectMany(token => new[] { token.Target, token.Shorter }).OfType<MentionTarget>().ToHashSet();
        var direct = Ids(targets, MentionKind.User);
        if (answered is { Type: ActorTypes.Users } author) direct.Add(author.Id);
        var groups = Ids(targets, MentionKind.Group);
        var forAll = messages.Where(message => message.CanMentionAll && targets.Contains(MentionTarget.Everybody)).Select(message => message.ConversationId).ToArray();
        if (direct.Count > 0) await RaiseDirectAsync(messages, direct, ct);
        if (groups.Count > 0 || forAll.Length > 0) await RaiseIndirectAsync(messages, groups, forAll, ct);
    }

    private async Task RaiseDirectAsync(IReadOnlyCollection<Message> messages, List<string> users, CancellationToken ct)
    {
        var rows = Rows(messages);
        await Readers(messages).Where(attendee => users.Contains(attendee.ActorId)).ExecuteUpdateAsync(
            set => set
                .SetProperty(attendee => attendee.LastMentionMessage, attendee => rows.Where(row => row.ConversationId == attendee.ConversationId).Max(row => row.Id))
                .SetProperty(attendee => attendee.LastMentionDirect, attendee => rows.Where(row => row.ConversationId == attendee.ConversationId).Max(row => row.Id)),
            ct);
    }

    private async Task RaiseIndirectAsync(IReadOnlyCollection<Message> messages, List<string> groups, long[] forAll, CancellationToken ct)
    {
        var rows = Rows(messages);
        var (members, attendees) = (db.GroupMembers, db.Attendees);
        await Readers(messages)
            .Where(attendee => forAll.Contains(attendee.ConversationId)
                || members.Any(member => member.AccountId == attendee.ActorId && groups.Contains(member.GroupId)
                    && attendees.Any(group => group.ConversationId == attendee.ConversationId && group.ActorType == ActorTypes.Groups && group.ActorId == member.GroupId)))
            .ExecuteUpdateAsync(
                set => set.SetProperty(attendee => attendee.LastMentionMessage, attendee => rows.Where(row => row.ConversationId == attendee.ConversationId).Max(row => row.Id)),
                ct);
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
