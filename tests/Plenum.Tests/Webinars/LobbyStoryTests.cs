using Microsoft.EntityFrameworkCore;
using Plenum.Chat;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Webinars;

/// <summary>What holds whatever a roomful of people do, one after the other or all at once (webinars §8, I11 to I14).</summary>
public sealed class LobbyStoryTests(PlenumServer server, ITestOutputHelper output) : IClassFixture<PlenumServer>
{
    private const int Steps = 60;

    public static TheoryData<int> Seeds => [1, 20260302, Random.Shared.Next()];

    [Theory]
    [MemberData(nameof(Seeds))]
    [Case("webinars I11", "webinars I12", "webinars I13", "webinars I14")]
    public async Task Nobody_is_in_who_is_to_wait(int seed)
    {
        output.WriteLine($"Seed {seed}");
        var story = await LobbyStory.BeginAsync(server, seed);
        try
        {
            for (var step = 0; step < Steps; step++)
            {
                await story.GoOnAsync();
                await story.CheckAsync();
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Assert.Fail($"Seed {seed}, after:\n{string.Join('\n', story.Told)}\n{exception}");
        }
    }
}

/// <summary>A webinar in which anything may happen.</summary>
internal sealed class LobbyStory
{
    private readonly PlenumServer server;
    private readonly Random random;
    private readonly string token;
    private readonly TalkClient owner;
    private readonly TalkClient moderator;
    private readonly TalkClient[] changing;
    private readonly TalkClient[] everybody;
    private readonly Dictionary<TalkClient, long> attendees = [];

    private LobbyStory(PlenumServer server, int seed, string token, TalkClient[] everybody)
    {
        (this.server, random, this.token, this.everybody) = (server, new Random(seed), token, everybody);
        (owner, moderator, changing) = (everybody[0], everybody[1], everybody[2..4]);
    }

    public List<string> Told { get; } = [];

    /// <summary>Owner, moderator, two users whose rights will change, a user, a guest and a guest moderator, all of them with a session.</summary>
    public static async Task<LobbyStory> BeginAsync(PlenumServer server, int seed)
    {
        var accounts = new List<TalkClient>();
        foreach (var name in new[] { "olga", "max", "una", "uma", "ute" }) accounts.Add(await server.PersonAsync(name));
        var (owner, guest, guestModerator) = (accounts[0], server.Guest(), server.Guest());
        var room = (await owner.CreatePublicAsync("webinar", [.. accounts[1..]])).Token;
        var story = new LobbyStory(server, seed, room, [.. accounts, guest, guestModerator]);
        foreach (var person in story.everybody)
        {
            await person.JoinAsync(room);
            story.attendees[person] = await person.AttendeeIdAsync(room);
        }

        await owner.PromoteAsync(room, accounts[1]);
        (await owner.TryPromoteAsync(room, story.attendees[guestModerator])).Expect(200);
        return story;
    }

    /// <summary>One thing happens and is looked at closely, or several at once.</summary>
    public async Task GoOnAsync()
    {
        if (random.Next(3) > 0)
        {
            await OneAsync();
            return;
        }

        var acts = Enumerable.Range(0, random.Next(2, 5)).Select(_ => Choose()).ToList();
        Told.Add($"at once: {string.Join(" | ", acts.Select(act => act.Name))}");
        var replies = await Task.WhenAll(acts.Select(act => act.DoAsync()));
        Assert.All(replies, reply => Assert.True(reply.Status is >= 200 and < 500, reply.Body));
    }

    public async Task CheckAsync()
    {
        var now = await StateAsync();
        Assert.All(now.People, person => Assert.False(person.IsInCall && now.Blocks(person), $"{person.Attendee.ActorId} is in the call and blocked"));
        Assert.True(now.Conversation.LobbyState == LobbyState.NonModerators || now.Conversation.LobbyTimer is null, "timer without lobby");
        Assert.Equal(now.People.Exists(person => person.IsInCall), now.Conversation.ActiveSince is not null);
        Assert.Equal(now.Conversation.ActiveSince is null, now.Conversation.CallFlag == CallFlags.Disconnected);

        string[] lobbyMessages = [.. now.Messages.Where(message => message.Text.StartsWith("lobby_", StringComparison.Ordinal)).Select(message => message.Text)];
        for (var i = 0; i < lobbyMessages.Length; i++) Assert.Equal(i % 2 == 0, lobbyMessages[i] == SystemMessageKeys.LobbyNonModerators);
        Assert.Equal(lobbyMessages.Length % 2 == 1, now.Conversation.LobbyState == LobbyState.NonModerators);
    }

    private async Task OneAsync()
    {
        var before = await StateAsync();
        var act = Choose();
        Told.Add(act.Name);
        var reply = await act.DoAsync();
        var after = await StateAsync();
        if (act.Expected is not null && before.People.Find(person => person.Attendee.Id == attendees[act.By]) is { } actor)
        {
            Assert.True(act.Expected(before, actor) == reply.Status, $"{act.Name}: {reply.Status} {reply.Body}");
        }

        if (reply.Status >= 400) Assert.Equal(before.Lasting(), after.Lasting());
        if (!act.IsLobbyOn) return;

        // Only those it holds back are out; nobody else noticed.
        var stayed = before.People.Where(person => person.IsInCall && !after.Blocks(person)).Select(person => person.Attendee.Id);
        Assert.Equal(stayed, after.People.Where(person => person.IsInCall).Select(person => person.Attendee.Id));
    }

    private Act Choose()
    {
        var anyone = everybody[random.Next(everybody.Length)];
        var chair = random.Next(2) == 0 ? owner : moderator;
        var target = changing[random.Next(changing.Length)];
        var opensAt = server.Clock.Unix + random.Next(-2, 15);
        var seconds = random.Next(1, 20);
        return random.Next(14) switch
        {
            0 => new Act(chair, "lobby on", () => LobbyAsync(chair, new { state = 1 })) { IsLobbyOn = true },
            1 => new Act(chair, $"lobby on until {opensAt - server.Clock.Unix:+0;-0}", () => LobbyAsync(chair, new { state = 1, timer = opensAt })) { IsLobbyOn = true },
            2 => new Act(chair, "lobby off", () => LobbyAsync(chair, new { state = 0 })),
            3 or 4 => new Act(anyone, $"{Name(anyone)} joins", () => anyone.PostAsync($"v4/call/{token}")) { Expected = (state, actor) => state.Blocks(actor) ? 412 : 200 },
            5 => new Act(anyone, $"{Name(anyone)} leaves", () => anyone.DeleteAsync($"v4/call/{token}")) { Expected = (_, _) => 200 },
            6 => new Act(anyone, $"{Name(anyone)} mutes", () => anyone.PutAsync($"v4/call/{token}", new { flags = 1 })) { Expected = (_, actor) => actor.IsInCall ? 200 : 400 },
            7 => new Act(anyone, $"{Name(anyone)} writes", () => anyone.TrySayAsync(token, "hello")) { Expected = (state, actor) => state.Blocks(actor) ? 412 : 201 },
            8 => new Act(owner, $"{Name(target)} is promoted", () => owner.TryPromoteAsync(token, attendees[target])),
            9 => new Act(owner, $"{Name(target)} is demoted", () => owner.TryDemoteAsync(token, attendees[target])),
            10 => new Act(owner, $"{Name(target)} may ignore the lobby", () => GrantAsync(target, "add")),
            11 => new Act(owner, $"{Name(target)} may not", () => GrantAsync(target, "remove")),
            12 => new Act(owner, $"everybody may {(opensAt % 2 == 0 ? "ignore the lobby" : "do the usual")}", () => DefaultAsync(opensAt % 2 == 0 ? Permissions.MaxCustom : Permissions.Inherit)),
            _ => new Act(owner, $"{seconds} s pass", () => PassAsync(seconds)),
        };
    }

    private Task<Reply> LobbyAsync(TalkClient chair, object body) => chair.PutAsync($"v4/room/{token}/webinar/lobby", body);

    private Task<Reply> GrantAsync(TalkClient target, string method) =>
        owner.TryGrantAsync(token, attendees[target], (int)Permissions.IgnoreLobby, method);

    private Task<Reply> DefaultAsync(Permissions permissions) =>
        owner.PutAsync($"v4/room/{token}/permissions/default", new { permissions = (int)permissions });

    /// <summary>Some deadlines are met by the loop, others by whoever reads first. Everybody reads, so that nobody is forgotten.</summary>
    private async Task<Reply> PassAsync(int seconds)
    {
        if (seconds % 2 == 0) await server.AdvanceAsync(TimeSpan.FromSeconds(seconds));
        else server.Clock.Advance(TimeSpan.FromSeconds(seconds));
        var asked = server.Clock.Unix;
        var views = await Task.WhenAll(everybody.Select(person => person.RoomAsync(token)));
        Assert.DoesNotContain(views, view => view["lobbyTimer"].GetInt64() is not 0 and var timer && timer < asked);
        return views[0];
    }

    private string Name(TalkClient person) => person.User.Length > 0 ? person.User : person == everybody[^1] ? "guest moderator" : "guest";

    private Task<State> StateAsync() => server.FromDbAsync(async db =>
    {
        var conversation = await db.Conversations.AsNoTracking().SingleAsync(candidate => candidate.Token == token);
        var sessions = await db.Sessions.AsNoTracking().Where(session => session.ConversationId == conversation.Id).ToListAsync();
        var people = await db.Attendees.AsNoTracking().Where(attendee => attendee.ConversationId == conversation.Id).OrderBy(attendee => attendee.Id).ToListAsync();
        var messages = await db.Messages.AsNoTracking().Where(message => message.ConversationId == conversation.Id).OrderBy(message => message.Id).ToListAsync();
        return new State(
            server.Clock.GetUtcNow(),
            conversation,
            people.ConvertAll(attendee => new Person(attendee, sessions.Exists(session => session.AttendeeId == attendee.Id && session.InCall != CallFlags.Disconnected))),
            messages);
    });

    private sealed record Act(TalkClient By, string Name, Func<Task<Reply>> DoAsync)
    {
        public bool IsLobbyOn { get; init; }

        public Func<State, Person, int>? Expected { get; init; }
    }

    private sealed record Person(Attendee Attendee, bool IsInCall);

    private sealed record State(DateTimeOffset At, Conversation Conversation, List<Person> People, List<Message> Messages)
    {
        public bool Blocks(Person person) => !Conversation.IsDue(At) && Conversation.LobbyBlocks(person.Attendee, serverDefault: 502);

        /// <summary>What a refused request leaves alone; the overdue opening of a lobby is not its doing.</summary>
        public string Lasting() => string.Join(
            ' ', [.. People.Select(person => $"{person.Attendee.ParticipantType}{person.Attendee.Permissions}{person.IsInCall}"), $"{Messages.Count(message => message.Text != SystemMessageKeys.LobbyTimerReached)}"]);
    }
}
