using System.Text;

namespace Plenum.Chat;

internal enum MentionKind
{
    User,
    All,
    Guest,
    Email,
    Group,
    Team,
}

/// <summary>Who is meant: the id without the prefix of its kind.</summary>
internal readonly record struct MentionTarget(MentionKind Kind, string Id)
{
    public static readonly MentionTarget Everybody = new(MentionKind.All, "all");

    /// <summary>How the placeholder of such a mention begins.</summary>
    public string Prefix => Kind switch
    {
        MentionKind.User => "mention-user",
        MentionKind.All => "mention-call",
        MentionKind.Guest => "mention-guest",
        MentionKind.Email => "mention-email",
        MentionKind.Group => "mention-group",
        MentionKind.Team => "mention-team",
        _ => throw new InvalidOperationException($"Unknown kind of mention: {Kind}"),
    };
}

/// <summary>
/// What stands in a text and may be a mention. A full stop or an apostrophe at its end may belong to the id or to the
/// sentence: <c>Shorter</c> is the target without it.
/// </summary>
internal readonly record struct MentionToken(int Start, int Length, MentionTarget Target, MentionTarget? Shorter, int ShorterLength)
{
    public bool IsFor(MentionTarget target) => Target == target || Shorter == target;
}

/// <summary>Finds mentions in what people wrote and puts placeholders in their place (chat §7.1).</summary>
internal static class MentionRules
{
    private const int LongestId = 255;

    /// <summary>Everything that has the form of a mention outside of code, in the order of the text.</summary>
    public static List<MentionToken> Find(string text)
    {
        var found = new List<MentionToken>();
        var position = 0;
        while (position < text.Length)
        {
            var next = MarkdownCode.SkipAt(text, position);
            if (next > position)
            {
                position = next;
                continue;
            }

            if (text[position] != '@' || FollowsWord(text, position))
            {
                position++;
                continue;
            }

            var (token, end) = IsQuoted(text, position) ? ReadQuoted(text, position) : ReadPlain(text, position);
            if (token is { } mention) found.Add(mention);
            position = end;
        }

        return found;
    }

    /// <summary>
    /// Replaces the tokens that mean somebody by placeholders. Equal targets share one; names are numbered per kind,
    /// longer ids first, and a name that the author typed is left to the author.
    /// </summary>
    /// <param name="text">What was written.</param>
    /// <param name="tokens">From <see cref="Find"/>.</param>
    /// <param name="resolves">Whether a target exists for the readers of this message.</param>
    /// <returns>The text with placeholders and the target of each.</returns>
    public static (string Text, Dictionary<string, MentionTarget> Placeholders) Replace(
        string text, IReadOnlyList<MentionToken> tokens, Func<MentionTarget, bool> resolves)
    {
        var placeholders = new Dictionary<string, MentionTarget>(StringComparer.Ordinal);
        var uses = tokens.Select(token => Resolve(token, resolves)).Where(use => use.Length > 0).ToList();
        if (uses.Count == 0) return (text, placeholders);

        var names = NameAll(text, uses.ConvertAll(use => use.Target), placeholders);
        var result = new StringBuilder(text.Length);
        var copied = 0;
        foreach (var (start, length, target) in uses)
        {
            result.Append(text, copied, start - copied).Append('{').Append(names[target]).Append('}');
            copied = start + length;
        }

        return (result.Append(text, copied, text.Length - copied).ToString(), placeholders);
    }

    private static (int Start, int Length, MentionTarget Target) Resolve(MentionToken token, Func<MentionTarget, bool> resolves)
    {
        if (resolves(token.Target)) return (token.Start, token.Length, token.Target);
        if (token.Shorter is { } shorter && resolves(shorter)) return (token.Start, token.ShorterLength, shorter);
        return default;
    }

    private static Dictionary<MentionTarget, string> NameAll(string text, List<MentionTarget> targets, Dictionary<string, MentionTarget> placeholders)
    {
        var names = new Dictionary<MentionTarget, string>();
        foreach (var kind in targets.Distinct().GroupBy(target => target.Kind))
        {
            var number = 0;
            foreach (var target in kind.OrderByDescending(target => target.Id.Length))
            {
                string name;
                do name = $"{target.Prefix}{++number}";
                while (text.Contains($"{{{name}}}", StringComparison.Ordinal));
                names[target] = name;
                placeholders[name] = target;
            }
        }

        return names;
    }

    private static bool FollowsWord(string text, int position) =>
        position > 0 && (char.IsLetterOrDigit(text[position - 1]) || text[position - 1] == '_');

    private static bool IsQuoted(string text, int at) => at + 1 < text.Length && text[at + 1] == '"';

    /// <returns>The token, if it is one, and where to read on.</returns>
    private static (MentionToken? Token, int End) ReadQuoted(string text, int at)
    {
        var end = text.IndexOf('"', at + 2);
        var length = end - at - 2;
        if (length is <= 0 or > LongestId) return (null, at + 1);

        var id = text.Substring(at + 2, length);
        return id.Contains('\n', StringComparison.Ordinal) || Target(id) is not { } target
            ? (null, at + 1)
            : (new MentionToken(at, length + 3, target, Shorter: null, 0), end + 1);
    }

    /// <inheritdoc cref="ReadQuoted"/>
    private static (MentionToken? Token, int End) ReadPlain(string text, int at)
    {
        var end = at + 1;
        while (end < text.Length && IsIdCharacter(text[end])) end++;
        if (end - at - 1 is 0 or > LongestId) return (null, end);

        var id = text[(at + 1)..end];
        var shorter = id.TrimEnd('.', '\'');
        return (new MentionToken(at, id.Length + 1, Plain(id), shorter.Length == id.Length || shorter.Length == 0 ? null : Plain(shorter), shorter.Length + 1), end);
    }

    private static bool IsIdCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.' or '\'' or '@';

    private static MentionTarget Plain(string id) => id == MentionTarget.Everybody.Id ? MentionTarget.Everybody : new MentionTarget(MentionKind.User, id);

    /// <returns>null for a kind that has no members here, such as accounts of other servers.</returns>
    private static MentionTarget? Target(string id)
    {
        var slash = id.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return Plain(id);

        var rest = id[(slash + 1)..];
        return id[..slash] switch
        {
            "guest" when IsHex(rest) => new MentionTarget(MentionKind.Guest, rest),
            "email" when IsHex(rest) => new MentionTarget(MentionKind.Email, rest),
            "group" when rest.Length > 0 => new MentionTarget(MentionKind.Group, rest),
            "team" when rest.Length > 0 => new MentionTarget(MentionKind.Team, rest),
            _ => null,
        };
    }

    private static bool IsHex(string text) => text.Length > 0 && text.All(char.IsAsciiHexDigitLower);
}
