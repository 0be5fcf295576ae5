using System.Diagnostics;

namespace Plenum.Tests.Testing;

/// <summary>Programs that a test starts and waits for.</summary>
internal static class Programs
{
    public static Task<Answer> RunAsync(string program, IEnumerable<string> args, params (string Name, string Value)[] variables) =>
        RunAsync(program, args, input: "", variables);

    public static async Task<Answer> RunAsync(string program, IEnumerable<string> args, string input, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(program, args) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new Answer(process.ExitCode, await output, await error);
    }
}
