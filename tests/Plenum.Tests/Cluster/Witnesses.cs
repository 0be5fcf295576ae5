using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Plenum.Chat;
using Plenum.Meetings;
using Plenum.Storage;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Cluster;

/// <summary>Somebody who writes, remembers what the server has acknowledged, and compares it with what is stored after a crash.</summary>
internal abstract class Witness
{
    /// <summary>One write; throws when the server is gone before it has answered.</summary>
    public abstract Task WriteAsync();

    /// <summary>What is stored and was never asked for, or acknowledged and is not stored; afterwards what is stored counts.</summary>
    public abstract Task<List<string>> CompareAsync(PlenumDb db);
}

/// <summary>Sends one message after the other.</summary>
internal sealed class ChatWitness(TalkClient person, string token) : Witness
{
    private readonly Dictionary<long, string> acknowledged = [];
    private int sent;

    public int Count => acknowledged.Count;

    public override async Task WriteAsync()
    {
        var text = (sent++).ToString(CultureInfo.InvariantCulture);
        acknowledged.Add(await person.SayAsync(token, text), text);
    }

    public override async Task<List<string>> CompareAsync(PlenumDb db)
    {
        var stored = await db.Messages.Where(message => message.Conversation!.Token == token && message.Kind == MessageKind.Comment).ToDictionaryAsync(message => message.Id, message => message.Text);
        var lost = acknowledged.Where(message => stored.GetValueOrDefault(message.Key) != message.Value).Select(message => $"message {message.Value} was acknowledged as {message.Key} and is lost");
        var twice = stored.Values.GroupBy(text => text, StringComparer.Ordinal).Where(texts => texts.Count() > 1).Select(texts => $"message {texts.Key} is stored twice");
        return [.. lost, .. twice];
    }
}

/// <summary>Counts up in the description of a conversation.</summary>
internal sealed class SettingWitness(TalkClient person, string token) : Witness
{
    private int acknowledged;
    private int asked;

    public override async Task WriteAsync()
    {
        asked = acknowledged + 1;
        (await person.PutAsync($"v4/room/{token}/description", new { description = asked.ToString(CultureInfo.InvariantCulture) })).Expect(200);
        acknowledged = asked;
    }

    public override async Task<List<string>> CompareAsync(PlenumDb db)
    {
        var text = await db.Conversations.Where(conversation => conversation.Token == token).Select(conversation => conversation.Description).SingleAsync();
        var stored = text.Length == 0 ? 0 : int.Parse(text, CultureInfo.InvariantCulture);
        List<string> wrong = stored == acknowledged || stored == asked ? [] : [$"description {acknowledged} was acknowledged, {asked} asked for, {stored} is stored"];
        acknowledged = asked = stored;
        return wrong;
    }
}

/// <summary>Joins a conversation, enters its call, leaves the call, leaves.</summary>
internal sealed class SessionWitness(TalkClient person, string token) : Witness
{
    private Step acknowledged;
    private Step asked;

    /// <summary>What is so after it.</summary>
    private enum Step
    {
        Away,
        Joined,
        InCall,
        OutOfCall,
    }

    public override async Task WriteAsync()
    {
        asked = (Step)(((int)acknowledged + 1) % 4);
        var (method, path) = asked switch
        {
            Step.Joined => (HttpMethod.Post, $"v4/room/{token}/participants/active"),
            Step.InCall => (HttpMethod.Post, $"v4/call/{token}"),
            Step.OutOfCall => (HttpMethod.Delete, $"v4/call/{token}"),
            _ => (HttpMethod.Delete, $"v4/room/{token}/participants/active"),
        };
        (await person.SendAsync(method, path)).Expect(200);
        acknowledged = asked;
    }

    public override async Task<List<string>> CompareAsync(PlenumDb db)
    {
        var flags = await db.Sessions.Where(session => session.Attendee!.Conversation!.Token == token && session.Attendee.ActorId == person.User).Select(session => session.InCall).ToListAsync();
        var stored = flags.Count == 0 ? Step.Away : flags.Exists(inCall => inCall != CallFlags.Disconnected) ? Step.InCall : Step.Joined;
        List<string> wrong = stored == SeenAs(acknowledged) || stored == SeenAs(asked) ? [] : [$"{acknowledged} was acknowledged, {asked} asked for, {stored} is stored"];
        acknowledged = asked = stored;
        return wrong;
    }

    private static Step SeenAs(Step step) => step == Step.OutOfCall ? Step.Joined : step;
}

/// <summary>Makes webinars whose lobby opens a second or two later, most of them while the server is down.</summary>
internal sealed class LobbyWitness(TalkClient person, Random random) : Witness
{
    private const int PerRound = 6;

    private readonly List<string> closed = [];

    public override async Task WriteAsync()
    {
        if (closed.Count == PerRound)
        {
            (await person.GetAsync("v4/room")).Expect(200);
            return;
        }

        var token = (await person.CreateGroupAsync("webinar")).Token;
        var timer = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + random.Next(1, 3);
        (await person.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1, timer })).Expect(200);
        closed.Add(token);
    }

    /// <summary>None is waiting any more.</summary>
    public async Task<bool> HaveOpenedAsync(PlenumDb db) =>
        !await db.Conversations.AnyAsync(conversation => closed.Contains(conversation.Token) && conversation.LobbyTimer != null);

    public override async Task<List<string>> CompareAsync(PlenumDb db)
    {
        var said = await db.Messages.Where(message => closed.Contains(message.Conversation!.Token) && message.Kind == MessageKind.System)
            .Select(message => new { message.Conversation!.Token, message.Text })
            .ToListAsync();
        var wrong = new List<string>();
        foreach (var token in closed)
        {
            var (shut, opened) = (Count(SystemMessageKeys.LobbyNonModerators), Count(SystemMessageKeys.LobbyTimerReached));
            if ((shut, opened) != (1, 1)) wrong.Add($"the lobby of {token} was closed {shut} times and its timer fired {opened} times");

            int Count(string key) => said.Count(message => message.Token == token && message.Text == key);
        }

        closed.Clear();
        return wrong;
    }
}
