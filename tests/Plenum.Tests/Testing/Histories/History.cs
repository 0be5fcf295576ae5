using System.Net;
using System.Text;
using Plenum.BreakoutRooms;

namespace Plenum.Tests.Testing;

/// <summary>Something that must never be; what happened until then is in the message and can be played again.</summary>
internal sealed class BrokenHistoryException(string what, IReadOnlyList<Step> steps) : Exception($"{what}\n\n{string.Join('\n', steps)}")
{
    public string What => what;

    public IReadOnlyList<Step> Steps => steps;

    /// <summary>Which rule was broken, without the names of the people concerned.</summary>
    public string Rule => what.Split(':')[0];
}

/// <summary>
/// One meeting and what people do around it. After every step everything of webinars §8 must hold, every answer must be
/// one that the contract knows, and what is done alone must do exactly what it says.
/// </summary>
internal sealed class History
{
    private readonly Cast cast;
    private readonly string token;
    private readonly List<Step> played = [];
    private MeetingSnapshot? now;

    private History(Cast cast, string token) => (this.cast, this.token) = (cast, token);

    /// <summary>How often each kind of deed got each answer.</summary>
    public Dictionary<string, int> Answers { get; } = [];

    public bool IsOver { get; private set; }

    private IReadOnlyList<PlenumServer> Nodes => cast.Nodes;

    /// <summary>A meeting with an owner, a moderator, members and a group; in public also guests with and without an invitation.</summary>
    public static async Task<History> BeginAsync(IReadOnlyList<PlenumServer> nodes, bool isPublic)
    {
        var people = await Cast.OfAsync(nodes);
        var olga = people.Client("olga");
        var room = await olga.CreateAsync(new { roomType = isPublic ? 3 : 2, roomName = "meeting", participants = new { users = Cast.Members.Select(people.IdOf), groups = new[] { people.Group } } });
        await olga.PromoteAsync(room.Token, people.Client("mona"));
        var history = new History(people, room.Token);
        if (isPublic) await history.PlayAllAsync(Welcome);
        history.played.Clear();
        return history;
    }

    private static List<Step> Welcome => Step.ParseAll(
        """
        olga: POST v4/room/{P}/participants {"newParticipant":"{address}","source":"emails"}
        emil: GET /call/{P}?email={address}&access={link}
        emil: POST v4/room/{P}/participants/active
        gil: POST v4/room/{P}/participants/active
        gus: POST v4/room/{P}/participants/active
        """);

    public async Task PlayAllAsync(IEnumerable<Step> steps)
    {
        foreach (var step in steps)
        {
            if (!IsOver) await PlayAsync(step);
        }
    }

    /// <summary>Nobody does anything for as long as moves may take: nothing of them is left, and nobody in a call behind a lobby.</summary>
    public async Task SettleAsync()
    {
        foreach (var pause in new[] { PendingMove.RepeatedAfter, PendingMove.WithdrawnAfter - PendingMove.RepeatedAfter })
        {
            if (!IsOver) await PlayAsync(new Step([Deed.Wait(pause)]));
        }

        if (now is { Parent: not null } settled && MoveInvariants.OfSettled(settled).FirstOrDefault() is { } unsettled) throw Broken(unsettled);
    }

    public async Task PlayAsync(Step step)
    {
        played.Add(step);
        var before = now ?? await SnapshotAsync();
        if (step.Deeds.Count == 1 && step.Deeds[0].Who != Deed.Clock) await AloneAsync(step.Deeds[0], before);
        else await Task.WhenAll(step.Deeds.Select(deed => DoAsync(deed, before)));

        var after = now = await SnapshotAsync();
        foreach (var broken in after.Broken().Concat(SipInvariants.Changed(before, after))) throw Broken(broken);
        if (step.Deeds.Any(deed => deed.Who == "admin"))
        {
            foreach (var broken in await Nodes[0].FromDbAsync(Invariants.PeopleOfNobodyAsync)) throw Broken($"nobody: {broken}");
        }

        IsOver = after.Parent is null;
    }

    private async Task AloneAsync(Deed deed, MeetingSnapshot before)
    {
        var (dump, recording) = (await Nodes[0].DumpAsync(), Nodes[0].Record());

        var reply = await DoAsync(deed, before);

        var after = await SnapshotAsync();
        var announced = Nodes.Count > 1 ? [] : recording.About([token, .. before.Rooms.Select(room => room.Token)]);
        if (reply.Status >= 400)
        {
            var difference = DatabaseDump.Difference(dump, await Nodes[0].DumpAsync()).ToList();
            if (difference.Count > 0) throw Broken($"I17: {reply.Status} {reply.Error} changed something\n{string.Join('\n', difference)}");
            if (announced.Count > 0) throw Broken($"I17: {reply.Status} {reply.Error} announced {announced[0]}");
        }

        foreach (var broken in StepInvariants.Of(deed, reply, before, after, announced)) throw Broken(broken);
    }

    private async Task<Reply> DoAsync(Deed deed, MeetingSnapshot before)
    {
        if (deed.Who == Deed.Clock) return await PassAsync(TimeSpan.FromSeconds(int.Parse(deed.Path, System.Globalization.CultureInfo.InvariantCulture)));

        var names = new Names(cast, token, before, Nodes[0].Clock.GetUtcNow());
        var client = cast.Client(deed.Who, deed.AtSecondNode);
        using var body = deed.Body is null ? null : new StringContent(names.Resolve(deed.Body), Encoding.UTF8, "application/json");
        var reply = await client.SendAsync(new HttpMethod(deed.Verb), names.Resolve(deed.Path), body, SignatureOf(deed));
        lock (Answers) Answers[$"{deed.Kind} {reply.Status} {reply.Error}"] = Answers.GetValueOrDefault($"{deed.Kind} {reply.Status} {reply.Error}") + 1;
        if (!DocumentedAnswers.Include(deed, reply)) throw Broken($"undocumented: {deed.Kind} {reply.Status} {reply.Error}\n{deed}\n{reply.Body}");
        if (deed.Who == "forger" && reply.Status is not (401 or 404)) throw Broken($"I18: a forged request got {reply.Status}");
        if (reply.Status == 200 && deed.Path.EndsWith("/participants/active", StringComparison.Ordinal) && deed.Verb == "POST" && client.User.Length == 0) cast.Recognise(deed.Who, reply.Text("actorId"));
        return reply;
    }

    private async Task<Reply> PassAsync(TimeSpan by)
    {
        Nodes[0].Clock.Advance(by);
        await Task.WhenAll(Nodes.Select(node => node.AdvanceAsync(TimeSpan.Zero)));
        return new Reply((int)HttpStatusCode.OK, "", default, default, new Dictionary<string, string>());
    }

    private (string Name, string Value)[] SignatureOf(Deed deed) => deed.Who switch
    {
        "bridge" => Telephone.SignatureOf(token),
        "forger" => Telephone.SignatureOf(token, secret: "somebody else's"),
        _ => [],
    };

    private Task<MeetingSnapshot> SnapshotAsync() => MeetingSnapshot.OfAsync(Nodes[0], token);

    private BrokenHistoryException Broken(string what) => new(what, [.. played]);
}
