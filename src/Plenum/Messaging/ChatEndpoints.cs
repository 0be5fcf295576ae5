using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;

namespace Plenum.Messaging;

/// <summary>Sending and receiving messages (chat §3, §4).</summary>
internal static class ChatEndpoints
{
    private const string LastGivenHeader = "X-Chat-Last-Given";
    private const int MaxContext = 100;

    private static readonly Refusal NoThread = Refusal.NotFound("thread");

    public static void MapChat(this IEndpointRouteBuilder api)
    {
        var chat = api.MapGroup($"v1/chat/{ConversationToken.Route}").WithTags("Chat");

        chat.MapPost("", Send).Needs(Guard.Attendee | Guard.Writable | Guard.PastLobby | Guard.Chat).FillsOneToOne()
            .AnswersWith(201).WithName("chat-sendMessage").WithSummary("Send a message");
        chat.MapGet("", Receive).Needs(ChatRound.Guards)
            .AnswersWith(200, 304).WithName("chat-receiveMessages").WithSummary("Read older messages or wait for newer ones");
        chat.MapGet("{messageId:long}/context", Context).Needs(Guard.Attendee | Guard.PastLobby)
            .AnswersWith(200, 304).WithName("chat-getMessageContext").WithSummary("Read a message and those around it");
    }

    private static async Task<OcsResult<MessageView>> Send(
        Meetings.Access access, SendRequest request, Sending sending, MessageViews views, ReadMarkers markers, CancellationToken ct)
    {
        var sent = await sending.SendAsync(access.Conversation, access.Attendee, new Draft(request.Message)
        {
            ReferenceId = request.ReferenceId,
            ReplyTo = request.ReplyTo,
            ThreadId = request.ThreadId,
            Silent = request.Silent,
            ReplyToToken = request.ReplyToToken,
            GuestName = request.ActorDisplayName,
            Network = access.Caller.Network,
        }, ct);
        if (!sent.TryGet(out var message, out var refusal)) return OcsResult.Refuse<MessageView>(refusal);

        var view = await views.OfAsync(message, access.Conversation, access.Attendee.Actor, ct);
        return OcsResult.From<MessageView>(view, StatusCodes.Status201Created)
            .WithCommonRead(await markers.CommonForAsync(access.Conversation, access.Attendee, ct));
    }

    private static async Task<OcsResult<List<MessageView>>> Receive(HttpContext http, ReceiveRequest request, ChatPoll poll, CancellationToken ct)
    {
        if (request.ThreadId != 0) return OcsResult.Refuse<List<MessageView>>(NoThread);

        var reading = request.Reading;
        if (request.LookIntoFuture) return Answer(await poll.ReceiveAsync(http, reading, ct));

        var receiving = http.RequestServices.GetRequiredService<Receiving>();
        return Answer(await receiving.OlderAsync(http.RequestServices.GetRequiredService<Meetings.Access>(), reading, ct));
    }

    private static async Task<OcsResult<List<MessageView>>> Context(
        Meetings.Access access, ContextRequest request, long messageId, Receiving receiving, CancellationToken ct)
    {
        if (request.ThreadId != 0) return OcsResult.Refuse<List<MessageView>>(NoThread);

        receiving.TakeBack(access);
        return Answer(await receiving.AroundAsync(access, messageId, (int)Math.Clamp(request.Limit, 0, MaxContext), ct));
    }

    /// <summary>Nothing to read is 304: no body, no headers of the chat.</summary>
    private static OcsResult<List<MessageView>> Answer(Result<Received?> result)
    {
        if (!result.TryGet(out var received, out var refusal)) return OcsResult.Refuse<List<MessageView>>(refusal);
        if (received is null) return OcsResult.From<List<MessageView>>(new List<MessageView>(), StatusCodes.Status304NotModified);

        return OcsResult.Ok(received.Shared).With(LastGivenHeader, received.LastGiven?.ToString()).WithCommonRead(received.CommonRead);
    }

    /// <summary>Body of a message to send.</summary>
    /// <param name="Message">1 to 32000 code points after trimming.</param>
    /// <param name="ActorDisplayName">A guest's name, to be kept.</param>
    /// <param name="ReferenceId">What the client recognises its message by: the first 64 bytes are kept.</param>
    /// <param name="ReplyTo">The message of this conversation that is answered; 0 for none.</param>
    /// <param name="ReplyToToken">The conversation of a message that is answered in private.</param>
    /// <param name="Silent">Nobody is notified.</param>
    /// <param name="ThreadTitle">Begins a thread.</param>
    /// <param name="ThreadId">The thread to post in.</param>
    internal sealed record SendRequest(
        string Message,
        string ActorDisplayName = "",
        string ReferenceId = "",
        long ReplyTo = 0,
        string ReplyToToken = "",
        bool Silent = false,
        string ThreadTitle = "",
        long ThreadId = 0) : OcsRequest<SendRequest>;

    /// <summary>What to read of a chat; numbers out of range are clamped.</summary>
    /// <param name="LookIntoFuture">1 waits for newer messages, 0 reads older ones.</param>
    /// <param name="Limit">1 to 200 rows.</param>
    /// <param name="LastKnownMessageId">Where to begin, exclusive; 0 is the end of the chat for history, its beginning for newer ones.</param>
    /// <param name="LastCommonReadId">The last common read marker that the client has seen.</param>
    /// <param name="Timeout">Seconds to wait, at most 30.</param>
    /// <param name="SetReadMarker">Marks everything up to <paramref name="LastKnownMessageId"/> as read.</param>
    /// <param name="IncludeLastKnown">Makes <paramref name="LastKnownMessageId"/> inclusive.</param>
    /// <param name="NoStatusUpdate">Leaves the caller's status alone; otherwise waiting with a Talk app on a telephone says that its person is online, outside of calls.</param>
    /// <param name="MarkNotificationsAsRead">Drops the notifications of this chat.</param>
    /// <param name="ThreadId">Only messages of this thread.</param>
    internal sealed record ReceiveRequest(
        bool LookIntoFuture,
        long Limit = 100,
        long LastKnownMessageId = 0,
        long LastCommonReadId = 0,
        long Timeout = 30,
        bool SetReadMarker = true,
        bool IncludeLastKnown = false,
        bool NoStatusUpdate = false,
        bool MarkNotificationsAsRead = true,
        long ThreadId = 0) : OcsRequest<ReceiveRequest>
    {
        public Reading Reading => new()
        {
            Offset = Math.Max(0, LastKnownMessageId),
            IncludeOffset = IncludeLastKnown,
            Limit = (int)Math.Clamp(Limit, 1, Reading.MaxLimit),
            Wait = TimeSpan.FromSeconds(Math.Clamp(Timeout, 0, Reading.MaxSeconds)),
            KnownCommonRead = Math.Max(0, LastCommonReadId),
            SetReadMarker = SetReadMarker,
            TakesBackNotifications = MarkNotificationsAsRead,
            NoStatusUpdate = NoStatusUpdate,
        };
    }

    /// <summary>How much to read around a message.</summary>
    /// <param name="Limit">0 to 100 rows in each direction.</param>
    /// <param name="ThreadId">Only messages of this thread.</param>
    internal sealed record ContextRequest(long Limit = 50, long ThreadId = 0) : OcsRequest<ContextRequest>;
}
