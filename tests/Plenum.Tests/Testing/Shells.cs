using Plenum.CommandLine;

namespace Plenum.Tests.Testing;

/// <summary>What a command answered.</summary>
internal sealed record Answer(int Code, string Output, string Error)
{
    public IEnumerable<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd());
}

internal static class Shells
{
    /// <summary>Runs a command in this process, on the database of the server.</summary>
    public static Task<Answer> CommandAsync(this PlenumServer server, params string[] args) => server.CommandAsync(password: null, args);

    /// <summary>Runs a command that opens what it needs itself.</summary>
    public static async Task<Answer> CommandAsync(params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await CommandLineProgram.RunAsync(args, new Terminal(output, error), () => throw new InvalidOperationException("The server's database was opened."), CancellationToken.None);
        return new Answer(code, output.ToString(), error.ToString());
    }

    /// <summary>The same with a password in <c>OC_PASS</c>.</summary>
    public static async Task<Answer> CommandAsync(this PlenumServer server, string? password, string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var terminal = new Terminal(output, error) { Variable = name => name == "OC_PASS" ? password : null };
        var code = await CommandLineProgram.RunAsync(args, terminal, () => Task.FromResult(server.Services), CancellationToken.None);
        return new Answer(code, output.ToString(), error.ToString());
    }
}
