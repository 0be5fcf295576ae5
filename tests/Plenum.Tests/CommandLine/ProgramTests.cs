using System.Diagnostics;
using Plenum.CommandLine;
using Plenum.Tests.Testing;

namespace Plenum.Tests.CommandLine;

public sealed class ProgramTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(false, "--urls", "http://127.0.0.1:9000")]
    [InlineData(false, "--Plenum:DataDirectory=/data")]
    [InlineData(false, "urls=http://127.0.0.1:9000")]
    [InlineData(false, "/urls", "http://127.0.0.1:9000")]
    [InlineData(true, "--help")]
    [InlineData(true, "--version")]
    [InlineData(true, "user:list")]
    [InlineData(true, "user:lst")]
    public void Options_are_for_the_server_and_words_are_commands(bool isCommand, params string[] args)
    {
        Assert.Equal(isCommand, CommandLineProgram.Handles(args));
    }

    [Theory]
    [InlineData("user:lst")]
    [InlineData("user:delete")]
    [InlineData("user:list", "--output", "yaml")]
    [InlineData("user:list", "--limit", "many")]
    public async Task What_is_not_understood_fails_without_touching_the_database(params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();

        var code = await CommandLineProgram.RunAsync(args, new Terminal(output, error), () => throw new InvalidOperationException("The database was opened."), CancellationToken.None);

        Assert.Equal(1, code);
        Assert.NotEmpty(error.ToString());
    }

    [Fact]
    public async Task The_binary_itself_runs_commands_on_its_own_data()
    {
        using var scratch = new Scratch();

        var added = await scratch.RunAsync("user:add", "--password-from-env", "@ada");
        var listed = await scratch.RunAsync("user:list");
        var unknown = await scratch.RunAsync("user:delete", "nobody");

        Assert.Equal((0, 0, 1), (added.Code, listed.Code, unknown.Code));
        Assert.Equal(["  - @ada: @ada", "  - admin: admin"], listed.Lines);
        Assert.Contains("one-time password", added.Error);
    }

    /// <summary>The real program as a child process, with a directory of its own.</summary>
    private sealed class Scratch : IDisposable
    {
        private readonly string directory = Path.Combine(Path.GetTempPath(), $"plenum-test-{Guid.NewGuid():N}");

        public async Task<Answer> RunAsync(params string[] args)
        {
            var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Plenum.dll"), .. args])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["Plenum__DataDirectory"] = directory;
            start.Environment["OC_PASS"] = PlenumServer.Password;
            using var process = Process.Start(start)!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return new Answer(process.ExitCode, await output, await error);
        }

        public void Dispose()
        {
            if (Directory.Exists(directory)) Directory.Delete(directory, recursive: true);
        }
    }
}
