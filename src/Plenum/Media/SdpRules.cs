namespace Plenum.Media;

/// <summary>What is in a session description (calls §C, §E.11).</summary>
[Flags]
internal enum SentMedia
{
    None = 0,
    Audio = 1,
    Video = 2,
}

/// <summary>Reads session descriptions (RFC 8866) as far as permissions and engines need it.</summary>
internal static class SdpRules
{
    /// <summary>The direction of a media section counts, without one that of the whole description, without one either it sends and receives.</summary>
    public static SentMedia Sent(string sdp)
    {
        var (sent, media, ofSession, ofMedia) = (SentMedia.None, SentMedia.None, true, (bool?)null);
        var isInMedia = false;
        foreach (var line in sdp.AsSpan().EnumerateLines())
        {
            if (line.StartsWith("m="))
            {
                if (ofMedia ?? ofSession) sent |= media;
                (media, ofMedia, isInMedia) = (KindOf(line[2..]), null, true);
            }
            else if (Sends(line) is { } sends)
            {
                if (isInMedia) ofMedia = sends;
                else ofSession = sends;
            }
        }

        return (ofMedia ?? ofSession) ? sent | media : sent;
    }

    /// <summary>What it has sections for, whatever their direction.</summary>
    public static SentMedia Described(string sdp)
    {
        var described = SentMedia.None;
        foreach (var line in sdp.AsSpan().EnumerateLines())
        {
            if (line.StartsWith("m=")) described |= KindOf(line[2..]);
        }

        return described;
    }

    /// <summary>What stays the same in all descriptions of one peer connection: the id in the origin.</summary>
    /// <returns>Empty when there is none.</returns>
    public static string OriginOf(string sdp)
    {
        foreach (var line in sdp.AsSpan().EnumerateLines())
        {
            if (line.StartsWith("o=")) return line.ToString().Split(' ') is [_, var id, ..] ? id : "";
        }

        return "";
    }

    private static SentMedia KindOf(ReadOnlySpan<char> media) =>
        media.StartsWith("audio ") ? SentMedia.Audio : media.StartsWith("video ") ? SentMedia.Video : SentMedia.None;

    /// <returns>null for a line that is about something else.</returns>
    private static bool? Sends(ReadOnlySpan<char> line) => line switch
    {
        "a=sendrecv" or "a=sendonly" => true,
        "a=recvonly" or "a=inactive" => false,
        _ => null,
    };
}
