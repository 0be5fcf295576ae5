using Plenum.Settings;
using Plenum.Signaling;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Signaling;

public sealed class RelayRulesTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    [Fact]
    [Case("calls 49")]
    public void The_credential_is_the_one_of_the_reference()
    {
        var credential = RelayRules.Credential("turn-test-secret", "1700086400:AbCdEfGhIjKlMnOp");

        Assert.Equal("TBr8jIiSDY3rUVhk5+xCW68AHZY=", credential);
    }

    [Fact]
    [Case("calls 49")]
    public void Every_scheme_is_offered_with_every_protocol()
    {
        var turn = Assert.Single(RelayRules.Turn([new TurnServer("turn,turns", "t.example.org:3478", "turn-test-secret", "udp,tcp")], "AbCdEfGhIjKlMnOp", Now));

        Assert.Equal(
            ["turn:t.example.org:3478?transport=udp", "turn:t.example.org:3478?transport=tcp", "turns:t.example.org:3478?transport=udp", "turns:t.example.org:3478?transport=tcp"],
            turn.Urls);
        Assert.Equal(("1700086400:AbCdEfGhIjKlMnOp", "TBr8jIiSDY3rUVhk5+xCW68AHZY="), (turn.Username, turn.Credential));
    }

    [Fact]
    [Case("calls 49")]
    public void What_is_incomplete_is_skipped()
    {
        TurnServer[] servers =
        [
            new("turn", "t.example.org:3478", "s", Protocols: null),
            new("turn", "t.example.org:3478", "s", ""),
            new("", "t.example.org:3478", "s", "udp"),
            new("turn", "", "s", "udp"),
            new("turn", "t.example.org:3478", Secret: null, "udp"),
        ];

        Assert.Empty(RelayRules.Turn(servers, "AbCdEfGhIjKlMnOp", Now));
    }

    [Fact]
    public void Without_a_scheme_it_is_turn()
    {
        var turn = Assert.Single(RelayRules.Turn([new TurnServer(Schemes: null, "t.example.org:3478", "s", "udp")], "AbCdEfGhIjKlMnOp", Now));

        Assert.Equal(["turn:t.example.org:3478?transport=udp"], turn.Urls);
    }

    [Fact]
    public void A_fixed_name_and_password_are_handed_on()
    {
        var turn = Assert.Single(RelayRules.Turn([new TurnServer("turn", "t.example.org:3478", Secret: null, "udp", "ada", "pass")], "AbCdEfGhIjKlMnOp", Now));

        Assert.Equal(("ada", "pass"), (turn.Username, turn.Credential));
    }
}
