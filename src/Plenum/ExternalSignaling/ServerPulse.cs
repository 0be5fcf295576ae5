using System.Collections.Concurrent;

namespace Plenum.ExternalSignaling;

/// <summary>How the signaling servers fare, as seen from this node.</summary>
internal sealed class ServerPulse(TimeProvider time)
{
    public const string FeaturesHeader = "X-Spreed-Signaling-Features";

    private const string ChangedUsers = "changed-users";

    private readonly ConcurrentDictionary<string, State> states = new(StringComparer.Ordinal);

    /// <summary>Since when a server has taken nothing; null while it does, and before anybody tried.</summary>
    public DateTimeOffset? DownSince(string server) => states.GetValueOrDefault(server)?.DownSince;

    /// <summary>The server keeps lists of everybody itself. Judged by its latest answer: it may have been replaced by an older one.</summary>
    public bool KnowsChangedUsers(string server) => states.GetValueOrDefault(server)?.KnowsChangedUsers == true;

    /// <summary>It has answered.</summary>
    /// <param name="server">Its address, as the administrator entered it.</param>
    /// <param name="answer">Says what it can do.</param>
    public void Answered(string server, HttpResponseMessage answer)
    {
        var knows = Features(answer).Contains(ChangedUsers);
        states.AddOrUpdate(server, _ => new State(DownSince: null, knows), (_, before) => before with { KnowsChangedUsers = knows });
    }

    /// <summary>It has done what it was told.</summary>
    public void Took(string server) => states.AddOrUpdate(server, _ => new State(DownSince: null, KnowsChangedUsers: false), (_, before) => before with { DownSince = null });

    /// <summary>It did not, however often it was told.</summary>
    public void Failed(string server) =>
        states.AddOrUpdate(server, _ => new State(time.GetUtcNow(), KnowsChangedUsers: false), (_, before) => before with { DownSince = before.DownSince ?? time.GetUtcNow() });

    /// <summary>What a server says it can do.</summary>
    public static HashSet<string> Features(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues(FeaturesHeader, out var values)
            ? [.. values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))]
            : [];

    private sealed record State(DateTimeOffset? DownSince, bool KnowsChangedUsers);
}
