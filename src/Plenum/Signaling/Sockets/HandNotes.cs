using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Plenum.Calls;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.Signaling;

/// <summary>
/// Writes down what Talk apps say of their hands on sockets, so that the list of hands has them too. Relaying does not
/// wait for it; of what one session says meanwhile the last word counts.
/// </summary>
internal sealed partial class HandNotes(IServiceScopeFactory scopes, SocketHub hub, TimeProvider time, ILogger<HandNotes> log) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private readonly Channel<string> due = Channel.CreateUnbounded<string>();

    // Owner of the lock: this class; it guards what each session said last.
    private readonly Lock gate = new();
    private readonly Dictionary<string, SaidHand> pending = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        hub.HandSaid = Hear;
        await foreach (var sessionId in due.Reader.ReadAllAsync(stoppingToken))
        {
            SaidHand? said;
            lock (gate) pending.Remove(sessionId, out said);
            if (said is null) continue;

            while (!await TryNoteAsync(sessionId, said, stoppingToken)) await Task.Delay(AfterFailure, time, stoppingToken);
        }
    }

    private void Hear(string sessionId, SaidHand said)
    {
        lock (gate)
        {
            if (!pending.ContainsKey(sessionId)) due.Writer.TryWrite(sessionId);
            pending[sessionId] = said;
        }
    }

    private async Task<bool> TryNoteAsync(string sessionId, SaidHand said, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await NoteAsync(scope.ServiceProvider, sessionId, said, ct);
            return true;
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            Failed(log, exception);
            return false;
        }
    }

    /// <summary>Who has gone by now, or is behind the lobby, has no hand to raise.</summary>
    private static async Task NoteAsync(IServiceProvider services, string sessionId, SaidHand said, CancellationToken ct)
    {
        var db = services.GetRequiredService<PlenumDb>();
        var config = await services.GetRequiredService<TalkConfigStore>().GetAsync(ct);
        await services.GetRequiredService<UnitOfWork>().RunAsync(async () =>
        {
            var conversations = await db.Sessions.Where(session => session.SessionId == sessionId).Select(session => session.ConversationId).ToListAsync(ct);
            await services.GetRequiredService<MeetingLock>().TakeAsync(conversations, ct);
            var session = await db.Sessions.Include(session => session.Attendee).ThenInclude(attendee => attendee!.Conversation).FirstOrDefaultAsync(session => session.SessionId == sessionId, ct);
            if (session?.Attendee is not { Conversation: { } conversation } attendee || conversation.LobbyBlocks(attendee, config.DefaultPermissions)) return Result.Done;

            await services.GetRequiredService<HandBook>().NoteAsync(conversation, session, said, ct);
            return Result.Done;
        }, ct);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Noting a raised hand failed")]
    private static partial void Failed(ILogger logger, Exception exception);
}
