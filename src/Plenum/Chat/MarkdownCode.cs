namespace Plenum.Chat;

/// <summary>Recognises code in Markdown as far as mentions need it: inside code nobody is mentioned.</summary>
internal static class MarkdownCode
{
    private const int FenceLength = 3;

    /// <returns>The position behind the code that begins at <paramref name="position"/>; the same position when none does.</returns>
    public static int SkipAt(string text, int position)
    {
        if (IsLineStart(text, position) && Run(text, position) is { Length: >= FenceLength } fence && OpensFence(text, position, fence))
        {
            return FenceEnd(text, position + fence.Length, fence);
        }

        return text[position] == '`' ? InlineEnd(text, position) : position;
    }

    /// <summary>Code between back-ticks ends at the next run of the same length; back-ticks without a counterpart are text.</summary>
    private static int InlineEnd(string text, int position)
    {
        var length = Run(text, position).Length;
        var next = position + length;
        while ((next = text.IndexOf('`', next)) >= 0)
        {
            var closing = Run(text, next).Length;
            next += closing;
            if (closing == length) return next;
        }

        return position + length;
    }

    /// <summary>A fence of back-ticks has no back-tick in the rest of its line: that would be code within the line.</summary>
    private static bool OpensFence(string text, int position, string fence)
    {
        if (fence[0] == '~') return true;

        var lineEnd = text.IndexOf('\n', position);
        var line = lineEnd < 0 ? text[position..] : text[position..lineEnd];
        return !line[fence.Length..].Contains('`', StringComparison.Ordinal);
    }

    /// <summary>A fence ends with a line of at least as many of its characters, or with the text.</summary>
    private static int FenceEnd(string text, int position, string fence)
    {
        var lineEnd = text.IndexOf('\n', position);
        while (lineEnd >= 0)
        {
            var start = lineEnd + 1;
            lineEnd = text.IndexOf('\n', start);
            var line = (lineEnd < 0 ? text[start..] : text[start..lineEnd]).Trim();
            if (line.Length >= fence.Length && line.All(character => character == fence[0])) return lineEnd < 0 ? text.Length : lineEnd;
        }

        return text.Length;
    }

    private static bool IsLineStart(string text, int position) => position == 0 || text[position - 1] == '\n';

    private static string Run(string text, int position)
    {
        if (position >= text.Length || text[position] is not ('`' or '~')) return "";

        var end = position;
        while (end < text.Length && text[end] == text[position]) end++;
        return text[position..end];
    }
}
