using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Tests.Testing;

/// <summary>Something that somebody does; told in words for the failure message.</summary>
internal sealed record Operation(string What, Func<Task<Reply>> DoAsync);

/// <summary>Six accounts, three guests, and what it means to wait where they are.</summary>
internal sealed record Crowd(List<TalkClient> Accounts, List<TalkClient> Guests, Func<TimeSpan, Task> WaitAsync)
{
    public const int People = 6;
    public const int Visitors = 3;

    public static async Task<Crowd> AtAsync(PlenumServer server)
    {
        var accounts = new List<TalkClient>();
        for (var i = 0; i < People; i++) accounts.Add(await server.PersonAsync("p"));
        return new Crowd(accounts, [.. Enumerable.Range(0, Visitors).Select(_ => server.Guest())], server.AdvanceAsync);
    }
}

/// <summary>
/// People around one meeting who do whatever comes to their minds, sensible or not, allowed or not. The same seed makes
/// them do the same.
/// </summary>
internal sealed class RandomOperations(Func<Task<Crowd>> crowd, Random random, bool isPublic)
{
    private List<TalkClient> accounts = [];
    private List<TalkClient> guests = [];
    private Func<TimeSpan, Task> waiting = _ => Task.CompletedTask;
    private MeetingSnapshot now = new(Parent: null, [], [], [], [], [], Timer: null);

    public RandomOperations(PlenumServer server, Random random, bool isPublic)
        : this(() => Crowd.AtAsync(server), random, isPublic)
    {
    }

    public string Token { get; private set; } = "";

    /// <summary>An owner, a moderator, some members, somebody outside; in a public conversation guests.</summary>
    public async Task BeginAsync()
    {
        if (accounts.Count == 0) (accounts, guests, waiting) = await crowd();
        var members = accounts.Skip(1).Take(4).ToArray();
        var owner = accounts[0];
        Token = (isPublic ? await owner.CreatePublicAsync("meeting", members) : await owner.CreateGroupAsync("meeting", members)).Token;
        await owner.PromoteAsync(Token, accounts[1]);
    }

    /// <summary>What somebody might do now.</summary>
    public Operation Next(MeetingSnapshot snapshot)
    {
        now = snapshot;
        if (now.Parent is { BreakoutRoomMode: BreakoutMode.NotConfigured } && random.Next(2) == 0) return Configure(sensible: true);
        if (now.Rooms.Count > 0 && !now.IsStarted && random.Next(4) == 0) return Simple("start", HttpMethod.Post, $"v1/breakout-rooms/{Token}/rooms");

        return random.Next(100) switch
        {
            < 6 => Configure(sensible: false),
            < 14 => Add(),
            < 16 => Simple("remove rooms", HttpMethod.Delete, $"v1/breakout-rooms/{Token}"),
            < 20 => Simple("start", HttpMethod.Post, $"v1/breakout-rooms/{Token}/rooms"),
            < 25 => Simple("stop", HttpMethod.Delete, $"v1/breakout-rooms/{Token}/rooms"),
            < 35 => Reorganize(),
            < 46 => Switch(),
            < 54 => Add(),
            < 59 => Remove(),
            < 64 => Role(promote: true),
            < 69 => Role(promote: false),
            < 72 => Simple("leave for good", HttpMethod.Delete, $"v4/room/{Place()}/participants/self"),
            < 75 => Simple("delete a room", HttpMethod.Delete, $"v4/room/{Room()}"),
            < 79 => Extra(),
            < 86 => Simple("join", HttpMethod.Post, $"v4/room/{Place()}/participants/active"),
            < 89 => Simple("leave", HttpMethod.Delete, $"v4/room/{Place()}/participants/active"),
            < 92 => Simple("enter the call of", HttpMethod.Post, $"v4/call/{Place()}", new { flags = 3 }),
            < 95 => Simple(random.Next(2) == 0 ? "ask for help in" : "be helped in", random.Next(2) == 0 ? HttpMethod.Post : HttpMethod.Delete, $"v1/breakout-rooms/{Place()}/request-assistance"),
            < 96 => Simple("broadcast", HttpMethod.Post, $"v1/breakout-rooms/{Token}/broadcast", new { message = Pick("Five minutes", " ") }),
            < 97 => Simple("change who may come in", random.Next(2) == 0 ? HttpMethod.Post : HttpMethod.Delete, $"v4/room/{Place()}/public"),
            < 98 => Ban(),
            < 99 => Simple("lobby", HttpMethod.Put, $"v4/room/{Place()}/webinar/lobby", new { state = random.Next(2) }),
            _ => random.Next(4) == 0 ? Simple("delete the meeting", HttpMethod.Delete, $"v4/room/{Token}") : Wait(),
        };
    }

    private Operation Configure(bool sensible)
    {
        var (mode, amount, map) = sensible ? (Pick(1, 2, 3, 3), Pick(2, 3), "") : (Pick(0, 1, 2, 3, 4), Pick(0, 1, 5, 20, 21), Map(rooms: 3));
        return Do($"configure mode {mode}, {amount} rooms, {map}", HttpMethod.Post, $"v1/breakout-rooms/{Token}", new { mode, amount, attendeeMap = map });
    }

    private Operation Reorganize()
    {
        var map = Map(Math.Max(1, now.Rooms.Count));
        return Do($"reorganize {map}", HttpMethod.Post, $"v1/breakout-rooms/{Token}/attendees", new { attendeeMap = map });
    }

    private Operation Switch()
    {
        var target = random.Next(6) == 0 ? Pick(Token, "nowhere2") : Room();
        return Do($"switch to {target}", HttpMethod.Post, $"v1/breakout-rooms/{Token}/switch", new { target }, anybody: true);
    }

    private Operation Add()
    {
        var (where, whom) = (random.Next(2) == 0 ? Token : Room(), Account());
        return Do($"add {whom.User} to {where}", HttpMethod.Post, $"v4/room/{where}/participants", new { newParticipant = whom.User });
    }

    private Operation Remove()
    {
        var whom = Somebody();
        return Do($"remove {whom.Who} from {whom.Where}", HttpMethod.Delete, $"v4/room/{whom.Where}/attendees?attendeeId={whom.Id}");
    }

    private Operation Role(bool promote)
    {
        var (whom, type) = (Somebody(), promote ? Pick(0, 0, 1, 2) : Pick(0, 0, 2, 3));
        return Do($"{(promote ? "promote" : "demote")} {whom.Who} in {whom.Where} to {type}", promote ? HttpMethod.Post : HttpMethod.Delete, $"v4/room/{whom.Where}/moderators?attendeeId={whom.Id}&participantType={type}");
    }

    private Operation Extra() =>
        Do("one more room", HttpMethod.Post, "v4/room", new { roomType = 2, roomName = Pick("Extra", " "), objectType = "room", objectId = Pick(Token, Token, Token, "nowhere2") });

    private Operation Ban()
    {
        var (where, whom) = (Place(), Account());
        return Do($"ban {whom.User} in {where}", HttpMethod.Post, $"v1/ban/{where}", new { actorType = "users", actorId = whom.User });
    }

    /// <summary>Long enough for the grace after stopping, now and then for sessions to expire.</summary>
    private Operation Wait()
    {
        var seconds = Pick(31, 31, 101);
        return new Operation($"wait {seconds} s", async () =>
        {
            await waiting(TimeSpan.FromSeconds(seconds));
            return await accounts[0].GetAsync("/ocs/v2.php/cloud/capabilities");
        });
    }

    private Operation Simple(string what, HttpMethod method, string path, object? body = null) =>
        Do($"{what} {path}", method, path, body, anybody: what is "join" or "leave" or "leave for good" or "enter the call of" or "ask for help in");

    /// <param name="what">Told when it goes wrong.</param>
    /// <param name="method">The verb.</param>
    /// <param name="path">Where.</param>
    /// <param name="body">What is sent.</param>
    /// <param name="anybody">As likely to be done by members and guests as by moderators; others are mostly done by somebody who may.</param>
    private Operation Do(string what, HttpMethod method, string path, object? body = null, bool anybody = false)
    {
        var who = anybody || random.Next(8) == 0 ? Person() : Moderator();
        return new Operation($"{(who.User.Length > 0 ? who.User : "a guest")}: {what}", () => who.SendAsync(method, path, body));
    }

    private string Map(int rooms)
    {
        if (random.Next(8) == 0) return Pick("", "[]", "null", "[1]", "{\"x\":0}", "{\"1\":1.0}");

        var entries = now.Attendees
            .Where(attendee => attendee.ConversationId == now.Parent?.Id && random.Next(2) == 0 && (!attendee.IsModerator || random.Next(10) == 0))
            .Select(attendee => (attendee.Id, random.Next(random.Next(10) == 0 ? rooms + 1 : rooms)));
        return Meeting.Map([.. entries]);
    }

    /// <summary>An attendee of the parent or of a room, seldom one of neither.</summary>
    private (long Id, string Who, string Where) Somebody()
    {
        if (now.Attendees.Count == 0 || random.Next(12) == 0) return (random.Next(1, 1000), "somebody", Place());

        var attendee = now.Attendees[random.Next(now.Attendees.Count)];
        var where = now.Rooms.Find(room => room.Id == attendee.ConversationId)?.Token ?? Token;
        return (attendee.Id, attendee.ActorType == ActorTypes.Users ? attendee.ActorId : "a guest", random.Next(10) == 0 ? Place() : where);
    }

    private string Place() => random.Next(3) == 0 ? Token : Room();

    private string Room() => now.Rooms.Count == 0 ? "nowhere2" : now.Rooms[random.Next(now.Rooms.Count)].Token;

    private TalkClient Account() => accounts[random.Next(accounts.Count)];

    private TalkClient Moderator()
    {
        var moderators = now.Attendees.Where(attendee => attendee.ConversationId == now.Parent?.Id && attendee.IsAccountModerator).Select(attendee => attendee.ActorId).ToHashSet(StringComparer.Ordinal);
        var known = accounts.FindAll(account => moderators.Contains(account.User));
        return known.Count == 0 ? Account() : known[random.Next(known.Count)];
    }

    private TalkClient Person() => isPublic && random.Next(3) == 0 ? guests[random.Next(guests.Count)] : Account();

    private T Pick<T>(params T[] choices) => choices[random.Next(choices.Length)];
}
