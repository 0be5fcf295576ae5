using System.Text.Json;
using Plenum.Meetings;
using Plenum.Messaging;

namespace Plenum.Signaling;

/// <summary>What happened in a room since it was last looked at.</summary>
internal sealed class RoomNews
{
    /// <summary>What is new in the chat; more than is worth passing on, if there is a lot of it.</summary>
    public List<long> Messages { get; } = [];

    /// <summary>There may be something new of which one has not heard.</summary>
    public bool MayHaveMissedChat { get; set; }

    public bool HasChat => MayHaveMissedChat || Messages.Count > 0;

    public bool HasCall { get; set; }

    public bool IsCallOver { get; set; }

    public bool HasChanges { get; set; }

    public List<string> Left { get; } = [];

    /// <summary>Who is missing after a move has changed.</summary>
    public bool HasMoves { get; set; }

    /// <summary>Those who wait until it is told.</summary>
    public List<TaskCompletionSource> Told { get; } = [];

    /// <summary>Nobody came, went or changed: whoever may read is known.</summary>
    public bool IsChatAlone => this is { HasChat: true, HasCall: false, IsCallOver: false, HasChanges: false, Left.Count: 0, Told.Count: 0, HasMoves: false };
}

/// <summary>
/// A room of the embedded signaling server: who sits in it, and what each of them is told (calls §E.6, §E.7). However
/// much happens while one looks at the database, the next look tells all of it together. The hub's lock guards it.
/// </summary>
internal sealed class SocketRoom(long conversationId, string token)
{
    private HashSet<string> inCall = [];

    public long ConversationId => conversationId;

    public string Token => token;

    public Dictionary<string, Seat> Seats { get; } = new(StringComparer.Ordinal);

    /// <summary>Those in this room whom other nodes serve.</summary>
    public Dictionary<string, RemoteSeat> Elsewhere { get; } = new(StringComparer.Ordinal);

    public TransientData Transient { get; } = new();

    /// <summary>Null when there is nothing to tell.</summary>
    public RoomNews? News { get; set; }

    /// <summary>Somebody is looking; whatever happens meanwhile is for the next look.</summary>
    public bool IsLookedAt { get; set; }

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
        var (admitted, evicted) = Judge(reading);
        Lobby = reading.Lobby;
        TellProperties(reading);
        var settled = Insiders.Except(admitted).ToArray();
        TellEvicted(evicted);
        if (news.Left.Count > 0) Send(settled, Frames.Leave(news.Left));
        TellJoins(admitted, settled);
        if (news.HasChat) TellChat(chat);
        TellCall(news, admitted);
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
            if (JsonElement.DeepEquals(seat.Properties, properties)) continue;

            seat.Properties = properties;
            if (isInside) seat.Session.Deliver(frames.Inside ??= Frames.Room(id: null, token, properties));
            else seat.Session.Deliver(frames.Outside ??= Frames.Room(id: null, token, properties));
        }
    }

    /// <summary>Who comes in, who has to go out.</summary>
    private (List<Seat> Admitted, List<Seat> Evicted) Judge(RoomReading reading)
    {
        var (admitted, evicted) = (new List<Seat>(), new List<Seat>());
        foreach (var seat in Seats.Values)
        {
            var row = SeatElsewhere.Of(seat).RowIn(reading);
            var standing = row is { IsHeldBack: false } ? Standing.Inside : Standing.HeldBack;
            if (standing == Standing.Inside && seat.Standing != Standing.Inside)
            {
                admitted.Add(seat);
                seat.AdmittedAfter = reading.LastMessageId;
            }

            if (standing != Standing.Inside && seat.Standing == Standing.Inside) evicted.Add(seat);
            (seat.Standing, seat.Row) = (standing, row);
        }

        foreach (var seat in Elsewhere.Values) seat.Row = seat.Description.RowIn(reading);
        return (admitted, evicted);
    }

    /// <summary>Whoever has to wait from now on is told that it has left the call, and that nobody is there.</summary>
    private void TellEvicted(List<Seat> evicted)
    {
        foreach (var seat in evicted)
        {
            if (inCall.Contains(seat.Session.Id) && seat.Row is { } row) seat.Session.Deliver(Frames.Users(token, [row.Item(seat.Session.Id)]), FrameKind.Users);
            var others = Seats.Values.Where(other => other.IsAnnounced && other != seat).Select(other => other.Session.Id)
                .Concat(Elsewhere.Values.Where(other => other.IsAnnounced).Select(other => other.Id)).ToArray();
            if (others.Length > 0) seat.Session.Deliver(Frames.Leave(others));
        }
    }

    /// <summary>Everybody hears once of everybody else. The same frame for all who come in together.</summary>
    private void TellJoins(List<Seat> admitted, Seat[] settled)
    {
        var newcomers = Seats.Values.Where(seat => !seat.IsAnnounced).ToArray();
        var arrived = Elsewhere.Values.Where(seat => !seat.IsAnnounced).ToArray();
        if (newcomers.Length + arrived.Length > 0 && settled.Length > 0) Send(settled, Frames.Join([.. newcomers.Select(seat => seat.Member), .. arrived.Select(seat => seat.Member)]));
        var talking = newcomers.Select(seat => (seat.Session.Id, Flags: seat.Session.Virtual?.Flags ?? 0)).Concat(arrived.Select(seat => (seat.Id, seat.Flags)));
        foreach (var (id, flags) in talking.Where(one => one.Flags != 0)) Send(settled, Frames.Flags(token, id, flags));
        foreach (var seat in newcomers) seat.IsAnnounced = true;
        foreach (var seat in arrived) seat.IsAnnounced = true;

        byte[]? everybody = null;
        foreach (var seat in admitted)
        {
            if (seat.KnowsItself) seat.Session.Deliver(Frames.Join(MembersBut(seat)));
            else seat.Session.Deliver(everybody ??= Frames.Join(MembersBut(without: null)));
            seat.KnowsItself = true;
            if (Transient.Count > 0) seat.Session.Deliver(Frames.TransientInitial(Transient.Values));
            foreach (var (id, flags) in Talking) seat.Session.Deliver(Frames.Flags(token, id, flags));
        }
    }

    /// <summary>Lists are complete: whoever is in the call, and whoever has just left it.</summary>
    private void TellCall(RoomNews news, List<Seat> admitted)
    {
        if (news.IsCallOver && inCall.Count > 0)
        {
            Send(Insiders, Frames.CallOver(token), FrameKind.Users);
            inCall = [];
        }

        var present = Insiders.Where(seat => seat.Row is not null).Select(seat => (seat.Session.Id, Row: seat.Row!))
            .Concat(Elsewhere.Values.Where(seat => seat.IsInside).Select(seat => (seat.Id, Row: seat.Row!)))
            .ToArray();
        var listed = Array.FindAll(present, one => one.Row.InCall != CallFlags.Disconnected || inCall.Contains(one.Id));
        inCall = listed.Where(one => one.Row.InCall != CallFlags.Disconnected).Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
        var told = news.HasCall ? Insiders : admitted;
        if (listed.Length > 0) Send(told, Frames.Users(token, listed.Select(one => one.Row.Item(one.Id))), FrameKind.Users);
    }

    /// <summary>Those without a client who are muted or talk.</summary>
    private IEnumerable<(string Id, int Flags)> Talking =>
        Seats.Values.Select(seat => (seat.Session.Id, Flags: seat.Session.Virtual?.Flags ?? 0)).Concat(Elsewhere.Values.Select(seat => (seat.Id, seat.Flags))).Where(one => one.Flags != 0);

    private IEnumerable<object> MembersBut(Seat? without) =>
        Seats.Values.Where(other => other != without).Select(other => other.Member).Concat(Elsewhere.Values.Select(other => other.Member));
}
