using System.Text.Json;
using Plenum.Meetings;

namespace Plenum.Chat;

/// <summary>A one-to-one keeps the ids of its two sides as its name.</summary>
internal static class OneToOneRules
{
    /// <summary>Both sides; nobody in any other conversation.</summary>
    public static string[] SidesOf(Conversation conversation) =>
        conversation.Type == ConversationType.OneToOne ? JsonSerializer.Deserialize<string[]>(conversation.Name)! : [];

    /// <summary>The side opposite of <paramref name="userId"/>.</summary>
    public static string? PeerOf(Conversation conversation, string userId) =>
        SidesOf(conversation) is [_, _] sides && sides.Contains(userId) ? sides.First(side => side != userId) : null;
}
