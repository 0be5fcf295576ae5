using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Roster;

namespace Plenum.Tests.Testing;

/// <summary>
/// A conversation as a test needs it, written straight into the database: for tests of what happens in it rather than
/// of how it came about. The people in it act through HTTP.
/// </summary>
internal sealed class StagedRoom(PlenumServer server, long id, string token)
{
    public string Token => token;

    public string Lobby => $"v4/room/{token}/webinar/lobby";

    public string Call => $"v4/call/{token}";

    public string Room => $"v4/room/{token}";

    /// <summary>Adds an account.</summary>
    public Task AddAsync(TalkClient person, ParticipantType type = ParticipantType.User, Permissions permissions = Permissions.Inherit) =>
        server.InDbAsync(db =>
        {
            db.Attendees.Add(new Attendee { ConversationId = id, ActorType = ActorTypes.Users, ActorId = person.User, DisplayName = person.User, ParticipantType = type, Permissions = permissions });
            return Task.CompletedTask;
        });

    /// <summary>Adds an account that has a session, as after opening the conversation.</summary>
    public async Task SeatAsync(TalkClient person, ParticipantType type = ParticipantType.User, Permissions permissions = Permissions.Inherit)
    {
        await AddAsync(person, type, permissions);
        await JoinAsync(person);
    }

    /// <summary>Gives an account that belongs here one more session.</summary>
    public Task<string> JoinAsync(TalkClient person) => OpenSessionAsync(new Actor(ActorTypes.Users, person.User), browserId: null);

    /// <summary>A guest with a cookie and a session, as after joining by link.</summary>
    public async Task<TalkClient> GuestAsync(ParticipantType type = ParticipantType.Guest, string name = "Gil", Permissions permissions = Permissions.Inherit)
    {
        var cookie = PlenumServer.Unique("cookie");
        var actor = Actor.Guest(Secret.Sha1(cookie));
        var browser = new BrowserSession { Digest = Secret.Sha256(cookie), GuestId = actor.Id, CreatedAt = server.Clock.GetUtcNow(), LastSeenAt = server.Clock.GetUtcNow() };
        await server.InDbAsync(db =>
        {
            db.BrowserSessions.Add(browser);
            db.Attendees.Add(new Attendee { ConversationId = id, ActorType = actor.Type, ActorId = actor.Id, DisplayName = name, ParticipantType = type, Permissions = permissions });
            return Task.CompletedTask;
        });
        await OpenSessionAsync(actor, browser.Id);
        var guest = server.Guest();
        guest.Http.DefaultRequestHeaders.Add("Cookie", $"{BrowserSession.Cookie}={cookie}");
        guest.Http.DefaultRequestHeaders.CacheControl = new CacheControlHeaderValue { NoStore = true };
        return guest;
    }

    /// <summary>Several of them.</summary>
    public async Task<TalkClient[]> GuestsAsync(int count)
    {
        var guests = new TalkClient[count];
        for (var i = 0; i < count; i++) guests[i] = await GuestAsync(name: $"Gil {i}");
        return guests;
    }

    public Task ChangeAsync(Action<Conversation> change) =>
        server.InDbAsync(async db => change(await db.Conversations.SingleAsync(conversation => conversation.Id == id)));

    public Task ChangeAsync(TalkClient person, Action<Attendee> change) =>
        server.InDbAsync(async db => change(await db.Attendees.SingleAsync(attendee => attendee.ConversationId == id && attendee.ActorId == person.User)));

    public Task<Conversation> StoredAsync() =>
        server.FromDbAsync(db => db.Conversations.AsNoTracking().SingleAsync(conversation => conversation.Id == id));

    /// <summary>The rows of the chat, oldest first.</summary>
    public Task<List<Message>> MessagesAsync() =>
        server.FromDbAsync(db => db.Messages.AsNoTracking().Where(message => message.ConversationId == id).OrderBy(message => message.Id).ToListAsync());

    /// <summary>The keys of all system messages, oldest first.</summary>
    public async Task<string[]> SaidAsync() =>
        [.. (await MessagesAsync()).Where(message => message.Kind == MessageKind.System).Select(message => message.Text)];

    /// <summary>The call flags of all sessions, by actor id.</summary>
    public Task<Dictionary<string, CallFlags>> InCallAsync() =>
        server.FromDbAsync(async db => (await db.Sessions.AsNoTracking().Include(session => session.Attendee).Where(session => session.ConversationId == id).ToListAsync())
            .GroupBy(session => session.Attendee!.ActorId)
            .ToDictionary(group => group.Key, group => group.Aggregate(CallFlags.Disconnected, (all, session) => all | session.InCall)));

    public async Task<CallFlags> InCallAsync(TalkClient person) => (await InCallAsync()).GetValueOrDefault(person.User);

    private async Task<string> OpenSessionAsync(Actor actor, long? browserId)
    {
        var sessionId = SessionBook.CreateId(tabId: null, invitedAddress: null);
        await server.InDbAsync(async db =>
        {
            var attendee = await db.Attendees.SingleAsync(candidate => candidate.ConversationId == id && candidate.ActorType == actor.Type && candidate.ActorId == actor.Id);
            db.Sessions.Add(new Session { ConversationId = id, AttendeeId = attendee.Id, SessionId = sessionId, LastPing = server.Clock.GetUtcNow(), JoinedAt = server.Clock.GetUtcNow(), BrowserSessionId = browserId });
        });
        return sessionId;
    }
}

internal static class Staging
{
    /// <summary>A conversation with <paramref name="owner"/> as its owner, who has a session.</summary>
    public static async Task<StagedRoom> StageAsync(
        this PlenumServer server, TalkClient owner, ConversationType type = ConversationType.Group, Action<Conversation>? with = null)
    {
        var conversation = new Conversation
        {
            Token = $"test{PlenumServer.Unique("")}",
            Type = type,
            Name = "Staged",
            CreatedAt = server.Clock.GetUtcNow(),
            LastActivity = server.Clock.GetUtcNow(),
        };
        with?.Invoke(conversation);

        // Together: a conversation that nobody belongs to is cleared away as soon as the server notices.
        await server.InDbAsync(db =>
        {
            db.Attendees.Add(new Attendee { ConversationId = 0, Conversation = conversation, ActorType = ActorTypes.Users, ActorId = owner.User, DisplayName = owner.User, ParticipantType = ParticipantType.Owner });
            return Task.CompletedTask;
        });
        var room = new StagedRoom(server, conversation.Id, conversation.Token);
        await room.JoinAsync(owner);
        return room;
    }
}
