namespace Plenum.Ocs;

internal enum OcsFormat
{
    Xml,
    Json,
}

/// <summary>Which of the two formats an answer takes (platform §1.3): the parameter, else the first match in Accept, else XML.</summary>
internal static class OcsFormatNegotiation
{
    /// <returns>null when the parameter names a format that does not exist.</returns>
    public static OcsFormat? Choose(string? parameter, string? accept) => parameter switch
    {
        "json" => OcsFormat.Json,
        "xml" => OcsFormat.Xml,
        null or "" => FromAccept(accept),
        _ => null,
    };

    private static OcsFormat FromAccept(string? accept)
    {
        foreach (var entry in (accept ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            var type = entry.Split(';', 2)[0].Trim();
            if (type is "application/json" or "json") return OcsFormat.Json;
            if (type is "application/xml" or "xml") return OcsFormat.Xml;
        }

        return OcsFormat.Xml;
    }
}
