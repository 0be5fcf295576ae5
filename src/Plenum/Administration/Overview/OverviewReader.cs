using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.ExternalSignaling;
using Plenum.Media;
using Plenum.Meetings;
using Plenum.Pages;
using Plenum.Settings;
using Plenum.Signaling;
using Plenum.Storage;

namespace Plenum.Administration;

/// <summary>Looks at everything that an administrator wants to see at once.</summary>
internal sealed class OverviewReader(
    PlenumDb db, Health health, RunningSince running, JanusPool media, SocketHub sockets, ServerPulse servers, TalkConfigStore configs, IOptions<PlenumOptions> options, TimeProvider time)
{
    public async Task<OverviewView> ReadAsync(CancellationToken ct)
    {
        var state = await health.ExamineAsync(ct);
        var (database, nodes) = await DatabaseAsync(ct);
        var now = time.Now();
        return new OverviewView(
            Branding.Version,
            ServerVersion.Talk,
            RuntimeInformation.FrameworkDescription,
            now.ToUnixTimeMilliseconds(),
            running.StartedAt.ToUnixTimeSeconds(),
            (long)(now - running.StartedAt).TotalSeconds,
            state,
            database,
            DataDirectoryView.Of(options.Value.DataDirectory),
            nodes,
            new MediaView([.. media.Engines().Select(engine => new EngineView(engine.Url, engine.IsUp, engine.Load))]),
            await SignalingAsync(ct),
            await CountAsync(ct));
    }

    private async Task<(DatabaseView Database, long Nodes)> DatabaseAsync(CancellationToken ct)
    {
        var began = time.GetTimestamp();
        var facts = await DatabaseFacts.ReadAsync(db, ct);
        var took = (long)time.GetElapsedTime(began).TotalMilliseconds;
        return (new DatabaseView(db.HasSingleWriter ? "sqlite" : "postgresql", facts.Version, facts.Bytes, took), facts.Nodes);
    }

    private async Task<SignalingOverviewView> SignalingAsync(CancellationToken ct)
    {
        var config = await configs.GetAsync(ct);
        return new SignalingOverviewView(
            Word(config.SignalingMode),
            [.. config.SignalingServers.Servers.Select(entry => new SignalingServerView(entry.Server, entry.Verify, servers.DownSince(entry.Server).ToUnix()))]);
    }

    private async Task<CountsView> CountAsync(CancellationToken ct) => new(
        await db.Accounts.CountAsync(ct),
        await db.Conversations.CountAsync(ct),
        await db.Conversations.CountAsync(conversation => conversation.ActiveSince != null, ct),
        await db.Sessions.CountAsync(session => session.InCall != CallFlags.Disconnected, ct),
        sockets.Attended);

    private static string Word(SignalingMode mode) => mode switch
    {
        SignalingMode.Internal => "internal",
        SignalingMode.Embedded => "embedded",
        SignalingMode.External => "external",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, message: null),
    };
}
