using Plenum.Common;
using Plenum.Settings;

namespace Plenum.CommandLine;

/// <summary>Settings that are lists.</summary>
internal static class ListSettings
{
    /// <summary>Changes a list setting of Talk in one transaction; an empty list goes back to the default.</summary>
    /// <param name="shell">Where the command runs.</param>
    /// <param name="key">The setting.</param>
    /// <param name="parse">Reads its stored value, null when it is not set.</param>
    /// <param name="change">Changes the list, or says why not.</param>
    /// <param name="success">What to say afterwards.</param>
    /// <param name="ct">Cancels it.</param>
    public static Task<int> ChangeListAsync<T>(
        this Shell shell, string key, Func<string?, List<T>> parse, Func<List<T>, string?> change, string success, CancellationToken ct) =>
        shell.ChangeAsync<Nothing>(
            async services =>
            {
                var configs = services.GetRequiredService<ConfigBook>();
                var list = parse(await configs.GetAsync(TalkConfig.App, key, ct));
                if (change(list) is { } why) return Refusal.Invalid(key, why);

                if (list.Count == 0) await configs.DeleteAsync(TalkConfig.App, key, ct);
                else await configs.SetAsync(TalkConfig.App, key, RelayServers.Write(list), ct);
                return default(Nothing);
            },
            _ => [success],
            ct);
}
