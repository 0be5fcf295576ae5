using System.CommandLine;
using Plenum.Common;
using Plenum.Settings;
using Spectre.Console;

namespace Plenum.CommandLine;

/// <summary><c>talk:stun:…</c> and <c>talk:turn:…</c>: servers that help media through firewalls.</summary>
internal static class RelayCommands
{
    private const int SecretLength = 64;

    public static IEnumerable<Command> Of(Shell shell) => [AddStun(shell), DeleteStun(shell), ListStun(shell), AddTurn(shell), DeleteTurn(shell), ListTurn(shell)];

    private static Command AddStun(Shell shell)
    {
        var server = Server();
        var command = new Command("talk:stun:add", "Add a STUN server") { server };
        command.SetAction((parsed, ct) => shell.ChangeListAsync(RelayServers.StunKey, RelayServers.Stun, servers =>
        {
            var added = parsed.GetRequiredValue(server);
            if (!RelayServers.IsAddress(added)) return "Incorrect value. Must be stunserver:port.";
            if (servers.Contains(added, StringComparer.OrdinalIgnoreCase)) return "Server already exists with the same configuration.";

            servers.Add(added);
            return null;
        }, $"Added {parsed.GetRequiredValue(server)}.", ct));
        return command;
    }

    private static Command DeleteStun(Shell shell)
    {
        var server = Server();
        var command = new Command("talk:stun:delete", "Remove a STUN server; after the last one the default is used again") { server };
        command.SetAction((parsed, ct) => shell.ChangeListAsync(
            RelayServers.StunKey,
            RelayServers.Stun,
            servers => servers.RemoveAll(known => known == parsed.GetRequiredValue(server)) > 0 ? null : "There is nothing to delete.",
            $"Deleted {parsed.GetRequiredValue(server)}.",
            ct));
        return command;
    }

    private static Command ListStun(Shell shell)
    {
        var output = Output.Option();
        var command = new Command("talk:stun:list", "List the STUN servers") { output };
        command.SetAction((parsed, ct) => shell.ReadAsync(async services =>
        {
            var servers = RelayServers.Stun(await services.GetRequiredService<ConfigBook>().GetAsync(TalkConfig.App, RelayServers.StunKey, ct));
            if (servers.Count == 0) servers.Add(RelayServers.DefaultStun);
            return shell.Write(parsed.GetValue(output)!, servers, all => all.ForEach(server => shell.Say($"  - {server}")));
        }));
        return command;
    }

    private static Command AddTurn(Shell shell)
    {
        var (schemes, server, protocols) = (Schemes(), Server(), Protocols());
        var secret = new Option<string?>("--secret") { Description = "The secret shared with the server" };
        var generate = new Option<bool>("--generate-secret") { Description = "Makes a secret up" };
        var command = new Command("talk:turn:add", "Add a TURN server") { schemes, server, protocols, secret, generate };
        command.SetAction((parsed, ct) =>
        {
            var given = parsed.GetValue(secret);
            if (parsed.GetValue(generate) == !string.IsNullOrEmpty(given)) return Task.FromResult(shell.Fail("Give either --secret or --generate-secret."));

            var added = new TurnServer(
                parsed.GetRequiredValue(schemes), parsed.GetRequiredValue(server), string.IsNullOrEmpty(given) ? Secret.Create(SecretLength) : given, parsed.GetRequiredValue(protocols));
            return shell.ChangeListAsync(RelayServers.TurnKey, RelayServers.Turn, servers =>
            {
                if (!RelayServers.IsAddress(added.Server)) return "Incorrect value. Must be turnserver:port.";
                if (servers.Exists(known => IsSame(known, added))) return "Server already exists with the same configuration.";

                servers.Add(added);
                return null;
            }, $"Added {added.Server}.", ct);
        });
        return command;
    }

    private static Command DeleteTurn(Shell shell)
    {
        var (schemes, server, protocols) = (Schemes(), Server(), Protocols());
        var command = new Command("talk:turn:delete", "Remove a TURN server") { schemes, server, protocols };
        command.SetAction((parsed, ct) =>
        {
            var removed = new TurnServer(parsed.GetRequiredValue(schemes), parsed.GetRequiredValue(server), Secret: "", parsed.GetRequiredValue(protocols));
            return shell.ChangeListAsync(
                RelayServers.TurnKey,
                RelayServers.Turn,
                servers => servers.RemoveAll(known => IsSame(known, removed)) > 0 ? null : "There is nothing to delete.",
                $"Deleted {removed.Server}.",
                ct);
        });
        return command;
    }

    private static Command ListTurn(Shell shell)
    {
        var output = Output.Option();
        var command = new Command("talk:turn:list", "List the TURN servers") { output };
        command.SetAction((parsed, ct) => shell.ReadAsync(async services =>
        {
            var servers = RelayServers.Turn(await services.GetRequiredService<ConfigBook>().GetAsync(TalkConfig.App, RelayServers.TurnKey, ct));
            return shell.Write(parsed.GetValue(output)!, servers, all =>
            {
                var table = new Table().AddColumns("Schemes", "Server", "Secret", "Protocols");
                all.ForEach(server => table.AddRow(Markup.Escape(server.Schemes ?? ""), Markup.Escape(server.Server), Markup.Escape(server.Secret ?? ""), Markup.Escape(server.Protocols ?? "")));
                shell.Draw(table);
            });
        }));
        return command;
    }

    private static bool IsSame(TurnServer one, TurnServer other) =>
        (one.Schemes, one.Server, one.Protocols) == (other.Schemes, other.Server, other.Protocols);

    private static Argument<string> Server() => new("server") { Description = "host:port" };

    private static Argument<string> Schemes() => new Argument<string>("schemes") { Description = "turn, turns or turn,turns" }.AcceptOnlyFromAmong(RelayServers.Schemes);

    private static Argument<string> Protocols() => new Argument<string>("protocols") { Description = "udp, tcp or udp,tcp" }.AcceptOnlyFromAmong(RelayServers.Protocols);
}
