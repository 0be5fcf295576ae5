using Microsoft.EntityFrameworkCore;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Roster;
using Plenum.Storage;

namespace Plenum.Messaging;

/// <summary>What a client sends.</summary>
internal sealed record Draft(string Text)
{
    public string ReferenceId { get; init; } = "";

    public long ReplyTo { get; init; }

    public long ThreadId { get; init; }

    public bool Silent { get; init; }

    /// <summary>The conversation of a message that is answered in private.</summary>
    public string ReplyToToken { get; init; } = "";

    /// <summary>What a guest wants to be called from now on.</summary>
    public string GuestName { get; init; } = "";

    /// <summary>Where a guest sends from.</summary>
    public string Network { get; init; } = "";
}

/// <summary>Sends a message in the documented order of checks (chat §3). Runs inside the unit of work of the route.</summary>
internal sealed class Sending(PlenumDb db, ChatService chat, GuestMentions guestMentions, GuestNames guestNames, TimeProvider time)
{
    private static readonly Refusal WrongParent = Refusal.Invalid("reply-to");
    private static readonly Refusal TooManyMentions = new(RefusalKind.TooMany, "mentions");

    public async Task<Result<Message>> SendAsync(Conversation conversation, Attendee author, Draft draft, CancellationToken ct)
    {
        var text = MessageTextRules.Trim(draft.Text);
        if (MessageTextRules.CheckBlank(text) is { } blank) return blank;
        if (!(await ParentAsync(conversation, draft, ct)).TryGet(out var parent, out var wrong)) return wrong;
        if (MessageTextRules.CheckLength(text) is { } tooLong) return tooLong;

        var isGuest = author.ParticipantType is ParticipantType.Guest or ParticipantType.GuestModerator;
        if (isGuest && MentionRules.Find(text).Count > 0 && !await guestMentions.TryTakeAsync(draft.Network, ct)) return TooManyMentions;

        if (isGuest && GuestNameRules.Of(draft.GuestName) is { Length: > 0 } name && name != author.DisplayName) await guestNames.SetAsync(conversation, author, name, ct);
        return await chat.PostCommentAsync(conversation, author, new NewComment(text)
        {
            ReferenceId = MessageTextRules.ReferenceId(draft.ReferenceId),
            ReplyTo = parent.Message,
            Silent = draft.Silent,
        }, ct);
    }

    /// <summary>The message that is answered, or none; 400 for one that cannot be answered here, in private or in a thread.</summary>
    private async Task<Result<Parent>> ParentAsync(Conversation conversation, Draft draft, CancellationToken ct)
    {
        if (draft is { ReplyTo: 0, ReplyToToken: "", ThreadId: 0 }) return new Parent(Message: null);
        if (draft.ReplyTo == 0 || draft.ReplyToToken.Length > 0) return WrongParent;

        var message = await db.Messages.AsNoTracking().In(conversation).Unexpired(time.Now()).FirstOrDefaultAsync(message => message.Id == draft.ReplyTo, ct);
        return message is not null && MessageRules.IsReplyable(message.Kind, message.ActorType) ? new Parent(message) : WrongParent;
    }

    private readonly record struct Parent(Message? Message);
}
