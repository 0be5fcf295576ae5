using Spectre.Console;

namespace Plenum.CommandLine;

/// <summary>Where a command runs: what it writes to and what it can ask.</summary>
internal sealed record Terminal(TextWriter Output, TextWriter Error)
{
    /// <summary>Somebody sits there and can be asked.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>The output goes to a file or another program: no colours, no lines drawn around things.</summary>
    public bool IsPlain { get; init; } = true;

    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Draws tables.</summary>
    public IAnsiConsole Canvas() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(Output),
        Ansi = IsPlain ? AnsiSupport.No : AnsiSupport.Detect,
        Interactive = IsInteractive ? InteractionSupport.Yes : InteractionSupport.No,
    });
}
