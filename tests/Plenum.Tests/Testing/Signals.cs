using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Plenum.Meetings;
using Plenum.Signaling;

namespace Plenum.Tests.Testing;

/// <summary>Internal signaling as a client does it: pull and push.</summary>
internal static class Signals
{
    public static string SignalingOf(string token) => $"v3/signaling/{token}";

    public static Task<Reply> PullAsync(this TalkClient person, string token) => person.GetAsync(SignalingOf(token));

    /// <summary>Pulls once to learn what there is, and once more: returns when the second pull is under way.</summary>
    public static async Task<Task<Reply>> WaitAsync(this PlenumServer server, TalkClient person, string token)
    {
        (await person.PullAsync(token)).Expect(200);
        var id = await server.FromDbAsync(db => db.Conversations.Where(conversation => conversation.Token == token).Select(conversation => conversation.Id).SingleAsync());
        var waiters = server.Services.GetRequiredService<PollWaiters>();
        var before = waiters.CountIn(id);
        var pull = person.PullAsync(token);
        while (waiters.CountIn(id) == before && !pull.IsCompleted) await Task.Yield();
        return pull;
    }

    /// <summary>Sends messages from a session.</summary>
    public static Task<Reply> PushAsync(this TalkClient person, string token, string sessionId, params object[] contents) =>
        person.PostAsync(SignalingOf(token), new
        {
            messages = JsonSerializer.Serialize(contents.Select(content => new { ev = "message", fn = JsonSerializer.Serialize(content), sessionId })),
        });

    /// <summary>The messages of an answer.</summary>
    public static JsonElement[] Messages(this Reply reply) =>
    [
        .. reply.Data.EnumerateArray().Where(item => item.GetProperty("type").GetString() == "message")
            .Select(item => JsonDocument.Parse(item.GetProperty("data").GetString()!).RootElement),
    ];

    /// <summary>Who is there, as the last item says.</summary>
    public static JsonElement[] Users(this Reply reply)
    {
        var last = reply.Data.EnumerateArray().Last();
        Assert.Equal("usersInRoom", last.GetProperty("type").GetString());
        return [.. last.GetProperty("data").EnumerateArray()];
    }

    public static string[] ActorIds(this Reply reply) => [.. reply.Users().Select(user => user.GetProperty("actorId").GetString()!)];

    /// <summary>The kinds of the items of an answer.</summary>
    public static string Kinds(this Reply reply) => string.Join(' ', reply.Data.EnumerateArray().Select(item => item.GetProperty("type").GetString()));
}
