using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;

namespace Plenum.Messaging;

/// <summary>Editing and deleting messages, clearing the history (chat §5). Each answers with the system message that tells of it.</summary>
internal static class RevisionEndpoints
{
    private const Guard Author = Guard.Attendee | Guard.Verified | Guard.Writable | Guard.PastLobby | Guard.Chat;

    public static void MapRevisions(this IEndpointRouteBuilder api)
    {
        var chat = api.MapGroup($"v1/chat/{ConversationToken.Route}").WithTags("Chat");

        chat.MapPut("{messageId:long}", Edit).Needs(Author)
            .WithName("chat-editMessage").WithSummary("Edit a message");
        chat.MapDelete("{messageId:long}", Delete).Needs(Author)
            .WithName("chat-deleteMessage").WithSummary("Delete a message");
        chat.MapDelete("", Clear).Needs(Guard.AccountModerator | Guard.Writable)
            .WithName("chat-clearHistory").WithSummary("Delete all messages");
    }

    private static async Task<OcsResult<MessageView>> Edit(
        Meetings.Access access, EditRequest request, long messageId, Revising revising, MessageViews views, ReadMarkers markers, CancellationToken ct) =>
        await TellAsync(await revising.EditAsync(access.Conversation, access.Attendee, messageId, request.Message, ct), access, views, markers, ct);

    private static async Task<OcsResult<MessageView>> Delete(
        Meetings.Access access, long messageId, Revising revising, MessageViews views, ReadMarkers markers, CancellationToken ct) =>
        await TellAsync(await revising.DeleteAsync(access.Conversation, access.Attendee, messageId, ct), access, views, markers, ct);

    private static async Task<OcsResult<MessageView>> Clear(
        Meetings.Access access, Revising revising, MessageViews views, ReadMarkers markers, CancellationToken ct) =>
        await TellAsync(await revising.ClearAsync(access.Conversation, access.Attendee, access.Config.DeleteOneToOneConversations, ct), access, views, markers, ct);

    private static async Task<OcsResult<MessageView>> TellAsync(
        Result<Message> told, Meetings.Access access, MessageViews views, ReadMarkers markers, CancellationToken ct)
    {
        if (!told.TryGet(out var message, out var refusal)) return OcsResult.Refuse<MessageView>(refusal);

        return OcsResult.Ok(await views.OfAsync(message, access.Conversation, access.Attendee.Actor, ct))
            .WithCommonRead(await markers.CommonForAsync(access.Conversation, access.Attendee, ct));
    }

    /// <summary>Body of an edit.</summary>
    /// <param name="Message">1 to 32000 code points after trimming.</param>
    internal sealed record EditRequest(string Message) : OcsRequest<EditRequest>;
}
