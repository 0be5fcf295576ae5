using System.Text.Encodings.Web;
using System.Text.Json;

namespace Plenum.Meetings;

/// <summary>
/// The two sides of a one-to-one. Their ids, sorted, are the name of the conversation and, since a pair has only one,
/// its unique key; both name both people even while one of them is not in.
/// </summary>
internal static class OneToOnePair
{
    /// <summary>Ids stay as they are, so that they can be searched for and fit the column.</summary>
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string NameOf(string oneId, string otherId)
    {
        string[] pair = [oneId, otherId];
        Array.Sort(pair, StringComparer.Ordinal);
        return JsonSerializer.Serialize(pair, Plain);
    }

    /// <summary>What the name of every conversation of this account contains.</summary>
    public static string Mention(string id) => JsonSerializer.Serialize(id, Plain);
}

/// <summary>What at most one conversation may be for (<see cref="Conversation.UniqueKey"/>).</summary>
internal static class UniqueKeys
{
    public static string OfPair(string name) => $"1:{name}";

    public static string OfNoteToSelf(string accountId) => $"6:{accountId}";
}
