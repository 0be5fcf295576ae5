using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Storage;

namespace Plenum.Chat;

/// <summary>Renders messages for a viewer: names, mentions, parents, the wording of system messages (chat §1, §2, §7, §18.1).</summary>
internal sealed class MessageViews(PlenumDb db, UnitOfWork unit, IHttpContextAccessor request, TimeProvider time)
{
    /// <summary>
    /// The messages that the viewer can see, in the given order; expired ones and system messages without words are left
    /// out.
    /// </summary>
    /// <param name="messages">Rows of one or several conversations.</param>
    /// <param name="conversations">Their conversations by id.</param>
    /// <param name="viewer">Who looks; null for the neutral form.</param>
    /// <param name="withParents">Resolves the quoted message of each row.</param>
    /// <param name="ct">Cancels the look-ups of names.</param>
    public async Task<List<MessageView>> OfAsync(
        IReadOnlyList<Message> messages,
        IReadOnlyDictionary<long, Conversation> conversations,
        Actor? viewer,
        bool withParents,
        CancellationToken ct)
    {
        var baseUrl = request.HttpContext is { } http ? PublicUrl.Of(http.Request) : "";
        var readable = await PrepareAsync(messages, conversations, withParents, ct);
        return readable.For(messages, new Viewpoint(viewer, baseUrl));
    }

    /// <summary>Reads what rendering the messages takes, once for all their viewers.</summary>
    public async Task<ReadableMessages> PrepareAsync(
        IReadOnlyList<Message> messages, IReadOnlyDictionary<long, Conversation> conversations, bool withParents, CancellationToken ct)
    {
        if (unit.IsRunning) await unit.FlushAsync(ct);

        var now = time.Now();
        var visible = messages.Where(message => MessageRules.IsVisible(message, now)).ToList();
        var known = withParents ? await WithParentsAsync(visible, now, ct) : visible.ToDictionary(message => message.Id);
        var rendering = new MessageRendering(conversations, known.Values);
        await rendering.Names.ReadAsync(db, ct);
        return new ReadableMessages(visible, known, rendering, withParents);
    }

    /// <summary>One message of a conversation.</summary>
    public async Task<MessageView> OfAsync(Message message, Conversation conversation, Actor viewer, CancellationToken ct) =>
        (await OfAsync([message], new Dictionary<long, Conversation> { [conversation.Id] = conversation }, viewer, withParents: true, ct))[0];

    /// <summary>The messages and those of their parents that can still be seen.</summary>
    private async Task<Dictionary<long, Message>> WithParentsAsync(List<Message> messages, DateTimeOffset now, CancellationToken ct)
    {
        var known = messages.ToDictionary(message => message.Id);
        var missing = messages.Select(message => message.ParentId).OfType<long>().Where(id => !known.ContainsKey(id)).Distinct().ToArray();
        if (missing.Length == 0) return known;

        var parents = await db.Messages.AsNoTracking().Where(message => missing.Contains(message.Id)).ToListAsync(ct);
        foreach (var parent in parents.Where(parent => MessageRules.IsVisible(parent, now))) known.Add(parent.Id, parent);
        return known;
    }
}
