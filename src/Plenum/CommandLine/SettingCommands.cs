using System.CommandLine;
using System.Net;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Settings;

namespace Plenum.CommandLine;

/// <summary><c>config:app:…</c>, <c>maintenance:mode</c> and <c>security:bruteforce:reset</c>.</summary>
internal static class SettingCommands
{
    private const string MaintenanceKey = "maintenance";

    public static IEnumerable<Command> Of(Shell shell) => [Get(shell), Set(shell), Delete(shell), Maintenance(shell), ResetTries(shell)];

    private static Command Get(Shell shell)
    {
        var (app, key) = (App(), Key());
        var fallback = new Option<string?>("--default-value") { Description = "Shown when the setting is not set; without it that is an error" };
        var output = Output.Option();
        var command = new Command("config:app:get", "Get a setting") { app, key, fallback, output };
        command.SetAction((parsed, ct) => shell.ReadAsync(async services =>
        {
            var stored = await services.GetRequiredService<ConfigBook>().GetAsync(parsed.GetRequiredValue(app), parsed.GetRequiredValue(key), ct);
            return (stored ?? parsed.GetValue(fallback)) is { } value
                ? shell.Write(parsed.GetValue(output)!, value, shell.Say)
                : CommandLineProgram.Failed;
        }));
        return command;
    }

    private static Command Set(Shell shell)
    {
        var (app, key) = (App(), Key());
        var value = new Option<string>("--value") { Description = "The new value", Required = true };
        var command = new Command("config:app:set", "Change a setting") { app, key, value };
        command.SetAction((parsed, ct) => shell.ChangeAsync<Nothing>(
            async services =>
            {
                if (CheckWritable(parsed.GetRequiredValue(app), parsed.GetRequiredValue(key)) is { } refusal) return refusal;

                await services.GetRequiredService<ConfigBook>().SetAsync(parsed.GetRequiredValue(app), parsed.GetRequiredValue(key), parsed.GetRequiredValue(value), ct);
                return default(Nothing);
            },
            _ => [$"Config value '{parsed.GetRequiredValue(key)}' for app '{parsed.GetRequiredValue(app)}' is now set to '{parsed.GetRequiredValue(value)}'"],
            ct));
        return command;
    }

    private static Command Delete(Shell shell)
    {
        var (app, key) = (App(), Key());
        var strict = new Option<bool>("--error-if-not-exists") { Description = "Fail when the setting is not set" };
        var command = new Command("config:app:delete", "Go back to the default of a setting") { app, key, strict };
        command.SetAction((parsed, ct) => shell.ChangeAsync<Nothing>(
            async services =>
            {
                var (appId, name) = (parsed.GetRequiredValue(app), parsed.GetRequiredValue(key));
                if (CheckWritable(appId, name) is { } refusal) return refusal;

                var existed = await services.GetRequiredService<ConfigBook>().DeleteAsync(appId, name, ct);
                if (!existed && parsed.GetValue(strict)) return Refusal.NotFound() with { Message = $"Config {name} of app {appId} could not be deleted because it did not exist" };
                return default(Nothing);
            },
            _ => [$"Config value {parsed.GetRequiredValue(key)} of app {parsed.GetRequiredValue(app)} deleted"],
            ct));
        return command;
    }

    private static Command Maintenance(Shell shell)
    {
        var on = new Option<bool>("--on") { Description = "Close the server for a while" };
        var off = new Option<bool>("--off") { Description = "Open it again" };
        var command = new Command("maintenance:mode", "Close or open the server; without an option say which it is") { on, off };
        command.SetAction((parsed, ct) =>
        {
            if (parsed.GetValue(on) || parsed.GetValue(off)) return SwitchMaintenanceAsync(shell, parsed.GetValue(on), ct);

            return shell.ReadAsync(async services =>
            {
                var isOn = await services.GetRequiredService<TalkConfigStore>().IsInMaintenanceAsync(ct);
                shell.Say(isOn ? "Maintenance mode is currently enabled" : "Maintenance mode is currently disabled");
                return 0;
            });
        });
        return command;
    }

    private static Task<int> SwitchMaintenanceAsync(Shell shell, bool on, CancellationToken ct) => shell.ChangeAsync<Nothing>(
        async services =>
        {
            await services.GetRequiredService<ConfigBook>().SetAsync(TalkConfigStore.Server, MaintenanceKey, on ? "1" : "0", ct);
            return default(Nothing);
        },
        _ => [on ? "Maintenance mode enabled" : "Maintenance mode disabled"],
        ct);

    private static Command ResetTries(Shell shell)
    {
        var ip = new Argument<string>("ipaddress") { Description = "The address whose wrong tries are forgotten" };
        var command = new Command("security:bruteforce:reset", "Forget the wrong tries of an address") { ip };
        command.SetAction((parsed, ct) => shell.ChangeAsync<Nothing>(
            async services =>
            {
                if (!IPAddress.TryParse(parsed.GetRequiredValue(ip), out var address)) return Refusal.Invalid("ip", $"\"{parsed.GetRequiredValue(ip)}\" is not a valid IP address");

                await services.GetRequiredService<BruteForce>().ResetAsync(address, ct);
                return default(Nothing);
            },
            _ => [],
            ct));
        return command;
    }

    private static Refusal? CheckWritable(string app, string key) =>
        ConfigKeyRules.IsValidApp(app) && ConfigKeyRules.IsWritable(key) ? null : Refusal.Forbidden() with { Message = $"The setting {key} of {app} cannot be changed" };

    private static Argument<string> App() => new("app") { Description = "Name of the app: spreed" };

    private static Argument<string> Key() => new("name") { Description = "Name of the setting" };
}
