using System.Text.Json.Serialization;
using Plenum.Ocs;

namespace Plenum.Chat;

/// <summary>A message as clients see it (chat §1).</summary>
internal sealed record MessageView
{
    public required long Id { get; init; }

    public required string Token { get; init; }

    public required string ActorType { get; init; }

    public required string ActorId { get; init; }

    public required string ActorDisplayName { get; init; }

    /// <summary>Unix seconds.</summary>
    public required long Timestamp { get; init; }

    /// <summary>Text with <c>{placeholder}</c>s.</summary>
    public required string Message { get; init; }

    [JsonConverter(typeof(PhpMapConverter<IReadOnlyDictionary<string, string>>))]
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> MessageParameters { get; init; }

    /// <summary>Talk's key; empty for what people wrote.</summary>
    public required string SystemMessage { get; init; }

    public required string MessageType { get; init; }

    public required bool IsReplyable { get; init; }

    public required string ReferenceId { get; init; }

    public IReadOnlyDictionary<string, int> Reactions { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Unix seconds; 0 stays forever.</summary>
    public required long ExpirationTimestamp { get; init; }

    public required bool Markdown { get; init; }

    public required long ThreadId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public object? Parent { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? LastEditActorType { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? LastEditActorId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? LastEditActorDisplayName { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? LastEditTimestamp { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Deleted { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Silent { get; init; }
}

/// <summary>What is left of a parent that is purged, expired or not visible.</summary>
internal sealed record GoneMessage(long Id, bool Deleted = true);
