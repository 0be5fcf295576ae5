using System.Text;
using Microsoft.EntityFrameworkCore;
using Plenum.Chat;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Conversations;

/// <summary>What people send when they mean harm or know no better.</summary>
public sealed class CreationInputTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact, Case("conversations 5")]
    public async Task Names_have_1_to_255_characters()
    {
        var ada = await server.PersonAsync();
        var longest = string.Concat(Enumerable.Repeat("🚀", 255));

        var reply = await ada.CreateAsync(new { roomName = longest });

        Assert.Equal(longest, reply["name"].GetString());
        Assert.Equal((400, "name"), Outcome(await ada.PostAsync("v4/room", new { roomName = longest + "x" })));
        Assert.Equal((400, "name"), Outcome(await ada.PostAsync("v4/room", new { roomName = "   " })));
        Assert.Equal((400, "name"), Outcome(await ada.PostAsync("v4/room", new { roomType = 2 })));
    }

    [Fact, Case("webinars L50")]
    public async Task A_lobby_that_is_none_is_refused()
    {
        var ada = await server.PersonAsync();

        Assert.Equal((400, "lobby"), Outcome(await ada.PostAsync("v4/room", new { roomName = "room", lobbyState = 5 })));
        Assert.Equal((400, "lobby-timer"), Outcome(await ada.PostAsync("v4/room", new { roomName = "room", lobbyState = 1, lobbyTimer = -1 })));
        Assert.Equal((400, "lobby-timer"), Outcome(await ada.PostAsync("v4/room", new { roomName = "room", lobbyState = 1, lobbyTimer = 253402300800 })));
        Assert.Equal((400, "lobby"), Outcome(await ada.PostAsync("v4/room", new { roomName = "room", lobbyState = 1, objectType = "phone_temporary", objectId = "x" })));
    }

    [Theory, Case("conversations 16")]
    [InlineData("file", "1", "object-type")]
    [InlineData("classified", "1", "object-type")]
    [InlineData("sample", "1", "object-type")]
    [InlineData("event", "", "object")]
    [InlineData("", "1", "object")]
    [InlineData("instant_meeting", "  ", "object")]
    [InlineData("ääääääääääääääääääääääääääääääääää", "1", "object-type")]
    [InlineData("event", "1234567890123456789012345678901234567890123456789012345678901234567890", "object-id")]
    public async Task Objects_that_cannot_be_chosen_are_refused(string objectType, string objectId, string error)
    {
        var ada = await server.PersonAsync();

        var reply = await ada.PostAsync("v4/room", new { roomType = 2, roomName = "room", objectType, objectId });

        Assert.Equal((400, error), Outcome(reply));
    }

    [Theory]
    [InlineData("""{"roomName":"x","roomType":0}""", "type")]
    [InlineData("""{"roomName":"x","roomType":4}""", "type")]
    [InlineData("""{"roomName":"x","roomType":6}""", "type")]
    [InlineData("""{"roomName":"x","roomType":-1}""", "type")]
    [InlineData("""{"roomName":"x","readOnly":2}""", "read-only")]
    [InlineData("""{"roomName":"x","listable":3}""", "listable")]
    [InlineData("""{"roomName":"x","messageExpiration":-1}""", "messageExpiration")]
    [InlineData("""{"roomName":"x","messageExpiration":99999999999999999999}""", "messageExpiration")]
    [InlineData("""{"roomName":"x","sipEnabled":3}""", "sip-enabled")]
    [InlineData("""{"roomName":"x","sipEnabled":1}""", "sip-enabled")]
    [InlineData("""{"roomName":"x","permissions":512}""", "permissions")]
    [InlineData("""{"roomName":"x","permissions":-1}""", "permissions")]
    [InlineData("""{"roomName":"x","recordingConsent":2}""", "recording-consent")]
    [InlineData("""{"roomName":"x","mentionPermissions":2}""", "mention-permissions")]
    [InlineData("""{"roomName":["x"]}""", "roomName")]
    [InlineData("""{"roomName":{"x":1}}""", "roomName")]
    [InlineData("""{"roomName":"a\u0000b"}""", "roomName")]
    [InlineData("""{"roomName":"x","roomType":[2]}""", "roomType")]
    [InlineData("""{"roomName":"x","roomType":"99999999999999999999"}""", "roomType")]
    [InlineData("""{"roomName":"x","participants":"ada"}""", "participants")]
    [InlineData("""{"roomName":"x","participants":["ada"]}""", "participants")]
    [InlineData("""{"roomName":"x","participants":{"users":[["ada"]]}}""", "participants")]
    [InlineData("""{"roomName":"x","description":"a\u0000b"}""", "description")]
    [InlineData("""{"roomName":"x","password":{"a":1}}""", "password")]
    [InlineData("""{"roomName":"x",""", "body")]
    [InlineData("""["roomName"]""", "body")]
    public async Task What_does_not_fit_is_refused_and_nothing_created(string body, string error)
    {
        var ada = await server.PersonAsync();

        var reply = await ada.PostAsync("v4/room", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal((400, error), Outcome(reply));
        Assert.Empty((await ada.GetAsync("v4/room")).Data.EnumerateArray());
    }

    [Fact]
    public async Task A_description_over_2000_characters_is_refused()
    {
        var ada = await server.PersonAsync();

        Assert.Equal((400, "description"), Outcome(await ada.PostAsync("v4/room", new { roomName = "room", description = new string('é', 2001) })));
        Assert.Equal(201, (await ada.PostAsync("v4/room", new { roomName = "room", description = new string('é', 2000) })).Status);
    }

    [Fact]
    public async Task Many_conversations_at_once_have_a_token_each()
    {
        var ada = await server.PersonAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ada.CreateGroupAsync()));

        Assert.Equal(20, replies.Select(reply => reply.Token).Distinct().Count());
        Assert.All(replies, reply => Assert.Matches("^[a-km-z2-9]{8}$", reply.Token));
        Assert.Equal(20, (await ada.GetAsync("v4/room")).Data.GetArrayLength());
    }

    [Fact]
    public async Task A_refused_creation_leaves_nothing_behind()
    {
        var ada = await server.PersonAsync();
        var (conversations, messages) = await CountsAsync();

        await ada.PostAsync("v4/room", new { roomType = 3, roomName = "room", description = new string('x', 2001), password = "secret" });

        Assert.Equal((conversations, messages), await CountsAsync());
    }

    private async Task<(int Conversations, int Messages)> CountsAsync() =>
        (await server.FromDbAsync(db => db.Conversations.CountAsync()), await server.FromDbAsync(db => db.Messages.CountAsync()));

    private static (int Status, string? Error) Outcome(Reply reply) => (reply.Status, reply.Error);
}
