using Plenum.Signaling;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Signaling;

public sealed class TicketRulesTests
{
    [Theory]
    [InlineData("alice", "AbCdEfGhIjKlMnOp:1700000000:alice:bf9975d08c8962b5a5601e22f1330cd4ea511001e40e6b5f08ad6c9558114976")]
    [InlineData("", "AbCdEfGhIjKlMnOp:1700000000::035e699c203715bba94b74cffe916a2c95593e401f3874f4a411bd75ac91b2b7")]
    [Case("calls B.3")]
    public void A_ticket_is_the_one_of_the_reference(string userId, string expected)
    {
        var ticket = TicketRules.Create("ticket-test-secret", "AbCdEfGhIjKlMnOp", DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), userId);

        Assert.Equal(expected, ticket);
    }
}
