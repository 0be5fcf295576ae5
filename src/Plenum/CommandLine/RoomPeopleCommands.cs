using System.CommandLine;
using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.CommandLine;

/// <summary><c>talk:room:add</c>, <c>remove</c>, <c>promote</c>, <c>demote</c>.</summary>
internal static class RoomPeopleCommands
{
    public static IEnumerable<Command> Of(Shell shell) => [Add(shell), Remove(shell), Promote(shell), Demote(shell)];

    private static Command Add(Shell shell)
    {
        var token = RoomCommands.Token();
        var users = RoomCommands.Many("--user", "Invites the given user");
        var groups = RoomCommands.Many("--group", "Invites all members of the given group");
        var command = new Command("talk:room:add", "Add people to a room") { token, users, groups };
        command.SetAction((parsed, ct) => ChangeAsync(
            shell,
            parsed.GetRequiredValue(token),
            (people, conversation) => people.AddAsync(conversation, parsed.GetValue(users)!, parsed.GetValue(groups)!, ct),
            "Users successfully added to room.",
            ct));
        return command;
    }

    private static Command Remove(Shell shell)
    {
        var (token, participants) = (RoomCommands.Token(), Participants());
        var command = new Command("talk:room:remove", "Remove people from a room") { token, participants };
        command.SetAction((parsed, ct) => ChangeAsync(
            shell,
            parsed.GetRequiredValue(token),
            (people, conversation) => people.RemoveAsync(conversation, parsed.GetRequiredValue(participants), ct),
            "Users successfully removed from room.",
            ct));
        return command;
    }

    private static Command Promote(Shell shell)
    {
        var (token, participants) = (RoomCommands.Token(), Participants());
        var owner = new Option<bool>("--owner") { Description = "Makes them owners" };
        var command = new Command("talk:room:promote", "Make people moderators of a room") { token, participants, owner };
        command.SetAction((parsed, ct) => ChangeAsync(
            shell,
            parsed.GetRequiredValue(token),
            (people, conversation) => people.PromoteAsync(conversation, parsed.GetRequiredValue(participants), parsed.GetValue(owner), ct),
            "Participants successfully promoted.",
            ct));
        return command;
    }

    private static Command Demote(Shell shell)
    {
        var (token, participants) = (RoomCommands.Token(), Participants());
        var toModerator = new Option<bool>("--to-moderator") { Description = "Leaves owners moderators" };
        var command = new Command("talk:room:demote", "Make moderators of a room plain users") { token, participants, toModerator };
        command.SetAction((parsed, ct) => ChangeAsync(
            shell,
            parsed.GetRequiredValue(token),
            (people, conversation) => people.DemoteAsync(conversation, parsed.GetRequiredValue(participants), parsed.GetValue(toModerator), ct),
            "Participants successfully demoted.",
            ct));
        return command;
    }

    private static Task<int> ChangeAsync(Shell shell, string token, Func<RoomPeople, Conversation, Task<Refusal?>> change, string success, CancellationToken ct) =>
        shell.ChangeAsync<Nothing>(
            async services =>
            {
                var found = await services.GetRequiredService<RoomOffice>().FindManagedAsync(token, ct);
                if (!found.TryGet(out var conversation, out var missing)) return missing;

                return await change(services.GetRequiredService<RoomPeople>(), conversation) is { } refusal ? refusal : default(Nothing);
            },
            _ => [success],
            ct);

    private static Argument<string[]> Participants() => new("participant") { Description = "Ids of accounts", Arity = ArgumentArity.OneOrMore };
}
