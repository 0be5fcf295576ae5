using System.CommandLine;

namespace Plenum.CommandLine;

/// <summary>
/// The same binary as a tool for administrators: <c>plenum user:add ada</c>. Names, arguments and output follow
/// Nextcloud's <c>occ</c>, so that scripts carry over (platform §15).
/// </summary>
internal static class CommandLineProgram
{
    public const int Failed = 1;

    /// <summary>Without arguments, or with options of the server such as <c>--urls</c> or <c>urls=…</c>, the server runs.</summary>
    public static bool Handles(string[] args) => args switch
    {
        [] => false,
        ["--help" or "-h" or "-?" or "--version", ..] => true,
        [var first, ..] => !first.StartsWith('-') && !first.StartsWith('/') && !first.Contains('=', StringComparison.Ordinal),
    };

    /// <param name="args">The command and its arguments.</param>
    /// <param name="open">Opens the database when a command needs it; asking for help does not.</param>
    /// <returns>0, or 1 when the command failed or was not understood.</returns>
    public static async Task<int> RunAsync(string[] args, Func<Task<WebApplication>> open)
    {
        var app = new Lazy<Task<WebApplication>>(open);
        var terminal = new Terminal(Console.Out, Console.Error)
        {
            IsInteractive = !Console.IsInputRedirected,
            IsPlain = Console.IsOutputRedirected,
        };
        var code = await RunAsync(args, terminal, async () => (await app.Value).Services, CancellationToken.None);
        if (app.IsValueCreated) await (await app.Value).DisposeAsync();
        return code;
    }

    public static async Task<int> RunAsync(string[] args, Terminal terminal, Func<Task<IServiceProvider>> services, CancellationToken ct)
    {
        var root = RootOf(new Shell(terminal, services));

        // "@ada" is a name, not a file with more arguments.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        return await parsed.InvokeAsync(new InvocationConfiguration { Output = terminal.Output, Error = terminal.Error }, ct);
    }

    private static RootCommand RootOf(Shell shell)
    {
        var root = new RootCommand("Plenum: a server for webinars and breakout rooms. Without a command the server runs.");
        IEnumerable<Command> commands =
        [
            .. AccountCommands.Of(shell),
            .. GroupCommands.Of(shell),
            .. SettingCommands.Of(shell),
            .. RoomCommands.Of(shell),
            .. RoomPeopleCommands.Of(shell),
            .. MovingCommands.Of(shell),
            .. MonitorCommands.Of(shell),
            .. SignalingCommands.Of(shell),
            .. RelayCommands.Of(shell),
            .. DatabaseCommands.Of(shell),
            .. DemoCommand.Of(shell),
        ];
        foreach (var command in commands) root.Add(command);
        return root;
    }
}
