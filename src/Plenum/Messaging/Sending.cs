using Microsoft.EntityFrameworkCore;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Messaging;

/// <summary>What a client sends.</summary>
internal sealed record Draft(string Text)
{
    public string ReferenceId { get; init; } = "";

    public long ReplyTo { get; init; }

    public long ThreadId { get; init; }

    public bool Silent { get; init; }
}

/// <summary>Sends a message in the documented order of checks (chat §3).</summary>
internal sealed class Sending(PlenumDb db, ChatService chat, TimeProvider time)
{
    private static readonly Refusal WrongParent = Refusal.Invalid("reply-to");

    public async Task<Result<Message>> SendAsync(Conversation conversation, Attendee author, Draft draft, CancellationToken ct)
    {
        var text = MessageTextRules.Trim(draft.Text);
        if (MessageTextRules.CheckBlank(text) is { } blank) return blank;

        var parent = draft.ReplyTo == 0 ? null : await ParentAsync(conversation, draft.ReplyTo, ct);
        if (draft.ReplyTo != 0 ? parent is null : draft.ThreadId != 0) return WrongParent;
        if (MessageTextRules.CheckLength(text) is { } tooLong) return tooLong;

        return await chat.PostCommentAsync(conversation, author, new NewComment(text)
        {
            ReferenceId = MessageTextRules.ReferenceId(draft.ReferenceId),
            ReplyTo = parent,
            Silent = draft.Silent,
        }, ct);
    }

    /// <summary>A message of this conversation that can be answered.</summary>
    private async Task<Message?> ParentAsync(Conversation conversation, long id, CancellationToken ct)
    {
        var parent = await db.Messages.AsNoTracking().In(conversation).Unexpired(time.Now()).FirstOrDefaultAsync(message => message.Id == id, ct);
        return parent is not null && MessageRules.IsReplyable(parent.Kind, parent.ActorType) ? parent : null;
    }
}
