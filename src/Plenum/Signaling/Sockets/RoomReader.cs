using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Plenum.Calls;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Settings;
using Plenum.Storage;
using Plenum.Webinars;

namespace Plenum.Signaling;

/// <summary>One session of a conversation as the database knows it, or as it says itself where the database does not.</summary>
internal sealed record RosterRow(string SessionId, CallFlags InCall, long LastPing, ParticipantType Type, Permissions Permissions, Actor Actor, string DisplayName, bool ReadPrivate, bool IsHeldBack)
{
    /// <summary>What kind of session it is here.</summary>
    public SeatKind Kind { get; init; }

    private IReadOnlyCollection<string>? Features { get; init; }

    /// <summary>Somebody who is nobody in the conversation, and may do everything there.</summary>
    public static RosterRow Of(SeatElsewhere seat, CallFlags inCall, DateTimeOffset now) => new(
        seat.TalkSessionId, inCall, now.ToUnixTimeSeconds(), ParticipantType.Moderator, Permissions.MaxDefault, RoomReader.NobodyInParticular(seat.Id), seat.DisplayName ?? "", ReadPrivate: true, IsHeldBack: false)
    {
        Kind = seat.Kind,
        Features = seat.Features.Count > 0 ? seat.Features : null,
    };

    /// <summary>As clients get it in lists of participants (calls §D.4, §E.7).</summary>
    public object Item(string publicId) => Kind switch
    {
        SeatKind.Internal => new { inCall = (int)InCall, sessionId = publicId, lastPing = LastPing, @internal = true, features = Features },
        SeatKind.Virtual when Actor == RoomReader.NobodyInParticular(publicId) => new { inCall = (int)InCall, sessionId = publicId, lastPing = LastPing, @virtual = true },
        SeatKind.Virtual or SeatKind.Client => PersonIn(publicId),
        _ => throw new InvalidOperationException($"Unknown kind of session: {Kind}"),
    };

    private object PersonIn(string publicId) => new
    {
        inCall = (int)InCall,
        lastPing = LastPing,
        sessionId = publicId,
        nextcloudSessionId = SessionId,
        participantType = (int)Type,
        participantPermissions = (int)Permissions,
        displayName = DisplayName,
        actorType = Actor.Type,
        actorId = Actor.Id,
        userId = Actor.Type == ActorTypes.Users ? Actor.Id : null,
        @virtual = Kind == SeatKind.Virtual ? true : (bool?)null,
    };
}

/// <summary>A conversation at one moment.</summary>
/// <param name="Properties">As those see them who are in it.</param>
/// <param name="Outside">As those see them whom the lobby holds back: there is no call.</param>
/// <param name="Lobby">The lobby.</param>
/// <param name="Breakout">Whether there are breakout rooms and they are open, or this is one that asks for help: no properties, and yet changes that everybody hears of.</param>
/// <param name="LastMessageId">The newest message of the chat.</param>
/// <param name="Rows">Session id to session.</param>
/// <param name="Waiting">Those whom the lobby holds back, by what the moderators see of them.</param>
/// <param name="Hands">Those that are up, in their order.</param>
/// <param name="At">When.</param>
internal sealed record RoomReading(
    JsonElement Properties, JsonElement Outside, LobbyState Lobby, (BreakoutMode Mode, BreakoutStatus Status) Breakout, long LastMessageId, IReadOnlyDictionary<string, RosterRow> Rows,
    HashSet<(Actor Actor, string DisplayName)> Waiting, IReadOnlyList<HandView> Hands, DateTimeOffset At);

/// <summary>Reads what the embedded signaling server knows of a conversation.</summary>
internal sealed class RoomReader(PlenumDb db, TalkConfigStore configs, SessionPings pings, LobbyTimer lobbyTimer, TimeProvider time)
{
    /// <returns>Null when there is no such conversation.</returns>
    public async Task<RoomReading?> ReadAsync(long conversationId, CancellationToken ct)
    {
        if (await FindAsync(conversationId, ct) is not { } conversation) return null;
        if (conversation.IsDue(time.Now()))
        {
            await lobbyTimer.OpenAsync(conversationId, ct);
            conversation = await FindAsync(conversationId, ct) ?? conversation;
        }

        var config = await configs.GetAsync(ct);
        var sessions = await db.Sessions.AsNoTracking().Include(session => session.Attendee).Where(session => session.ConversationId == conversationId).ToListAsync(ct);
        var rows = sessions.ToDictionary(session => session.SessionId, session => Of(session, conversation, config), StringComparer.Ordinal);
        var waiting = rows.Values.Where(row => row.IsHeldBack).Select(row => (row.Actor, row.DisplayName)).ToHashSet();
        var hands = HandRules.InOrder(sessions.Where(session => !rows[session.SessionId].IsHeldBack)).ConvertAll(HandView.Of);
        return new RoomReading(
            PropertiesOf(conversation, isHeldBack: false), PropertiesOf(conversation, isHeldBack: true), conversation.LobbyState, (conversation.BreakoutRoomMode, conversation.BreakoutRoomStatus), conversation.LastMessageId, rows, waiting, hands, time.Now());
    }

    /// <returns>Null when there is no such conversation.</returns>
    public Task<LobbyState?> LobbyOfAsync(long conversationId, CancellationToken ct) =>
        db.Conversations.AsNoTracking().Where(conversation => conversation.Id == conversationId).Select(conversation => (LobbyState?)conversation.LobbyState).FirstOrDefaultAsync(ct);

    /// <summary>What joins prove themselves with: a session of this conversation that belongs to whoever said hello (calls §D.3).</summary>
    /// <returns>Null for anything else.</returns>
    public async Task<JoinedRoom?> EnterAsync(SocketUser user, string token, string talkSessionId, CancellationToken ct)
    {
        var session = await db.Sessions.AsNoTracking().Include(session => session.Attendee).ThenInclude(attendee => attendee!.Conversation)
            .FirstOrDefaultAsync(session => session.SessionId == talkSessionId, ct);
        if (session?.Attendee is not { Conversation: { } conversation } attendee || conversation.Token != token) return null;

        var isOwn = user.UserId is { } id ? attendee.Actor == Actor.User(id) : attendee.ActorType is ActorTypes.Guests or ActorTypes.Emails;
        if (!isOwn) return null;

        var isHeldBack = conversation.LobbyBlocks(attendee, (await configs.GetAsync(ct)).DefaultPermissions);
        return new JoinedRoom(session, talkSessionId, conversation.Id, token, attendee.Actor, PropertiesOf(conversation, isHeldBack));
    }

    /// <summary>Internal clients and those for whom they speak come in without proving anything more.</summary>
    /// <param name="token">The room.</param>
    /// <param name="publicId">Of the session; that of the REST API if it has one there.</param>
    /// <param name="ct">Cancels the reading.</param>
    /// <returns>Null when there is no such conversation.</returns>
    public async Task<JoinedRoom?> AdmitAsync(string token, string publicId, CancellationToken ct)
    {
        if (await db.Conversations.AsNoTracking().FirstOrDefaultAsync(conversation => conversation.Token == token, ct) is not { } conversation) return null;

        var session = await db.Sessions.AsNoTracking().Include(session => session.Attendee).FirstOrDefaultAsync(session => session.SessionId == publicId && session.ConversationId == conversation.Id, ct);
        return new JoinedRoom(session, publicId, conversation.Id, token, session?.Attendee?.Actor ?? NobodyInParticular(publicId), PropertiesOf(conversation, isHeldBack: false));
    }

    /// <summary>An actor that no attendee is.</summary>
    public static Actor NobodyInParticular(string publicId) => new("internal", publicId);

    private Task<Conversation?> FindAsync(long id, CancellationToken ct) => db.Conversations.AsNoTracking().FirstOrDefaultAsync(conversation => conversation.Id == id, ct);

    private RosterRow Of(Session session, Conversation conversation, TalkConfig config)
    {
        var attendee = session.Attendee!;
        return new RosterRow(
            session.SessionId,
            session.InCall,
            pings.LastPing(session.Id, session.LastPing).ToUnixTimeSeconds(),
            attendee.ParticipantType,
            PermissionRules.Effective(attendee, conversation, config.DefaultPermissions),
            attendee.Actor,
            attendee.DisplayName,
            attendee.ReadPrivate,
            conversation.LobbyBlocks(attendee, config.DefaultPermissions));
    }

    /// <summary>The properties in the order of webinars §3.10. The name of a conversation that is not public is nobody else's business.</summary>
    public static JsonElement PropertiesOf(Conversation conversation, bool isHeldBack) =>
        JsonSerializer.SerializeToElement(RoomProperties.Of(conversation, hidesCall: isHeldBack), OcsJson.Options);
}
