using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;
using Spectre.Console;

namespace Plenum.CommandLine;

/// <summary><c>talk:active-calls</c>, <c>talk:monitor:calls</c>, <c>talk:monitor:room</c>.</summary>
internal static class MonitorCommands
{
    public static IEnumerable<Command> Of(Shell shell) => [ActiveCalls(shell), Calls(shell), Room(shell)];

    private static Command ActiveCalls(Shell shell)
    {
        var output = Output.Option();
        var command = new Command("talk:active-calls", "Say how many calls are running; fails while any is, so that a restart can wait") { output };
        command.SetAction((parsed, ct) => shell.ReadAsync(async services =>
        {
            var calls = await CallsAsync(services, ct);
            var count = new CallCount(calls.Count, calls.Values.Sum());
            shell.Write(parsed.GetValue(output)!, count, all => shell.Say(all.Calls == 0
                ? "No calls in progress"
                : $"There are currently {all.Calls} calls in progress with {all.Participants} participants"));
            return count.Calls == 0 ? 0 : CommandLineProgram.Failed;
        }));
        return command;
    }

    private static Command Calls(Shell shell)
    {
        var output = Output.Option();
        var command = new Command("talk:monitor:calls", "List the running calls") { output };
        command.SetAction((parsed, ct) => shell.ReadAsync(async services =>
            shell.Write(parsed.GetValue(output)!, await CallsAsync(services, ct), calls =>
            {
                if (calls.Count == 0)
                {
                    shell.Say("No calls in progress");
                    return;
                }

                var table = new Table().AddColumns("Token", "#");
                foreach (var (token, participants) in calls) table.AddRow(token, $"{participants}");
                shell.Draw(table);
            })));
        return command;
    }

    private static Command Room(Shell shell)
    {
        var token = RoomCommands.Token();
        var separator = new Option<string?>("--separator") { Description = "Writes only the three numbers, with this between them" };
        var output = Output.Option();
        var command = new Command("talk:monitor:room", "Say how many attendees, sessions and participants in the call a room has") { token, separator, output };
        command.SetAction((parsed, ct) => shell.ReadAsync(async services =>
        {
            if (await RoomAsync(services, parsed.GetRequiredValue(token), ct) is not { } count) return shell.Fail("Room not found.");

            return shell.Write(parsed.GetValue(output)!, count, room => shell.Say(parsed.GetValue(separator) is { } between
                ? string.Join(between, room.Attendees, room.Sessions, room.InCall)
                : $"The room has {room.Attendees} attendees, {room.Sessions} sessions and {room.InCall} participants in the call"));
        }));
        return command;
    }

    /// <summary>Running calls with the number of sessions that are in them.</summary>
    private static async Task<Dictionary<string, int>> CallsAsync(IServiceProvider services, CancellationToken ct)
    {
        var db = services.GetRequiredService<PlenumDb>();
        var freshSince = services.GetRequiredService<TimeProvider>().Now() - Session.OnlineFor;
        var sessions = db.Sessions;
        return await db.Conversations.AsNoTracking()
            .Where(conversation => conversation.ActiveSince != null)
            .OrderBy(conversation => conversation.Token)
            .Select(conversation => new
            {
                conversation.Token,
                Participants = sessions.Count(session => session.ConversationId == conversation.Id && session.InCall != CallFlags.Disconnected && session.LastPing >= freshSince),
            })
            .ToDictionaryAsync(call => call.Token, call => call.Participants, StringComparer.Ordinal, ct);
    }

    private static async Task<RoomCount?> RoomAsync(IServiceProvider services, string token, CancellationToken ct)
    {
        var db = services.GetRequiredService<PlenumDb>();
        var now = services.GetRequiredService<TimeProvider>().Now();
        var (aliveSince, freshSince) = (now - Session.AliveFor, now - Session.OnlineFor);
        var (attendees, sessions) = (db.Attendees, db.Sessions);
        return await db.Conversations.AsNoTracking()
            .Where(conversation => conversation.Token == token)
            .Select(conversation => new RoomCount(
                attendees.Count(attendee => attendee.ConversationId == conversation.Id),
                sessions.Count(session => session.ConversationId == conversation.Id && session.LastPing >= aliveSince),
                sessions.Count(session => session.ConversationId == conversation.Id && session.InCall != CallFlags.Disconnected && session.LastPing >= freshSince)))
            .FirstOrDefaultAsync(ct);
    }

    private sealed record CallCount(int Calls, int Participants);

    private sealed record RoomCount(int Attendees, int Sessions, int InCall);
}
