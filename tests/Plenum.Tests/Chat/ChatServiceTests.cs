using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Chat;

public sealed class ChatServiceTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact, Case("chat 91")]
    public async Task The_same_is_said_in_many_conversations_at_once()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var rooms = new[] { await server.StageAsync(ada), await server.StageAsync(ada, with: conversation => conversation.ReadOnly = true), await server.StageAsync(ada) };
        foreach (var room in rooms) await room.AddAsync(bob);
        var recording = server.Record();

        var result = await PostAsync(rooms, ada, $" x @{bob.User} ");

        var messages = result.Value;
        Assert.Equal(3, messages.Select(message => message.Id).Distinct().Count());
        Assert.Single(messages.Select(message => message.At).Distinct());
        for (var i = 0; i < rooms.Length; i++)
        {
            var (seen, token) = (await bob.RoomAsync(rooms[i].Token), rooms[i].Token);
            Assert.Equal((messages[i].Id, "x {mention-user1}", ada.User), (seen["lastMessage"].Id(), seen["lastMessage"].Text(), seen["lastMessage"].GetProperty("actorId").GetString()));
            Assert.True(seen["unreadMentionDirect"].GetBoolean());
            var stored = await server.FromDbAsync(db => db.Attendees.SingleAsync(attendee => attendee.Conversation!.Token == token && attendee.ActorId == bob.User));
            Assert.Equal((messages[i].Id, messages[i].Id), (stored.LastMentionMessage, stored.LastMentionDirect));
            Assert.Equal(messages[i].Id, (await ada.RoomAsync(token))["lastReadMessage"].GetInt64());
            Assert.Equal([messages[i].Id], recording.About(token).OfType<ChatChanged>().Select(news => news.MessageId));
        }
    }

    [Fact, Case("chat 91")]
    public async Task Nothing_is_said_anywhere_where_the_author_is_missing_in_one_conversation()
    {
        var (ada, bob) = (await server.PersonAsync(), await server.PersonAsync("bob"));
        var rooms = new[] { await server.StageAsync(ada), await server.StageAsync(bob) };

        var result = await PostAsync(rooms, ada, "x");

        Assert.Equal((RefusalKind.NotFound, "actor"), (result.Refusal!.Kind, result.Refusal.Error));
        Assert.Empty(await rooms[0].MessagesAsync());
    }

    [Theory, Case("chat 91")]
    [InlineData(" \t", 0)]
    [InlineData("x", 32001)]
    public async Task What_cannot_be_said_once_cannot_be_said_in_many_conversations(string text, int times)
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada);

        var result = await PostAsync([room], ada, times == 0 ? text : string.Concat(Enumerable.Repeat(text, times)));

        Assert.Equal((times == 0 ? RefusalKind.Invalid : RefusalKind.TooLarge, "message"), (result.Refusal!.Kind, result.Refusal.Error));
    }

    private async Task<Result<List<Message>>> PostAsync(StagedRoom[] rooms, TalkClient author, string text)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var (db, unit, chat) = (scope.ServiceProvider.GetRequiredService<PlenumDb>(), scope.ServiceProvider.GetRequiredService<UnitOfWork>(), scope.ServiceProvider.GetRequiredService<ChatService>());
        var tokens = rooms.Select(room => room.Token).ToList();
        return await unit.RunAsync(async () =>
        {
            var conversations = (await db.Conversations.Where(conversation => tokens.Contains(conversation.Token)).ToListAsync()).OrderBy(conversation => tokens.IndexOf(conversation.Token)).ToList();
            return await chat.PostCommentsAsync(conversations, Actor.User(author.User), text, CancellationToken.None);
        }, CancellationToken.None);
    }
}
