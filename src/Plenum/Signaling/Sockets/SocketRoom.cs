using System.Text.Json;
using Plenum.Meetings;
using Plenum.Messaging;

namespace Plenum.Signaling;

/// <summary>
/// A room of the embedded signaling server: who sits in it, and what each of them is told (calls §E.6, §E.7). However
/// much happens while one looks at the database, the next look tells all of it together. The hub's lock guards it.
/// </summary>
internal sealed class SocketRoom(long conversationId, string token)
{
    /// <summary>So many people may hear of each other at once; more hear of everybody some at a time.</summary>
    private const int Crowd = 200;

    /// <summary>A full list for somebody costs so much for each who is on it.</summary>
    private static readonly TimeSpan CostOfAnEntry = TimeSpan.FromMicroseconds(1.5);

    /// <summary>With so many people in a room the first who joins its call is told of at once, the next ones together.</summary>
    private const int Party = 20;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);

    private readonly Queue<Seat> strangers = new();
    private readonly OwnNews own = new(token);
    private readonly RightsBook rights = new();
    private HashSet<string> inCall = [];
    private byte[]? users;

    public long ConversationId => conversationId;

    public string Token => token;

    public Dictionary<string, Seat> Seats { get; } = new(StringComparer.Ordinal);

    /// <summary>Those in this room whom other nodes serve.</summary>
    public Dictionary<string, RemoteSeat> Elsewhere { get; } = new(StringComparer.Ordinal);

    public TransientData Transient { get; } = new();

    /// <summary>What those wanted to say who have just come.</summary>
    public List<(Seat From, Action Act)> Early { get; } = [];

    /// <summary>Null when there is nothing to tell.</summary>
    public RoomNews? News { get; set; }

    /// <summary>Somebody is looking; whatever happens meanwhile is for the next look.</summary>
    public bool IsLookedAt { get; set; }

    /// <summary>Lists of who is in the call have just been sent to a crowd: until then the next one waits.</summary>
    public DateTimeOffset RestsUntil { get; private set; }

    /// <summary>Set when something happens that does not wait.</summary>
    public TaskCompletionSource? Hurry { get; set; }

    /// <summary>Some who have been let in have not heard yet who is there.</summary>
    public bool HasStrangers => strangers.Count > 0;

    /// <summary>Somebody introduces them.</summary>
    public bool IsIntroducing { get; set; }

    /// <summary>Those who may see what is in the room.</summary>
    public IEnumerable<Seat> Insiders => Seats.Values.Where(seat => seat.Standing == Standing.Inside);

    /// <summary>The lobby at the last look.</summary>
    public LobbyState? Lobby { get; private set; }

    /// <summary>
    /// The newest message of the chat that this node knows of. Whatever opens or closes the lobby is written there, so
    /// that it tells at every node what comes before and what after.
    /// </summary>
    public long LastMessageId { get; private set; }

    public void KnowsMessage(long id) => LastMessageId = Math.Max(LastMessageId, id);

    /// <summary>Tells everybody what they may know. The door first: nobody who waits is told anything of what comes after it.</summary>
    public void Tell(RoomReading reading, RoomNews news, RelayedChat? chat)
    {
        KnowsMessage(reading.LastMessageId);
        var isResting = reading.At < RestsUntil;
        var (admitted, evicted, letIn) = Judge(reading);
        Lobby = reading.Lobby;
        TellProperties(reading);
        TellEvicted(evicted);
        var settled = Insiders.Where(seat => seat.IsIntroduced).ToArray();
        if (news.Left.Count > 0) Send(settled, Frames.Leave(news.Left));
        TellJoins(settled);
        var (isOver, list) = ListCall(news, settled.Length, reading.At);
        Introduce(admitted);
        if (news.HasChat) TellChat(chat);
        if (isOver) Send(settled, Frames.CallOver(token), FrameKind.Users);
        if (list is not null) Send(settled, list, FrameKind.Users);
        own.TellLetIn(letIn);
        TellOwn(reading, isResting);
    }

    /// <summary>The next few of those who have been let in hear who is there.</summary>
    /// <returns>Who; empty when all have heard.</returns>
    public List<SocketSession> IntroduceSome(int count)
    {
        var (told, roster) = (new List<SocketSession>(), new Roster([.. Members]));
        while (told.Count < count && strangers.TryDequeue(out var seat))
        {
            // Who has gone, or has been put out again, is not to hear it.
            if (seat.Session.Seat != seat || seat.Standing != Standing.Inside || seat.IsIntroduced) continue;

            Introduce(seat, roster);
            told.Add(seat.Session);
        }

        return told;
    }

    /// <summary>There is something to read. Clients that understand it get what is new itself.</summary>
    public void TellChat(RelayedChat? chat)
    {
        var (refresh, shown, hidden) = (Frames.ChatRefresh(token), default(byte[][]), default(byte[][]));
        foreach (var seat in Insiders)
        {
            if (chat is null || !seat.RelaysChat)
            {
                seat.Session.Deliver(refresh, FrameKind.Chat);
                continue;
            }

            // Who hides what he has read does not see it of others either.
            var comments = seat.Row is { ReadPrivate: false } ? shown ??= Frames.ChatComments(token, chat, chat.CommonRead) : hidden ??= Frames.ChatComments(token, chat, commonRead: null);
            foreach (var comment in comments) seat.Session.Deliver(comment);
            if (!chat.IsAll) seat.Session.Deliver(refresh, FrameKind.Chat);
        }
    }

    private static void Send(IEnumerable<Seat> seats, byte[] frame, FrameKind kind = FrameKind.Ordinary)
    {
        foreach (var seat in seats) seat.Session.Deliver(frame, kind);
    }

    /// <summary>Whoever has been let in, or was until now, has seen other properties than these.</summary>
    private void TellProperties(RoomReading now)
    {
        var frames = (Inside: default(byte[]), Outside: default(byte[]));
        foreach (var seat in Seats.Values)
        {
            var isInside = seat.Standing == Standing.Inside;
            var properties = isInside ? now.Properties : now.Outside;
            var isNews = seat.Breakout is { } before && before != now.Breakout;
            seat.Breakout = now.Breakout;
            if (!isNews && JsonElement.DeepEquals(seat.Properties, properties)) continue;

            seat.Properties = properties;
            if (isInside) seat.Session.Deliver(frames.Inside ??= Frames.Room(id: null, token, properties));
            else seat.Session.Deliver(frames.Outside ??= Frames.Room(id: null, token, properties));
        }
    }

    /// <summary>Who comes in, who has to go out.</summary>
    private (List<Seat> Admitted, List<Seat> Evicted, List<Seat> LetIn) Judge(RoomReading reading)
    {
        var (admitted, evicted, letIn) = (new List<Seat>(), new List<Seat>(), new List<Seat>());
        foreach (var seat in Seats.Values)
        {
            var row = SeatElsewhere.Of(seat).RowIn(reading);
            var standing = row is { IsHeldBack: false } ? Standing.Inside : Standing.HeldBack;
            if (standing == Standing.Inside && seat.Standing != Standing.Inside)
            {
                admitted.Add(seat);
                seat.AdmittedAfter = reading.LastMessageId;
                if (seat.Standing == Standing.HeldBack && reading.Lobby != LobbyState.None) letIn.Add(seat);
            }

            if (standing != Standing.Inside && seat.Standing == Standing.Inside) evicted.Add(seat);
            (seat.Standing, seat.Row) = (standing, row);
        }

        foreach (var seat in Elsewhere.Values) seat.Row = seat.Description.RowIn(reading);
        return (admitted, evicted, letIn);
    }

    /// <summary>What only Plenum's own page understands. Of a crowd nobody is told more often than the lists of who is in the call.</summary>
    private void TellOwn(RoomReading reading, bool isResting)
    {
        own.Look(reading);
        var (listeners, desks) = own.Uninformed(Insiders);
        if (listeners.Count == 0 && desks.Count == 0) return;

        if (isResting)
        {
            (News ??= new RoomNews()).HasHands = true;
            return;
        }

        var cost = CostOfAnEntry * (own.TellWaiting(desks) + own.TellHands(listeners));
        if (Seats.Count + Elsewhere.Count < Party) return;

        var until = reading.At + (cost > ShortestPause ? cost : ShortestPause);
        if (until > RestsUntil) RestsUntil = until;
    }

    /// <summary>Whoever has to wait from now on is told that it has left the call, and that nobody is there.</summary>
    private void TellEvicted(List<Seat> evicted)
    {
        var roster = new Roster([.. Members.Where(member => IsAnnounced(member.Id))]);
        foreach (var seat in evicted)
        {
            if (inCall.Contains(seat.Session.Id) && seat.Row is { } row) seat.Session.Deliver(Frames.Users(token, [row.Item(seat.Session.Id)]), FrameKind.Users);
            if (seat.IsIntroduced) Send(seat, roster.Leaves(without: seat.Session.Id));
            seat.IsIntroduced = false;
        }
    }

    /// <summary>Everybody who is settled hears once of everybody who comes.</summary>
    private void TellJoins(Seat[] settled)
    {
        var newcomers = Members.Where(member => !IsAnnounced(member.Id)).ToArray();
        foreach (var frame in new Roster(newcomers).Joins(without: null)) Send(settled, frame);
        foreach (var (id, flags) in Talking.Where(one => !IsAnnounced(one.Id))) Send(settled, Frames.Flags(token, id, flags));
        foreach (var seat in Seats.Values) seat.IsAnnounced = true;
        foreach (var seat in Elsewhere.Values) seat.IsAnnounced = true;
    }

    /// <summary>Those who have been let in hear who is there; of a crowd not all at once.</summary>
    private void Introduce(List<Seat> admitted)
    {
        if (admitted.Count == 0) return;

        var isCrowd = Seats.Count + Elsewhere.Count > Crowd;
        var roster = isCrowd ? null : new Roster([.. Members]);
        foreach (var seat in admitted)
        {
            if (roster is null) strangers.Enqueue(seat);
            else Introduce(seat, roster);
        }
    }

    private void Introduce(Seat seat, Roster roster)
    {
        Send(seat, roster.Joins(without: seat.KnowsItself ? seat.Session.Id : null));
        (seat.KnowsItself, seat.IsIntroduced) = (true, true);
        if (Transient.Count > 0) seat.Session.Deliver(Frames.TransientInitial(Transient.Values));
        foreach (var (id, flags) in Talking) seat.Session.Deliver(Frames.Flags(token, id, flags));
        if (users is not null) seat.Session.Deliver(users, FrameKind.Users);
    }

    /// <summary>Lists are complete: whoever is in the call, whoever has just left it, and whose role or permissions have changed.</summary>
    /// <returns>What those have to hear who are settled.</returns>
    private (bool IsOver, byte[]? List) ListCall(RoomNews news, int settled, DateTimeOffset now)
    {
        var isOver = news.IsCallOver && inCall.Count > 0;
        if (isOver) inCall = [];
        var present = Insiders.Where(seat => seat.Row is not null).Select(seat => (seat.Session.Id, Row: seat.Row!))
            .Concat(Elsewhere.Values.Where(seat => seat.IsInside).Select(seat => (seat.Id, Row: seat.Row!)))
            .ToArray();
        rights.Look(present);
        var before = inCall;
        bool IsListed((string Id, RosterRow Row) one) => one.Row.InCall != CallFlags.Disconnected || before.Contains(one.Id);
        var listed = Array.FindAll(present, IsListed);
        users = listed.Length > 0 ? Frames.Users(token, listed.Select(one => one.Row.Item(one.Id))) : null;
        if (news.HasCall && now < RestsUntil)
        {
            // Something else did not wait; this still does.
            (News ??= new RoomNews()).HasCall = true;
            return (isOver, null);
        }

        inCall = listed.Where(one => one.Row.InCall != CallFlags.Disconnected).Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
        if (!news.HasCall) return (isOver, null);

        var others = Array.FindAll(present, one => rights.HasChanged(one.Id) && !IsListed(one));
        rights.Settle();
        var list = others.Length == 0 ? users : Frames.Users(token, listed.Concat(others).Select(one => one.Row.Item(one.Id)));
        if (list is null) return (isOver, null);

        var cost = CostOfAnEntry * (listed.Length + others.Length) * settled;
        var pause = settled < Party ? TimeSpan.Zero : cost > ShortestPause ? cost : ShortestPause;
        RestsUntil = now + pause;
        return (isOver, list);
    }

    /// <summary>Those without a client who are muted or talk.</summary>
    private IEnumerable<(string Id, int Flags)> Talking =>
        Seats.Values.Select(seat => (seat.Session.Id, Flags: seat.Session.Virtual?.Flags ?? 0)).Concat(Elsewhere.Values.Select(seat => (seat.Id, seat.Flags))).Where(one => one.Flags != 0);

    private IEnumerable<SeatElsewhere> Members => Seats.Values.Select(SeatElsewhere.Of).Concat(Elsewhere.Values.Select(seat => seat.Description));

    private bool IsAnnounced(string id) => Seats.TryGetValue(id, out var seat) ? seat.IsAnnounced : Elsewhere[id].IsAnnounced;

    private static void Send(Seat seat, IEnumerable<byte[]> frames)
    {
        foreach (var frame in frames) seat.Session.Deliver(frame);
    }
}
