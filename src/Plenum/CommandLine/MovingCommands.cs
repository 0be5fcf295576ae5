using System.CommandLine;

namespace Plenum.CommandLine;

/// <summary><c>talk:user:remove</c> and <c>talk:user:transfer-ownership</c>.</summary>
internal static class MovingCommands
{
    public static IEnumerable<Command> Of(Shell shell) => [Remove(shell), Transfer(shell)];

    private static Command Remove(Shell shell)
    {
        var users = RoomCommands.Many("--user", "Removes the given user");
        var privateOnly = new Option<bool>("--private-only") { Description = "Leaves public rooms alone" };
        var command = new Command("talk:user:remove", "Remove people from all their rooms") { users, privateOnly };
        command.SetAction((parsed, ct) => shell.ChangeAsync(
            services => services.GetRequiredService<Moving>().RemoveAsync(parsed.GetValue(users)!, parsed.GetValue(privateOnly), ct),
            _ => ["Users successfully removed from all rooms."],
            ct));
        return command;
    }

    private static Command Transfer(Shell shell)
    {
        var source = new Argument<string>("source-user") { Description = "Who has the rooms" };
        var destination = new Argument<string>("destination-user") { Description = "Who is to have them" };
        var includePlain = new Option<bool>("--include-non-moderator") { Description = "Also rooms that the source is a plain user of" };
        var removeSource = new Option<bool>("--remove-source-user") { Description = "The source leaves them" };
        var command = new Command("talk:user:transfer-ownership", "Give one account what another is in its rooms") { source, destination, includePlain, removeSource };
        command.SetAction((parsed, ct) => shell.ChangeAsync(
            services => services.GetRequiredService<Moving>().TransferAsync(
                parsed.GetRequiredValue(source), parsed.GetRequiredValue(destination), parsed.GetValue(includePlain), parsed.GetValue(removeSource), ct),
            count => [$"Added user {parsed.GetRequiredValue(destination)} to {count} rooms."],
            ct));
        return command;
    }
}
