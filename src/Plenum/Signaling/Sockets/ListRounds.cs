using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Realtime;
using Plenum.Storage;

namespace Plenum.Signaling;

/// <summary>
/// Tells people who are connected, in whichever room, what becomes of the conversations in their list (calls §E.8): that
/// they belong to a new one, that one has changed. However often that happens while one looks, it is told once.
/// </summary>
internal sealed partial class ListRounds(IServiceScopeFactory scopes, SocketHub hub, IBackplane backplane, TimeProvider time, ILogger<ListRounds> log) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private readonly Channel<long> due = Channel.CreateUnbounded<long>();

    // Owner of the lock: this class; it guards what there is to tell of each conversation.
    private readonly Lock gate = new();
    private readonly Dictionary<long, News> pending = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hears = backplane.Subscribe(Hear);
        await foreach (var conversationId in due.Reader.ReadAllAsync(stoppingToken))
        {
            if (Take(conversationId) is not { } news) continue;

            while (!await TryTellAsync(conversationId, news, stoppingToken)) await Task.Delay(AfterFailure, time, stoppingToken);
        }
    }

    private void Hear(Announcement announcement)
    {
        if (!hub.HasUsers) return;
        if (announcement is RoomUpdated) Note(announcement.ConversationId, news => news.HasChanged = true);
        else if (announcement is Invited invited) Note(invited.ConversationId, news => news.Invited.UnionWith(invited.Actors.Where(actor => actor.Type == ActorTypes.Users).Select(actor => actor.Id)));
    }

    private void Note(long conversationId, Action<News> tell)
    {
        lock (gate)
        {
            var isNew = !pending.TryGetValue(conversationId, out var news);
            tell(news ??= pending[conversationId] = new News());
            if (isNew) due.Writer.TryWrite(conversationId);
        }
    }

    private News? Take(long conversationId)
    {
        lock (gate) return pending.Remove(conversationId, out var news) ? news : null;
    }

    private async Task<bool> TryTellAsync(long conversationId, News news, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await TellAsync(scope.ServiceProvider.GetRequiredService<PlenumDb>(), conversationId, news, ct);
            return true;
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            Failed(log, exception, conversationId);
            return false;
        }
    }

    private async Task TellAsync(PlenumDb db, long conversationId, News news, CancellationToken ct)
    {
        var concerned = news.HasChanged ? hub.Users() : news.Invited.Where(hub.IsConnected).ToArray();
        if (concerned.Length == 0 || await db.Conversations.AsNoTracking().FirstOrDefaultAsync(conversation => conversation.Id == conversationId, ct) is not { } conversation) return;

        var members = await db.Attendees
            .Where(attendee => attendee.ConversationId == conversationId && attendee.ActorType == ActorTypes.Users && concerned.Contains(attendee.ActorId))
            .Select(attendee => attendee.ActorId)
            .ToListAsync(ct);
        var properties = RoomReader.PropertiesOf(conversation, isHeldBack: conversation.LobbyState != LobbyState.None);
        hub.TellUsers(members.FindAll(news.Invited.Contains), Frames.Invited(conversation.Token, properties));
        if (news.HasChanged) hub.TellUsers(members.FindAll(member => !news.Invited.Contains(member)), Frames.Updated(conversation.Token, properties));
    }

    private sealed class News
    {
        public bool HasChanged { get; set; }

        public HashSet<string> Invited { get; } = new(StringComparer.Ordinal);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Telling people about conversation {ConversationId} in their lists failed")]
    private static partial void Failed(ILogger logger, Exception exception, long conversationId);
}
