using System.CommandLine;
using Plenum.Accounts;
using Plenum.Administration;
using Plenum.Common;

namespace Plenum.CommandLine;

/// <summary><c>group:…</c></summary>
internal static class GroupCommands
{
    private static readonly Refusal UnknownGroup = Refusal.NotFound() with { Message = "group not found" };
    private static readonly Refusal UnknownAccount = Refusal.NotFound() with { Message = "account not found" };

    public static IEnumerable<Command> Of(Shell shell) => [Add(shell), Delete(shell), Move(shell, join: true), Move(shell, join: false), List(shell)];

    private static Command Add(Shell shell)
    {
        var id = GroupId();
        var displayName = new Option<string?>("--display-name") { Description = "Name of the group" };
        var command = new Command("group:add", "Create a group") { id, displayName };
        command.SetAction((parsed, ct) => shell.ChangeAsync(
            services => services.GetRequiredService<GroupProvisioning>().CreateAsync(parsed.GetRequiredValue(id), parsed.GetValue(displayName), ct),
            group => [$"Created group \"{group.Id}\""],
            ct));
        return command;
    }

    private static Command Delete(Shell shell)
    {
        var id = GroupId();
        var command = new Command("group:delete", "Delete a group") { id };
        command.SetAction((parsed, ct) => shell.ChangeAsync<AccountGroup>(
            async services =>
            {
                var groups = services.GetRequiredService<GroupProvisioning>();
                if (await groups.FindAsync(parsed.GetRequiredValue(id), ct) is not { } group) return UnknownGroup;
                if (group.Id == AccountGroup.Admin) return Refusal.Forbidden() with { Message = $"Group \"{group.Id}\" could not be deleted." };

                await groups.DeleteAsync(group, ct);
                return group;
            },
            group => [$"Group \"{group.Id}\" was removed"],
            ct));
        return command;
    }

    private static Command Move(Shell shell, bool join)
    {
        var id = GroupId();
        var uid = new Argument<string>("user") { Description = "Id of the account" };
        var command = new Command(join ? "group:adduser" : "group:removeuser", join ? "Put an account into a group" : "Take an account out of a group") { id, uid };
        command.SetAction((parsed, ct) => shell.ChangeAsync<Nothing>(
            async services =>
            {
                var groups = services.GetRequiredService<GroupProvisioning>();
                if (await groups.FindAsync(parsed.GetRequiredValue(id), ct) is not { } group) return UnknownGroup;
                if (await services.GetRequiredService<AccountBook>().FindAsync(parsed.GetRequiredValue(uid), ct) is not { } account) return UnknownAccount;

                if (join) await groups.JoinAsync(account, group.Id, ct);
                else await groups.LeaveAsync(account, group.Id, ct);
                return default(Nothing);
            },
            _ => [],
            ct));
        return command;
    }

    private static Command List(Shell shell)
    {
        var output = Output.Option();
        var command = new Command("group:list", "List the groups and their members") { output };
        command.SetAction((parsed, ct) => shell.ReadAsync(async services =>
        {
            var groups = await services.GetRequiredService<GroupViews>().WithMembersAsync(ct);
            return shell.Write(parsed.GetValue(output)!, groups, all =>
            {
                foreach (var (group, members) in all)
                {
                    shell.Say($"  - {group}:");
                    foreach (var member in members) shell.Say($"    - {member}");
                }
            });
        }));
        return command;
    }

    private static Argument<string> GroupId() => new("groupid") { Description = "Id of the group" };
}
