using System.CommandLine;
using Plenum.Accounts;
using Plenum.Administration;
using Plenum.Common;
using Plenum.Storage;

namespace Plenum.CommandLine;

/// <summary><c>user:…</c></summary>
internal static class AccountCommands
{
    private static readonly Refusal Unknown = Refusal.NotFound() with { Message = "Account does not exist" };

    public static IEnumerable<Command> Of(Shell shell) => [Add(shell), Delete(shell), ResetPassword(shell), List(shell), Switch(shell, enable: true), Switch(shell, enable: false)];

    private static Command Add(Shell shell)
    {
        var uid = Uid();
        var fromEnvironment = FromEnvironment();
        var displayName = new Option<string?>("--display-name") { Description = "Name shown in the web interface (can contain any characters)" };
        var email = new Option<string?>("--email") { Description = "E-mail address" };
        var groups = new Option<string[]>("--group", "-g") { Description = "Group the account is added to; created if it does not exist", DefaultValueFactory = _ => [] };
        var command = new Command("user:add", "Create an account") { uid, fromEnvironment, displayName, email, groups };
        command.SetAction((parsed, ct) =>
        {
            if (shell.ReadPassword(parsed.GetValue(fromEnvironment)) is not { } password) return Task.FromResult(CommandLineProgram.Failed);

            var person = new NewAccount(parsed.GetRequiredValue(uid), password)
            {
                DisplayName = parsed.GetValue(displayName),
                Email = parsed.GetValue(email),
                Groups = parsed.GetValue(groups) ?? [],
            };
            return shell.ChangeAsync(services => CreateAsync(services, person, ct), account => Created(account, person), ct);
        });
        return command;
    }

    private static async Task<Result<Account>> CreateAsync(IServiceProvider services, NewAccount person, CancellationToken ct)
    {
        var groups = services.GetRequiredService<GroupProvisioning>();
        foreach (var id in person.Groups.Distinct(StringComparer.Ordinal))
        {
            if (await groups.FindAsync(id, ct) is not null) continue;
            if ((await groups.CreateAsync(id, displayName: null, ct)).Refusal is { } refusal) return refusal;
        }

        await services.GetRequiredService<UnitOfWork>().FlushAsync(ct);
        return await services.GetRequiredService<AccountProvisioning>().CreateAsync(person, ct);
    }

    private static IEnumerable<string> Created(Account account, NewAccount person)
    {
        yield return $"The account \"{account.Id}\" was created successfully";
        if (account.DisplayName != account.Id) yield return $"Display name set to \"{account.DisplayName}\"";
        if (account.Email is { } email) yield return $"Email address set to \"{email}\"";
        foreach (var group in person.Groups.Distinct(StringComparer.Ordinal)) yield return $"Account \"{account.Id}\" added to group \"{group}\"";
    }

    private static Command Delete(Shell shell)
    {
        var uid = Uid();
        var command = new Command("user:delete", "Delete an account with everything that is only its own") { uid };
        command.SetAction((parsed, ct) => shell.ChangeAsync<Nothing>(
            async services =>
            {
                if (await FindAsync(services, parsed.GetRequiredValue(uid), ct) is not { } account) return Unknown;

                await services.GetRequiredService<AccountProvisioning>().DeleteAsync(account, ct);
                return default(Nothing);
            },
            _ => ["The specified account was deleted"],
            ct));
        return command;
    }

    private static Command ResetPassword(Shell shell)
    {
        var uid = Uid();
        var fromEnvironment = FromEnvironment();
        var command = new Command("user:resetpassword", "Change the password of an account") { uid, fromEnvironment };
        command.SetAction((parsed, ct) =>
        {
            if (shell.ReadPassword(parsed.GetValue(fromEnvironment)) is not { } password) return Task.FromResult(CommandLineProgram.Failed);

            return shell.ChangeAsync(
                services => services.GetRequiredService<AccountProvisioning>().SetPasswordAsync(parsed.GetRequiredValue(uid), password, ct),
                account => [$"Successfully reset password for {account.Id}"],
                ct);
        });
        return command;
    }

    private static Command Switch(Shell shell, bool enable)
    {
        var uid = Uid();
        var command = new Command(enable ? "user:enable" : "user:disable", enable ? "Let an account sign in again" : "Keep an account from signing in") { uid };
        command.SetAction((parsed, ct) => shell.ChangeAsync<Account>(
            async services =>
            {
                if (await FindAsync(services, parsed.GetRequiredValue(uid), ct) is not { } account) return Unknown;

                account.Enabled = enable;
                return account;
            },
            _ => [enable ? "The specified account is enabled" : "The specified account is disabled"],
            ct));
        return command;
    }

    private static Command List(Shell shell)
    {
        var limit = new Option<int?>("--limit", "-l") { Description = "Number of accounts" };
        var offset = new Option<int>("--offset", "-o") { Description = "Accounts to leave out at the beginning" };
        var output = Output.Option();
        var command = new Command("user:list", "List the accounts") { limit, offset, output };
        command.SetAction((parsed, ct) => shell.ReadAsync(async services =>
        {
            var page = new PageRequest(Search: "", parsed.GetValue(limit), parsed.GetValue(offset));
            var users = await services.GetRequiredService<UserViews>().DetailsAsync(page, ct);
            var names = users.ToDictionary(user => user.Key, user => user.Value.Displayname, StringComparer.Ordinal);
            return shell.Write(parsed.GetValue(output)!, names, all =>
            {
                foreach (var (id, name) in all) shell.Say($"  - {id}: {name}");
            });
        }));
        return command;
    }

    private static Task<Account?> FindAsync(IServiceProvider services, string uid, CancellationToken ct) =>
        services.GetRequiredService<AccountBook>().FindAsync(uid, ct);

    private static Argument<string> Uid() => new("uid") { Description = "Id of the account" };

    private static Option<bool> FromEnvironment() => new("--password-from-env") { Description = "Read the password from the environment variable OC_PASS" };
}
