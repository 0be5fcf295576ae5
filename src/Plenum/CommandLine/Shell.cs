using System.CommandLine;
using System.Text.Json;
using Plenum.Common;
using Plenum.Ocs;
using Plenum.Storage;
using Spectre.Console;

namespace Plenum.CommandLine;

/// <summary>What commands have in common: a scope of services, one transaction, words for success and failure, output formats.</summary>
internal sealed class Shell(Terminal terminal, Func<Task<IServiceProvider>> services)
{
    private const string PasswordVariable = "OC_PASS";

    private static readonly JsonSerializerOptions Pretty = new(OcsJson.Options) { WriteIndented = true };

    /// <summary>Reads; the result is the exit code.</summary>
    public async Task<int> ReadAsync(Func<IServiceProvider, Task<int>> work)
    {
        try
        {
            await using var scope = (await services()).CreateAsyncScope();
            return await work(scope.ServiceProvider);
        }
        catch (StartFailure failure)
        {
            return Fail(failure.Message);
        }
    }

    /// <summary>Changes something in one transaction: what fails has changed nothing and says why.</summary>
    /// <param name="work">What to do, with the services of its scope.</param>
    /// <param name="success">What to say afterwards.</param>
    /// <param name="ct">Cancels it.</param>
    public Task<int> ChangeAsync<T>(Func<IServiceProvider, Task<Result<T>>> work, Func<T, IEnumerable<string>> success, CancellationToken ct) =>
        ReadAsync(async provider =>
        {
            var result = await provider.GetRequiredService<UnitOfWork>().RunAsync(() => work(provider), ct);
            if (!result.TryGet(out var value, out var refusal)) return Fail(TextOf(refusal));

            foreach (var line in success(value)) Say(line);
            return 0;
        });

    public void Say(string line) => terminal.Output.WriteLine(line);

    /// <returns>The exit code for failure.</returns>
    public int Fail(string why)
    {
        terminal.Error.WriteLine(why);
        return CommandLineProgram.Failed;
    }

    /// <summary>From the variable <c>OC_PASS</c>, or asked for twice; null after saying what is missing.</summary>
    public string? ReadPassword(bool fromEnvironment)
    {
        if (fromEnvironment)
        {
            if (terminal.Variable(PasswordVariable) is { Length: > 0 } given) return given;
            Fail($"--password-from-env given, but {PasswordVariable} is empty!");
            return null;
        }

        if (!terminal.IsInteractive)
        {
            Fail($"Nobody can be asked for a password here: use --password-from-env and {PasswordVariable}.");
            return null;
        }

        var canvas = terminal.Canvas();
        var first = canvas.Prompt(new TextPrompt<string>("Enter password:").Secret());
        var second = canvas.Prompt(new TextPrompt<string>("Confirm password:").Secret());
        if (first == second) return first;

        Fail("Passwords did not match!");
        return null;
    }

    /// <summary>Plain lines, or the value as JSON.</summary>
    public int Write<T>(string format, T value, Action<T> plain)
    {
        if (format == Output.Plain) plain(value);
        else Say(JsonSerializer.Serialize(value, format == Output.JsonPretty ? Pretty : OcsJson.Options));
        return 0;
    }

    /// <summary>Shows how far something is: by name, how much is done, and of how much.</summary>
    public Task<T> Progress<T>(Func<Action<string, double, double>, Task<T>> work)
    {
        // A bar that is redrawn is for eyes; a file or a program gets the result alone.
        if (terminal.IsPlain) return work((_, _, _) => { });

        return terminal.Canvas().Progress().StartAsync(context =>
        {
            var bars = new Dictionary<string, ProgressTask>(StringComparer.Ordinal);
            return work((name, done, of) =>
            {
                if (!bars.TryGetValue(name, out var bar)) bars[name] = bar = context.AddTask(Markup.Escape(name));
                (bar.MaxValue, bar.Value) = (Math.Max(of, 1), of == 0 ? 1 : done);
            });
        });
    }

    public void Draw(Table table) => terminal.Canvas().Write(terminal.IsPlain ? table.AsciiBorder() : table);

    public static string TextOf(Refusal refusal) => refusal.Message ?? refusal.Error ?? refusal.Kind.ToString();
}

/// <summary>The option <c>--output</c>.</summary>
internal static class Output
{
    public const string Plain = "plain";
    public const string Json = "json";
    public const string JsonPretty = "json_pretty";

    public static Option<string> Option()
    {
        var option = new Option<string>("--output") { Description = "Output format: plain, json or json_pretty", DefaultValueFactory = _ => Plain };
        return option.AcceptOnlyFromAmong(Plain, Json, JsonPretty);
    }
}
