using System.Text.Json.Serialization;

namespace Plenum.ExternalSignaling;

/// <summary>A session in a list of the call (calls §D.4, item E). The server puts its own id in place of <c>sessionId</c>.</summary>
internal sealed record CallItem(
    int InCall,
    long LastPing,
    string SessionId,
    string NextcloudSessionId,
    int ParticipantType,
    int ParticipantPermissions,
    string ActorType,
    string ActorId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? UserId);

/// <summary>A session, or somebody without one, in a list of participants (calls §D.4, item P).</summary>
internal sealed record PersonItem(
    int InCall,
    long LastPing,
    string SessionId,
    int ParticipantType,
    int ParticipantPermissions,
    string DisplayName,
    string ActorType,
    string ActorId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? UserId)
{
    /// <summary>Instead of the id of a session.</summary>
    public const string Offline = "0";

    /// <summary>What the server lets the session do; only among those that changed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Permissions { get; init; }
}
