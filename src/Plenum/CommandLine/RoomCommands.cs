using System.CommandLine;

namespace Plenum.CommandLine;

/// <summary><c>talk:room:create</c>, <c>update</c>, <c>delete</c>.</summary>
internal static class RoomCommands
{
    public static IEnumerable<Command> Of(Shell shell) => [Create(shell), Update(shell), Delete(shell)];

    private static Command Create(Shell shell)
    {
        var name = new Argument<string>("name") { Description = "The name of the room to create" };
        var description = new Option<string>("--description") { Description = "The description of the room", DefaultValueFactory = _ => "" };
        var users = Many("--user", "Invites the given user");
        var groups = Many("--group", "Invites all members of the given group");
        var isPublic = new Option<bool>("--public") { Description = "Creates the room as public room" };
        var isReadOnly = new Option<bool>("--readonly") { Description = "Creates the room with read-only access" };
        var listable = new Option<int>("--listable") { Description = "0 for participants only, 1 for accounts, 2 for everyone" };
        var password = new Option<string>("--password") { Description = "Protects the public room with the given password", DefaultValueFactory = _ => "" };
        var owner = new Option<string?>("--owner") { Description = "Sets the given user as owner of the room" };
        var moderators = Many("--moderator", "Promotes the given user to moderator");
        var expiration = new Option<int>("--message-expiration") { Description = "Seconds after which messages disappear; 0 for never" };
        var preserve = new Option<bool>("--preserve") { Description = "Keeps the room from being deleted" };
        var command = new Command("talk:room:create", "Create a room")
        {
            name, description, users, groups, isPublic, isReadOnly, listable, password, owner, moderators, expiration, preserve,
        };
        command.SetAction((parsed, ct) => shell.ChangeAsync(
            services => services.GetRequiredService<RoomOffice>().CreateAsync(
                new RoomPlan(parsed.GetRequiredValue(name))
                {
                    Description = parsed.GetValue(description)!,
                    Users = parsed.GetValue(users)!,
                    Groups = parsed.GetValue(groups)!,
                    IsPublic = parsed.GetValue(isPublic),
                    IsReadOnly = parsed.GetValue(isReadOnly),
                    Listable = parsed.GetValue(listable),
                    Password = parsed.GetValue(password)!,
                    Owner = parsed.GetValue(owner),
                    Moderators = parsed.GetValue(moderators)!,
                    MessageExpiration = parsed.GetValue(expiration),
                    IsPreserved = parsed.GetValue(preserve),
                },
                ct),
            conversation => ["Room successfully created.", $"Room token: {conversation.Token}"],
            ct));
        return command;
    }

    private static Command Update(Shell shell)
    {
        var token = Token();
        var name = new Option<string?>("--name") { Description = "A new name" };
        var description = new Option<string?>("--description") { Description = "A new description" };
        var isPublic = Switch("--public", "1 for a public room, 0 for a group");
        var isReadOnly = Switch("--readonly", "1 for read-only, 0 for writable");
        var listable = new Option<int?>("--listable") { Description = "0 for participants only, 1 for accounts, 2 for everyone" };
        var password = new Option<string?>("--password") { Description = "A new password; an empty one removes it" };
        var owner = new Option<string?>("--owner") { Description = "The new owner, the former becomes moderator; empty for none" };
        var expiration = new Option<int?>("--message-expiration") { Description = "Seconds after which messages disappear; 0 for never" };
        var preserve = Switch("--preserve", "1 keeps the room from being deleted, 0 does not");
        var command = new Command("talk:room:update", "Change a room")
        {
            token, name, description, isPublic, isReadOnly, listable, password, owner, expiration, preserve,
        };
        command.SetAction((parsed, ct) => shell.ChangeAsync(
            services => services.GetRequiredService<RoomOffice>().UpdateAsync(
                parsed.GetRequiredValue(token),
                new RoomChanges
                {
                    Name = parsed.GetValue(name),
                    Description = parsed.GetValue(description),
                    IsPublic = IsOn(parsed.GetValue(isPublic)),
                    IsReadOnly = IsOn(parsed.GetValue(isReadOnly)),
                    Listable = parsed.GetValue(listable),
                    Password = parsed.GetValue(password),
                    Owner = parsed.GetValue(owner),
                    MessageExpiration = parsed.GetValue(expiration),
                    IsPreserved = IsOn(parsed.GetValue(preserve)),
                },
                ct),
            _ => ["Room successfully updated."],
            ct));
        return command;
    }

    private static Command Delete(Shell shell)
    {
        var token = Token();
        var command = new Command("talk:room:delete", "Delete a room") { token };
        command.SetAction((parsed, ct) => shell.ChangeAsync(
            services => services.GetRequiredService<RoomOffice>().DeleteAsync(parsed.GetRequiredValue(token), ct),
            _ => ["Room successfully deleted."],
            ct));
        return command;
    }

    public static Argument<string> Token() => new("token") { Description = "The token of the room" };

    public static Option<string[]> Many(string name, string description) => new(name) { Description = $"{description}; can be given several times", DefaultValueFactory = _ => [] };

    private static Option<string?> Switch(string name, string description) =>
        new Option<string?>(name) { Description = description }.AcceptOnlyFromAmong("0", "1");

    private static bool? IsOn(string? value) => value is null ? null : value == "1";
}
