using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Webinars;

/// <summary>
/// Several people do random things with the telephone while an administrator changes the settings; after each step
/// what webinars §8 says about it must hold. Another seed: <c>PLENUM_SEED=…</c>; more steps: <c>PLENUM_STEPS=…</c>.
/// </summary>
public sealed class SipPropertyTests(PlenumServer server, ITestOutputHelper output) : IClassFixture<PlenumServer>
{
    private static readonly int Steps = Number("PLENUM_STEPS") ?? 120;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [Case("webinars I15", "webinars I16", "webinars I18")]
    public async Task Whatever_people_do_with_the_telephone(int seed)
    {
        seed = Number("PLENUM_SEED") ?? seed;
        output.WriteLine($"PLENUM_SEED={seed}");
        var history = new List<string>();
        await using var story = await SipStory.BeginAsync(server, new Random(seed));

        for (var step = 0; step < Steps; step++)
        {
            history.Add(await story.StepAsync());

            var broken = await story.BrokenAsync();
            Assert.True(broken.Count == 0, $"PLENUM_SEED={seed}\n{string.Join('\n', history)}\n{string.Join('\n', broken)}");
        }

        history.ForEach(output.WriteLine);
        Assert.Contains(history, line => line.EndsWith("sip 2 -> 200", StringComparison.Ordinal));
        Assert.Contains(history, line => line.EndsWith("right pin -> 200", StringComparison.Ordinal));
        Assert.Contains(history, line => line.EndsWith("forged -> 401", StringComparison.Ordinal));
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>Conversations of all kinds, the people in them, and what they do.</summary>
internal sealed class SipStory : IAsyncDisposable
{
    private const string Group = "telephonists";

    private static readonly int[] States = [0, 1, 2, 1, 2, 3, -1];

    private readonly PlenumServer server;
    private readonly Random random;
    private readonly List<string> broken = [];
    private readonly Dictionary<long, string> issued = [];
    private readonly List<string> tokens = [];
    private readonly List<TalkClient> people = [];
    private IAsyncDisposable? config;
    private bool isConfigured;
    private bool isForAll;
    private int? forced;

    private SipStory(PlenumServer server, Random random) => (this.server, this.random) = (server, random);

    private TalkClient Owner => people[0];

    public static async Task<SipStory> BeginAsync(PlenumServer server, Random random)
    {
        var story = new SipStory(server, random);
        story.people.Add(await server.PersonAsync("olga", Group));
        story.people.Add(await server.PersonAsync("mona"));
        for (var i = 0; i < 4; i++) story.people.Add(await server.PersonAsync("uwe", i % 2 == 0 ? [Group] : []));
        await story.ConfigureAsync(configured: true, forAll: true, toForce: null);
        await story.OpenAsync(_ => { });
        await story.OpenAsync(conversation => conversation.Type = ConversationType.Public);
        await story.OpenAsync(conversation => (conversation.ObjectType, conversation.ObjectId) = (ObjectTypes.BreakoutRoom, "4712035987"));
        await story.OpenAsync(conversation => (conversation.Type, conversation.Name) = (ConversationType.OneToOne, $"[\"{story.Owner.User}\",\"zoe\"]"));
        await story.OpenAsync(conversation => conversation.Attributes = ConversationAttributes.Classified);
        await story.OpenAsync(_ => { });
        var old = PlenumServer.Unique("oldtoken");
        await server.RenameTokenAsync(story.tokens[^1], old);
        story.tokens[^1] = old;
        return story;
    }

    public async ValueTask DisposeAsync()
    {
        if (config is not null) await config.DisposeAsync();
        people.ForEach(person => person.Dispose());
    }

    /// <returns>What was done and what came of it.</returns>
    public Task<string> StepAsync() => random.Next(16) switch
    {
        0 => SettingsAsync(),
        <= 6 => SetAsync(),
        7 => ComeAsync(),
        8 => GoAsync(),
        <= 11 => DialInAsync(),
        12 => DialInWrongAsync(),
        13 => ForgeAsync(),
        _ => OpenDialInAsync(),
    };

    /// <summary>What does not hold, now or since the last step.</summary>
    public async Task<List<string>> BrokenAsync()
    {
        var rows = await server.FromDbAsync(db => db.Attendees.AsNoTracking().Where(attendee => attendee.Pin != null)
            .Select(attendee => new { attendee.Id, attendee.ConversationId, attendee.ActorType, Pin = attendee.Pin! }).ToListAsync());
        foreach (var row in rows)
        {
            if (row.Pin.Length != 7 || row.Pin[0] == '0' || !row.Pin.All(char.IsAsciiDigit) || row.Pin.Zip(row.Pin.Skip(1)).Any(pair => pair.First == pair.Second)) broken.Add($"I15: {row}");
            if (row.ActorType is not ("users" or "emails")) broken.Add($"I15: a PIN for {row}");
            if (!issued.TryAdd(row.Id, row.Pin) && issued[row.Id] != row.Pin) broken.Add($"I15: was {issued[row.Id]}, is {row}");
        }

        broken.AddRange(rows.GroupBy(row => (row.ConversationId, row.Pin)).Where(group => group.Count() > 1).Select(group => $"I15: twice {group.Key}"));
        return broken;
    }

    private async Task OpenAsync(Action<Conversation> turn)
    {
        var token = (await Owner.CreateGroupAsync("room", people[1], people[2])).Token;
        await server.RankAsync(token, people[1], ParticipantType.Moderator);
        await server.ChangeAsync(token, turn);
        tokens.Add(token);
    }

    private async Task<string> SettingsAsync()
    {
        await ConfigureAsync(random.Next(4) > 0, random.Next(2) == 0, random.Next(5) == 0 ? random.Next(3) : null);
        return $"settings: configured {isConfigured}, for all {isForAll}, forced {forced}";
    }

    private async Task ConfigureAsync(bool configured, bool forAll, int? toForce)
    {
        if (config is not null) await config.DisposeAsync();
        (isConfigured, isForAll, forced) = (configured, forAll, toForce);
        (string, string)[] more = [("sip_bridge_groups", forAll ? "[]" : $"[\"{Group}\"]"), .. forced is { } value ? new[] { ("force_sip_enabled", $"{value}") } : []];
        config = configured ? await server.WithSipAsync(more) : await server.ConfigAsync(more);
    }

    /// <summary>I16: what the setter switched on may be on; what it refused is as before.</summary>
    private async Task<string> SetAsync()
    {
        var (person, token, state) = (random.Next(3) > 0 ? Owner : Pick(people), AnyToken(), Pick(States));
        var before = await server.StoredSipAsync(token);

        var reply = await person.TrySetSipAsync(token, state);

        var conversation = await server.FromDbAsync(db => db.Conversations.AsNoTracking().SingleAsync(candidate => candidate.Token == token));
        var may = isConfigured && conversation.IsGroupOrPublic && !conversation.IsBreakoutRoom && ConversationToken.IsDialable(token);
        if (reply.Status == 200 && ((int)conversation.SipEnabled != state || (state != 0 && !may) || (forced ?? state) != state)) broken.Add($"I16: {token} to {state}");
        if (reply.Status != 200 && conversation.SipEnabled != before) broken.Add($"I17: {token} from {before} to {conversation.SipEnabled} with {reply.Status}");
        if (reply.Status == 200 && !isForAll && person.User.StartsWith("mona", StringComparison.Ordinal)) broken.Add($"{person.User} has no right");
        return $"{person.User} {token} sip {state} -> {reply.Status}";
    }

    private async Task<string> ComeAsync()
    {
        var token = Pick(tokens);
        var (source, id) = random.Next(3) switch
        {
            0 => ("emails", PlenumServer.Unique("eve") + "@example.org"),
            1 => ("phones", "+491601231212"),
            _ => ("users", Pick(people).User),
        };

        var reply = await Owner.TryAddAsync(token, id, source);

        return $"{token} + {source} {id} -> {reply.Status}";
    }

    private async Task<string> GoAsync()
    {
        var (token, person) = (Pick(tokens), Pick(people[2..]));
        var id = await server.FromDbAsync(db => db.Attendees.Where(attendee => attendee.Conversation!.Token == token && attendee.ActorId == person.User).Select(attendee => attendee.Id).FirstOrDefaultAsync());

        var reply = await Owner.TryRemoveAsync(token, id);

        return $"{token} - {person.User} -> {reply.Status}";
    }

    private async Task<string> DialInAsync()
    {
        var token = AnyToken();
        var (state, pin) = (await server.StoredSipAsync(token), await server.PinOfAsync(token, Owner.User));

        var reply = await server.BridgeAsync(HttpMethod.Post, token, "verify-dialin", new { pin = pin ?? "1212121" });

        var expected = !isConfigured ? 501 : state != SipState.Disabled && pin is not null ? 200 : 404;
        if (reply.Status != expected) broken.Add($"PIN {pin} in {token} ({state}): {reply.Status}");
        if (reply.Status == 200 && reply.Data.Text("actorId") != Owner.User) broken.Add($"PIN {pin} in {token} is somebody else's");
        return $"{token} right pin -> {reply.Status}";
    }

    private async Task<string> DialInWrongAsync()
    {
        var token = Pick(tokens);

        var reply = await server.BridgeAsync(HttpMethod.Post, token, "verify-dialin", new { pin = "0000000" });

        if (reply.Status != (isConfigured ? 404 : 501)) broken.Add($"A wrong PIN: {reply.Status}");
        return $"{token} wrong pin -> {reply.Status}";
    }

    /// <summary>I18: what is asked with a wrong signature makes no difference, but whether the conversation exists.</summary>
    private async Task<string> ForgeAsync()
    {
        var token = Pick(tokens);
        var pin = await server.PinOfAsync(token, Owner.User) ?? "1212121";
        var (method, path, first, second) = random.Next(3) switch
        {
            0 => (HttpMethod.Post, "verify-dialin", (object)new { pin }, (object)new { pin = "0000000" }),
            1 => (HttpMethod.Get, $"pin/{pin}", new { }, new { }),
            _ => (HttpMethod.Post, "open-dial-in", new { }, new { unknown = 1 }),
        };

        var (one, other) = (await ForgedAsync(method, $"v4/room/{token}/{path}", first, token), await ForgedAsync(method, $"v4/room/{token}/{path}", second, token));
        var nowhere = await ForgedAsync(method, $"v4/room/9090909090/{path}", first, token);

        var expected = isConfigured || path == "open-dial-in" ? 401 : 501;
        if (one.Status != expected || one.Body != other.Body) broken.Add($"I18: {path}: {one.Body} and {other.Body}");
        if (nowhere.Status != 404) broken.Add($"I18: {path} of nowhere: {nowhere.Status}");
        return $"{token} {path} forged -> {one.Status}";
    }

    private async Task<Reply> ForgedAsync(HttpMethod method, string path, object body, string signed)
    {
        using var forger = server.Guest();
        return await forger.SendAsync(method, path, method == HttpMethod.Get ? null : body, Telephone.SignatureOf(signed, secret: "not the secret"));
    }

    private async Task<string> OpenDialInAsync()
    {
        var token = Pick(tokens);
        var state = await server.StoredSipAsync(token);

        var reply = await server.BridgeAsync(HttpMethod.Post, token, "open-dial-in");

        var expected = !isConfigured ? 401 : state == SipState.WithoutPin ? 200 : 400;
        if (reply.Status != expected) broken.Add($"Open dial-in to {token} ({state}): {reply.Status}");
        return $"{token} open dial-in -> {reply.Status}";
    }

    /// <summary>Every third time one in which there can be a telephone, else any.</summary>
    private string AnyToken() => random.Next(3) == 0 ? tokens[random.Next(2)] : Pick(tokens);

    private T Pick<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];
}
