using System.CommandLine;
using System.Text.Json;
using Plenum.Common;
using Plenum.Settings;
using Plenum.Signaling;
using Plenum.Storage;
using Spectre.Console;

namespace Plenum.CommandLine;

/// <summary><c>talk:signaling:…</c>: high-performance backends. All of them share one secret, the last that was given.</summary>
internal static class SignalingCommands
{
    private const string Key = "signaling_servers";

    public static IEnumerable<Command> Of(Shell shell) => [Add(shell), Delete(shell), List(shell), VerifyKeys(shell)];

    private static Command Add(Shell shell)
    {
        var server = Server();
        var secret = new Argument<string>("secret") { Description = "The secret shared with the servers" };
        var verify = new Option<bool>("--verify") { Description = "Checks the server's certificate" };
        var command = new Command("talk:signaling:add", "Add a signaling server") { server, secret, verify };
        command.SetAction((parsed, ct) => ChangeAsync(shell, list =>
        {
            var (added, shared) = (parsed.GetRequiredValue(server), parsed.GetRequiredValue(secret));
            if (!IsAddress(added)) return Refusal.Invalid("server", "Incorrect value. Must be an address such as wss://signaling.example.org.");
            if (shared.Length == 0) return Refusal.Invalid("secret", "The secret is empty.");

            var others = list.Servers.Where(known => known.Server != added);
            return new ServerList([.. others, new ServerList.Entry(added, parsed.GetValue(verify))], shared);
        }, $"Added signaling server {parsed.GetRequiredValue(server)}.", ct));
        return command;
    }

    private static Command Delete(Shell shell)
    {
        var server = Server();
        var command = new Command("talk:signaling:delete", "Remove a signaling server") { server };
        command.SetAction((parsed, ct) => ChangeAsync(shell, list =>
        {
            var left = list.Servers.Where(known => known.Server != parsed.GetRequiredValue(server)).ToList();
            if (left.Count == list.Servers.Count) return Refusal.NotFound("server") with { Message = "There is nothing to delete." };

            return list with { Servers = left };
        }, $"Deleted {parsed.GetRequiredValue(server)}.", ct));
        return command;
    }

    private static Command List(Shell shell)
    {
        var output = Output.Option();
        var command = new Command("talk:signaling:list", "List the signaling servers") { output };
        command.SetAction((parsed, ct) => shell.ReadAsync(async services =>
        {
            var list = ServerList.Parse(await services.GetRequiredService<ConfigBook>().GetAsync(TalkConfig.App, Key, ct) ?? "");
            return shell.Write(parsed.GetValue(output)!, new { servers = list.Servers, secret = list.Secret }, all =>
            {
                var table = new Table().AddColumns("Server", "Verify");
                foreach (var entry in all.servers) table.AddRow(Markup.Escape(entry.Server), entry.Verify ? "yes" : "no");
                shell.Draw(table);
                shell.Say($"Secret: {all.secret}");
            });
        }));
        return command;
    }

    /// <summary>Signaling servers check hello tokens with the public half of the key pair: one that does not belong to the private half locks everybody out.</summary>
    private static Command VerifyKeys(Shell shell)
    {
        var update = new Option<bool>("--update") { Description = "Stores the public key that belongs to the private one" };
        var command = new Command("talk:signaling:verify-keys", "Check that the stored public key belongs to the private key") { update };
        command.SetAction((parsed, ct) => shell.ChangeAsync<string>(
            async services =>
            {
                var (configs, config) = (services.GetRequiredService<ConfigBook>(), await services.GetRequiredService<TalkConfigStore>().GetAsync(ct));
                var algorithm = config.HelloAlgorithm;
                var privateKey = await services.GetRequiredService<HelloKeys>().PrivateKeyAsync(algorithm, ct);

                // The pair may have been made just now.
                await services.GetRequiredService<UnitOfWork>().FlushAsync(ct);
                var belonging = HelloKeys.PublicOf(algorithm, privateKey);
                if ((await configs.GetAsync(TalkConfig.App, algorithm.PublicKey, ct))?.Trim() == belonging.Trim()) return $"The stored public key of {algorithm.Name} belongs to the private key.";
                if (!parsed.GetValue(update)) return Refusal.Invalid("key", $"The stored public key of {algorithm.Name} does not belong to the private key. --update replaces it.");

                await configs.SetAsync(TalkConfig.App, algorithm.PublicKey, belonging, ct);
                return $"The public key of {algorithm.Name} was replaced.";
            },
            said => [said],
            ct));
        return command;
    }

    private static Task<int> ChangeAsync(Shell shell, Func<ServerList, Result<ServerList>> change, string success, CancellationToken ct) => shell.ChangeAsync<Nothing>(
        async services =>
        {
            var configs = services.GetRequiredService<ConfigBook>();
            var list = ServerList.Parse(await configs.GetAsync(TalkConfig.App, Key, ct) ?? "");
            if (!change(list).TryGet(out var changed, out var refusal)) return refusal;

            await configs.SetAsync(TalkConfig.App, Key, JsonSerializer.Serialize(new { servers = changed.Servers, secret = changed.Secret }, JsonSerializerOptions.Web), ct);
            return default(Nothing);
        },
        _ => [success],
        ct);

    private static bool IsAddress(string server) =>
        Uri.TryCreate(server, UriKind.Absolute, out var address) && address.Scheme is "ws" or "wss" or "http" or "https" && address.Host.Length > 0;

    private static Argument<string> Server() => new("server") { Description = "Address of the signaling server" };
}
