using System.Text.Json;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Tests.Testing;

namespace Plenum.Tests.AccessLadder;

/// <summary>
/// Every route × every role × every state of the conversation. What each rung refuses is written down here once more,
/// as the reference has it (webinars §0), and not taken from the ladder.
/// </summary>
public sealed class RouteTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string Plain = "public";
    private const string Private = "private";
    private const string Lobby = "lobby";
    private const string ReadOnly = "read-only";
    private const string Silent = "silent";
    private const string NoCalls = "no calls";
    private const string Telephone = "telephone";

    private static readonly Role[] Everybody = Enum.GetValues<Role>();
    private static readonly Role[] WithoutAccount = [Role.Anonymous, Role.Guest, Role.GuestModerator];
    private static readonly Role[] Outside = [Role.Anonymous, Role.Stranger, Role.Administrator];
    private static readonly Role[] NoModerators = [Role.Guest, Role.SelfJoined, Role.User];

    /// <summary>The rungs in their order: whom each refuses, in which state, and how.</summary>
    private static readonly Rung[] Rungs =
    [
        new(Guard.Account, 997, _ => WithoutAccount),
        new(Guard.Administrator, 403, _ => [.. Everybody.Except([Role.Administrator])]),
        new(Guard.CallsEnabled, 403, state => state == NoCalls ? Everybody : []),
        new(Guard.SipDialIn, 501, state => state == Telephone ? [] : Everybody),
        new(Guard.SipDialOut, 501, state => state == Telephone ? [] : Everybody),
        new(Guard.SipBridge, 401, _ => Everybody),
        new(Guard.Visible, 404, state => state == Private ? Outside : []),
        new(Guard.Attendee, 404, _ => Outside),
        new(Guard.Verified, 404, _ => [Role.Guest, Role.GuestModerator]),
        new(Guard.Attendee, 403, _ => [Role.Banned]),
        new(Guard.Moderator, 403, _ => NoModerators),
        new(Guard.Writable, 403, state => state == ReadOnly ? Everybody : []),
        new(Guard.PastLobby, 412, state => state == Lobby ? NoModerators : []),
        new(Guard.Chat, 403, state => state == Silent ? NoModerators : []),
        new(Guard.React, 403, state => state == Silent ? NoModerators : []),
        new(Guard.StartCall, 403, state => state == Silent ? NoModerators : []),
    ];

    /// <summary>What routes refuse by themselves in the ladder's words.</summary>
    private static readonly (string Route, Role Role, int Code)[] OwnRefusals =
    [
        // A moderator without an account may not delete what others own (conversations Q6).
        ("DELETE /ocs/v2.php/apps/spreed/api/v4/room/{token:token}", Role.GuestModerator, 403),

        // Only a public conversation shares its breakout rooms with people without an account.
        ("GET /ocs/v2.php/apps/spreed/api/v4/room/{token:token}/breakout-rooms", Role.Guest, 997),
        ("GET /ocs/v2.php/apps/spreed/api/v4/room/{token:token}/breakout-rooms", Role.GuestModerator, 997),
    ];

    /// <summary>Which rungs there are: a new one has to be written down above.</summary>
    [Fact]
    public void The_table_knows_every_rung()
    {
        var known = Rungs.Aggregate(Guard.OrSipBridge | Guard.Existing, (all, rung) => all | rung.Guard);

        Assert.All(Enum.GetValues<Guard>(), guard => Assert.Equal(guard, guard & known));
    }

    [Theory]
    [InlineData(Plain)]
    [InlineData(Private)]
    [InlineData(Lobby)]
    [InlineData(ReadOnly)]
    [InlineData(Silent)]
    [InlineData(NoCalls)]
    [InlineData(Telephone)]
    public async Task Every_route_answers_every_role_as_the_ladder_says(string state)
    {
        var company = await Company.AssembleAsync(server, conversation => Arrange(conversation, state));
        await using var config = state switch
        {
            NoCalls => await server.ConfigAsync(("start_calls", "3")),
            Telephone => await server.WithSipAsync(("sip_dialout", "yes")),
            _ => await server.ConfigAsync(),
        };
        var wrong = new List<string>();

        foreach (var route in server.OcsRoutes().Where(route => IsToBeWalked(route, state))) wrong.AddRange(await WalkAsync(company, route, state));

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(20)));
    }

    /// <summary>All of them in the plain state, in the others those to which it makes a difference.</summary>
    private static bool IsToBeWalked(Route route, string state) =>
        route.Find<Needs>() is { } needs
        && (state == Plain || Array.Exists(Rungs, rung => Asks(needs.Guards, rung.Guard) && !rung.Refuses(state).SequenceEqual(rung.Refuses(Plain))));

    private static bool Asks(Guard guards, Guard rung) => (guards & rung) == rung;

    private static async Task<IEnumerable<string>> WalkAsync(Company company, Route route, string state)
    {
        // With parameters nobody gets further than the ladder, so all may ask at once; without, one after the other.
        if (route.Find<OcsRequestMetadata>() is not null) return (await Task.WhenAll(Everybody.Select(role => AskAsync(company, route, role, state)))).OfType<string>();

        var wrong = new List<string?>();
        foreach (var role in Everybody) wrong.Add(await AskAsync(company, route, role, state));
        return wrong.OfType<string>();
    }

    /// <returns>What is wrong with the answer, or null.</returns>
    private static async Task<string?> AskAsync(Company company, Route route, Role role, string state)
    {
        var guards = route.Find<Needs>()!.Guards;
        var expected = Array.Find(Rungs, rung => Asks(guards, rung.Guard) && rung.Refuses(state).Contains(role))?.Code;

        // A body that nobody can read is refused right after the ladder, before the route does anything.
        var reply = await company[role].SendAsync(route.Method, route.Path(("token", company.Token), ("id", company.Id)), RawRequests.Body("{"));
        if (reply.Status < 300 && route.Method != HttpMethod.Get) await company.RestageAsync();
        return IsAsExpected(route, role, reply, expected) ? null : $"{route} as {role}, {state}: expected {expected?.ToString() ?? "to pass"}, got {reply.Status} {reply.Body}";
    }

    private static void Arrange(Conversation conversation, string state)
    {
        switch (state)
        {
            case Private:
                conversation.Type = ConversationType.Group;
                break;
            case Lobby:
                conversation.LobbyState = LobbyState.NonModerators;
                break;
            case ReadOnly:
                conversation.ReadOnly = true;
                break;
            case Silent:
                conversation.DefaultPermissions = Permissions.Custom | Permissions.JoinCall;
                break;
        }
    }

    private static bool IsAsExpected(Route route, Role role, Reply reply, int? expected)
    {
        var code = reply.Meta.ValueKind == JsonValueKind.Object ? reply.Meta.GetProperty("statuscode").GetInt32() : reply.Status;
        if (expected is { } refusal) return code == refusal && reply.Error is null;
        if (route.Find<OcsRequestMetadata>() is not null) return (code, reply.Error) == (400, "body");
        return !IsBareRefusal(code, reply) || OwnRefusals.Contains((route.ToString(), role, code));
    }

    /// <summary>The ladder gives no reasons; what a route refuses by itself has a word, a text, or no data at all.</summary>
    private static bool IsBareRefusal(int code, Reply reply) =>
        code is 997 or 401 or 403 or 404 or 412 or 501
        && reply.Data.ValueKind == JsonValueKind.Array
        && reply.Meta.GetProperty("message").GetString() is "" or "Current user is not logged in";

    /// <param name="Guard">What the route asks for.</param>
    /// <param name="Code">The code in the envelope.</param>
    /// <param name="Refuses">Whom it turns away in a state.</param>
    private sealed record Rung(Guard Guard, int Code, Func<string, Role[]> Refuses);
}
