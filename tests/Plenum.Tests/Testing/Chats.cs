using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plenum.Accounts;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Messaging;
using Plenum.Realtime;

namespace Plenum.Tests.Testing;

/// <summary>Writing and reading in chats.</summary>
internal static class Chats
{
    /// <summary>Sends a message; whatever the answer is.</summary>
    public static Task<Reply> TrySayAsync(this TalkClient person, string token, string message) =>
        person.PostAsync($"v1/chat/{token}", new { message });

    /// <summary>Sends a message and says its id; fails the test when that is refused.</summary>
    public static async Task<long> SayAsync(this TalkClient person, string token, string message) =>
        (await person.TrySayAsync(token, message)).Expect(201)["id"].GetInt64();

    /// <summary>Answers a message and says the id of the answer.</summary>
    public static async Task<long> AnswerAsync(this TalkClient person, string token, long replyTo, string message) =>
        (await person.PostAsync($"v1/chat/{token}", new { message, replyTo })).Expect(201)["id"].GetInt64();

    /// <summary>Reads back from the newest message, newest first.</summary>
    /// <param name="person">Who reads.</param>
    /// <param name="token">Where.</param>
    /// <param name="query">More parameters: <c>&amp;limit=5</c>.</param>
    public static Task<Reply> HistoryAsync(this TalkClient person, string token, string query = "") =>
        person.GetAsync($"v1/chat/{token}?lookIntoFuture=0{query}");

    /// <summary>Reads on from a message, oldest first, without waiting unless <paramref name="query"/> says so.</summary>
    public static Task<Reply> FutureAsync(this TalkClient person, string token, long lastKnownMessageId = 0, string query = "&timeout=0") =>
        person.GetAsync($"v1/chat/{token}?lookIntoFuture=1&lastKnownMessageId={lastKnownMessageId}{query}");

    /// <summary>The newest message as this person sees it.</summary>
    public static async Task<JsonElement> NewestAsync(this TalkClient person, string token) =>
        (await person.HistoryAsync(token, "&limit=1")).Expect(200).Data[0];

    /// <summary>One message as this person sees it.</summary>
    public static async Task<JsonElement> MessageAsync(this TalkClient person, string token, long id) =>
        (await person.HistoryAsync(token)).Expect(200).Data.EnumerateArray().Single(message => message.Id() == id);

    /// <summary>Begins to wait for something newer and returns once the server waits; the answer comes with the inner task.</summary>
    public static async Task<Task<Reply>> BeginPollAsync(this PlenumServer server, TalkClient person, string token, long lastKnownMessageId = 0, string query = "")
    {
        var id = await server.FromDbAsync(db => db.Conversations.Where(conversation => conversation.Token == token).Select(conversation => conversation.Id).SingleAsync());
        var waiters = server.Services.GetRequiredService<ChatWaiters>();
        var before = waiters.CountIn(id);
        var poll = person.FutureAsync(token, lastKnownMessageId, query);
        while (waiters.CountIn(id) == before && !poll.IsCompleted) await Task.Yield();
        return poll;
    }

    /// <summary>Tells everybody who listens, as if it had happened on another node.</summary>
    public static void Announce(this PlenumServer server, Announcement announcement) =>
        server.Services.GetRequiredService<IBackplane>().Publish([announcement]);

    /// <summary>Writes comments of an account straight into the database and says their ids.</summary>
    public static async Task<long[]> FillAsync(this PlenumServer server, string token, string userId, int count)
    {
        var messages = new List<Message>();
        await server.InDbAsync(async db =>
        {
            var conversation = await db.Conversations.SingleAsync(candidate => candidate.Token == token);
            messages.AddRange(Enumerable.Range(0, count).Select(number => new Message
            {
                ConversationId = conversation.Id,
                Kind = MessageKind.Comment,
                ActorType = ActorTypes.Users,
                ActorId = userId,
                Text = $"{number}",
                At = server.Clock.GetUtcNow(),
            }));
            db.Messages.AddRange(messages);
        });
        return [.. messages.Select(message => message.Id).Order()];
    }

    /// <summary>Waits until nobody waits for news of the conversation any more.</summary>
    public static async Task NobodyPollsAsync(this PlenumServer server, long conversationId)
    {
        var waiters = server.Services.GetRequiredService<ChatWaiters>();
        while (waiters.CountIn(conversationId) > 0) await Task.Yield();
    }

    /// <summary>Somebody who opened an invitation by e-mail.</summary>
    public static async Task<TalkClient> EmailGuestAsync(this PlenumServer server, string token, string name = "", string address = "eve@example.org")
    {
        var cookie = PlenumServer.Unique("cookie");
        var browser = new BrowserSession { Digest = Secret.Sha256(cookie), CreatedAt = server.Clock.GetUtcNow(), LastSeenAt = server.Clock.GetUtcNow() };
        var actorId = Secret.Sha256(PlenumServer.Unique(address));
        await server.InDbAsync(async db =>
        {
            var conversation = await db.Conversations.SingleAsync(candidate => candidate.Token == token);
            db.Attendees.Add(new Attendee
            {
                ConversationId = conversation.Id,
                ActorType = ActorTypes.Emails,
                ActorId = actorId,
                DisplayName = name,
                InvitedAddress = address,
                ParticipantType = ParticipantType.Guest,
            });
            db.BrowserSessions.Add(browser);
        });
        await server.InDbAsync(db =>
        {
            db.BrowserGrants.Add(new BrowserGrant { BrowserSessionId = browser.Id, Token = token, Kind = BrowserGrantKind.Invitation, Value = actorId });
            return Task.CompletedTask;
        });
        var guest = server.Guest();
        guest.Http.DefaultRequestHeaders.Add("Cookie", $"{BrowserSession.Cookie}={cookie}");
        return guest;
    }

    public static long Id(this JsonElement message) => message.GetProperty("id").GetInt64();

    public static string Text(this JsonElement message) => message.GetProperty("message").GetString()!;

    /// <summary>Talk's key of a system message.</summary>
    public static string Key(this JsonElement message) => message.GetProperty("systemMessage").GetString()!;

    /// <summary>One parameter of a message.</summary>
    public static JsonElement Parameter(this JsonElement message, string name) => message.GetProperty("messageParameters").GetProperty(name);

    public static bool Has(this JsonElement message, string name) => message.TryGetProperty(name, out _);

    /// <summary>The ids of the messages of an answer, in its order.</summary>
    public static long[] Ids(this Reply reply) => [.. reply.Data.EnumerateArray().Select(Id)];

    /// <summary>The texts of the messages of an answer, in its order.</summary>
    public static string[] Texts(this Reply reply) => [.. reply.Data.EnumerateArray().Select(Text)];

    /// <summary>The keys of the system messages of an answer, in its order.</summary>
    public static string[] Keys(this Reply reply) => [.. reply.Data.EnumerateArray().Select(Key).Where(key => key.Length > 0)];
}
