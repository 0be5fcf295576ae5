using Plenum.Tests.Testing;

namespace Plenum.Tests.Chat;

public sealed class SendTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact, Case("chat 1")]
    public async Task A_message_is_trimmed_and_comes_back()
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreateGroupAsync()).Token;

        var reply = await ada.TrySayAsync(token, "  hi \n");

        Assert.Equal((201, "hi", "comment", ""), (reply.Status, reply.Data.Text(), reply["messageType"].GetString(), reply.Data.Key()));
        Assert.Equal(("[]", "{}"), (reply["messageParameters"].GetRawText(), reply["reactions"].GetRawText()));
        Assert.Equal(reply.Data.Id(), reply["threadId"].GetInt64());
    }
}
