using Plenum.Common;
using Plenum.Meetings;
using Plenum.Messaging;
using Plenum.Realtime;

namespace Plenum.Signaling;

/// <summary>What is announced on this node or another one, and whom it concerns here (calls §D.4, §D.6, §E.8).</summary>
internal sealed partial class SocketHub
{
    private const int IntroducedAtOnce = 32;

    public void Hear(Announcement announcement)
    {
        lock (gate)
        {
            switch (announcement)
            {
                case ChatChanged chat:
                    RingIn(chat.ConversationId, news => news.Messages.Add(chat.MessageId), room => room.KnowsMessage(chat.MessageId));
                    break;
                case InCallChanged or ParticipantsChanged:
                    RingIn(announcement.ConversationId, news => news.HasCall = true);
                    break;
                case CallEndedForAll:
                    RingIn(announcement.ConversationId, news => news.IsCallOver = true);
                    break;
                case RoomUpdated:
                    RingIn(announcement.ConversationId, news => news.HasChanges = true);
                    break;
                case Called called:
                    TellUsers(called.UserIds, Frames.Called(called.Token, called.By), Frames.OwnMessages);
                    break;
                case SwitchTo order:
                    Switch(order);
                    break;
                case MovesChanged changed:
                    foreach (var id in changed.RoomIds.Prepend(changed.ConversationId)) RingIn(id, news => news.HasMoves = true);
                    break;
                case BreakoutTimerChanged changed:
                    TellTimer(changed);
                    break;
                case HandsChanged:
                    RingIn(announcement.ConversationId, news => news.HasHands = true);
                    break;
                case SessionJoined:
                    RingDesk(announcement.ConversationId);
                    break;
                case SessionsDisinvited gone:
                    Unseat(gone.ConversationId, gone.SessionIds.ToHashSet(StringComparer.Ordinal));
                    RingDesk(gone.ConversationId);
                    break;
                case Disinvited removed:
                    Remove(removed);
                    break;
                case RoomDeleted deleted:
                    Delete(deleted);
                    break;
                case MayHaveMissed:
                    foreach (var room in rooms.Values)
                    {
                        Ask(room);
                        Ring(room, news => (news.HasCall, news.MayHaveMissedChat, news.HasMoves) = (true, true, true));
                    }

                    break;
                case SessionAsked asked when asked.Node != link.Node:
                    GiveAway(asked);
                    break;
                case SessionGiven given when given.Node == link.Node:
                    Settle(given);
                    break;
                default:
                    HearNode(announcement);
                    break;
            }
        }
    }

    private void RingIn(long conversationId, Action<RoomNews> tell, Action<SocketRoom>? first = null)
    {
        if (!rooms.TryGetValue(conversationId, out var room)) return;

        first?.Invoke(room);
        Ring(room, tell);
    }

    /// <summary>People come and go without a socket as well, or at another node: moderators want to know who waits.</summary>
    private void RingDesk(long conversationId)
    {
        if (!rooms.TryGetValue(conversationId, out var room) || !room.Seats.Values.Any(seat => seat is { HasOwnEvents: true, IsModerator: true })) return;

        Ring(room, news => news.HasPeople = true);
    }

    /// <summary>Sessions of the REST API that have ended have no place here either; the client hears that it is in no room.</summary>
    private void Unseat(long conversationId, HashSet<string> ended)
    {
        if (!rooms.TryGetValue(conversationId, out var room)) return;

        foreach (var seat in room.Seats.Values.Where(seat => ended.Contains(seat.TalkSessionId)).ToArray())
        {
            if (seat.Session.Kind == SeatKind.Virtual)
            {
                HangUp(seat.Session);
                continue;
            }

            TakeSeat(seat.Session);
            seat.Session.Deliver(Frames.NoRoom(id: null));
            Watch(seat.Session);
        }

        foreach (var seat in room.Elsewhere.Values.Where(seat => ended.Contains(seat.TalkSessionId)).ToArray()) Unseat(room, seat.Id);
    }

    /// <summary>Everybody who was removed hears it; whoever was in that room has to say hello again.</summary>
    private void Remove(Disinvited removed)
    {
        var (actors, frame) = (removed.Actors.ToHashSet(), Frames.Disinvited(removed.Token, "disinvited"));
        foreach (var session in sessions.Values.ToArray())
        {
            var wasThere = session.LastSeat is { } last && last.Room.ConversationId == removed.ConversationId && actors.Contains(last.Joined.Actor)
                && (session.Seat is null || session.Seat == last);
            if (!wasThere && !(session.User.UserId is { } userId && actors.Contains(Actor.User(userId)))) continue;

            session.Deliver(frame);
            if (wasThere && session.Kind == SeatKind.Virtual) HangUp(session);
            else if (wasThere) End(session, Frames.Bye(id: null, reason: null), leavesTalk: false);
        }
    }

    private void Delete(RoomDeleted deleted)
    {
        if (rooms.TryGetValue(deleted.ConversationId, out var room)) Unseat(room.ConversationId, [.. room.Seats.Values.Select(seat => seat.TalkSessionId)]);
        TellUsers(deleted.Actors.Where(actor => actor.Type == ActorTypes.Users).Select(actor => actor.Id), Frames.Disinvited(deleted.Token, "deleted"));
    }

    /// <summary>Somebody with an account is connected.</summary>
    public bool HasUsers
    {
        get
        {
            lock (gate) return ofUser.Count > 0;
        }
    }

    /// <summary>The accounts that are connected.</summary>
    public string[] Users()
    {
        lock (gate) return [.. ofUser.Keys];
    }

    public bool IsConnected(string userId)
    {
        lock (gate) return ofUser.ContainsKey(userId);
    }

    /// <summary>Tells all sessions of these accounts, in whichever room they are.</summary>
    /// <param name="userIds">Which.</param>
    /// <param name="frame">What.</param>
    /// <param name="feature">Only clients that said hello with it understand the frame.</param>
    public void TellUsers(IEnumerable<string> userIds, byte[] frame, string? feature = null)
    {
        lock (gate)
        {
            foreach (var session in userIds.SelectMany(userId => ofUser.GetValueOrDefault(userId) ?? []))
            {
                if (feature is null || session.Features.Contains(feature)) session.Deliver(frame);
            }
        }
    }

    /// <summary>How long a crowd is left alone before the next list of who is in the call; null when something does not wait.</summary>
    public (DateTimeOffset Until, Task Hurry)? RestOf(SocketRoom room)
    {
        lock (gate)
        {
            if (room.News is not { IsPatient: true } || room.RestsUntil <= time.GetUtcNow()) return null;

            room.Hurry ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return (room.RestsUntil, room.Hurry.Task);
        }
    }

    /// <summary>Tells some of those who have been let in who is there.</summary>
    /// <param name="room">The room.</param>
    /// <param name="isFirst">True for whoever begins; only one does it at a time.</param>
    /// <returns>What has to be written before the next ones are told; null when there is nothing to do, or somebody else does it.</returns>
    public Task[]? Introduce(SocketRoom room, bool isFirst)
    {
        lock (gate)
        {
            if (isFirst && room.IsIntroducing) return null;

            var told = room.IntroduceSome(IntroducedAtOnce);
            room.IsIntroducing = told.Count > 0;
            return told.Count > 0 ? [.. told.Select(session => session.Connection?.CaughtUpAsync() ?? Task.CompletedTask)] : null;
        }
    }

    /// <summary>What there is to tell in a room, for whoever looks now; null when there is nothing, and then nobody looks any more.</summary>
    public RoomNews? TakeNews(SocketRoom room)
    {
        lock (gate)
        {
            if (room.Seats.Count == 0) room.News?.Told.ForEach(waiting => waiting.TrySetResult());
            var news = room.Seats.Count == 0 ? null : room.News;
            room.News = null;
            room.IsLookedAt = news is not null;
            return news;
        }
    }

    /// <summary>Tells a room that there is something to read, if the lobby is still the one that it knows.</summary>
    /// <returns>False when one has to look again who may read.</returns>
    public bool TryTellChat(SocketRoom room, LobbyState? lobby, RelayedChat? chat)
    {
        lock (gate)
        {
            if (lobby is null || room.Lobby != lobby) return false;

            room.TellChat(chat);
            return true;
        }
    }

    /// <summary>Somebody there understands messages that are passed on as they are.</summary>
    public bool RelaysChat(SocketRoom room)
    {
        lock (gate) return room.Seats.Values.Any(seat => seat.RelaysChat);
    }

    private void PassEarly(SocketRoom room)
    {
        var early = room.Early.ToArray();
        room.Early.Clear();
        foreach (var (seat, act) in early)
        {
            if (seat.Session.Seat == seat) act();
        }
    }

    /// <summary>Tells a room what a look at the database has found.</summary>
    public void Tell(SocketRoom room, RoomReading reading, RoomNews news, RelayedChat? chat)
    {
        lock (gate)
        {
            var newcomers = room.Seats.Values.Where(seat => !seat.IsAnnounced).ToArray();
            room.Tell(reading, news, chat);
            TellNodes(room, newcomers, areNew: true);
            PassEarly(room);
            Supervise(room);
            foreach (var session in room.Seats.Values.Select(seat => seat.Session).Where(session => session.HasMissedTooMuch).ToArray())
            {
                End(session, Frames.Bye(id: null, reason: null), leavesTalk: true);
            }

            news.Told.ForEach(waiting => waiting.TrySetResult());
        }
    }
}
