namespace Plenum.Ocs;

/// <summary>Takes a form key apart: <c>a[b][]</c> is <c>a</c>, <c>b</c> and an entry without a name.</summary>
internal static class FormKey
{
    private const int MaxParts = 8;

    public static string[] Split(string key)
    {
        var open = key.IndexOf('[', StringComparison.Ordinal);
        if (open <= 0 || !key.EndsWith(']')) return [key];

        var parts = key[(open + 1)..^1].Split("][");
        return parts.Length >= MaxParts ? [key] : [key[..open], .. parts];
    }
}
