using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Tests.Conversations;

/// <summary>What the tables of rules are written with.</summary>
internal static class RuleTables
{
    public const string Changes = "changes";

    public const string Stays = "stays";

    /// <summary>A conversation of this kind, called "room".</summary>
    public static Conversation Of(int type, string objectType = "", int attributes = 0) => new()
    {
        Token = "abcdef",
        Type = (ConversationType)type,
        Name = "room",
        ObjectType = objectType,
        Attributes = (ConversationAttributes)attributes,
    };

    /// <summary>Whether something changes, or the word that stands in its way.</summary>
    public static string Word(Result<bool> result) => result.Succeeded ? result.Value ? Changes : Stays : WordOf(result.Refusal)!;

    public static string? WordOf(Refusal? refusal) => refusal?.Error ?? (refusal?.Body as ForcedValue)?.Error;
}
