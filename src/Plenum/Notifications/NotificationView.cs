using System.Text.Json.Serialization;
using Plenum.Ocs;
using RichObject = System.Collections.Generic.IReadOnlyDictionary<string, string>;

namespace Plenum.Notifications;

/// <summary>A notification as clients read it (platform §13.1).</summary>
internal sealed record NotificationView
{
    [JsonPropertyName("notification_id")]
    public required long NotificationId { get; init; }

    /// <summary>Always <c>spreed</c>.</summary>
    public required string App { get; init; }

    /// <summary>Whose it is.</summary>
    public required string User { get; init; }

    /// <summary>ISO 8601 with seconds, in UTC.</summary>
    public required string Datetime { get; init; }

    /// <summary><c>room</c>, <c>call</c> or <c>chat</c>.</summary>
    [JsonPropertyName("object_type")]
    public required string ObjectType { get; init; }

    /// <summary>The token of the conversation; in chats with <c>/</c> and the id of the message.</summary>
    [JsonPropertyName("object_id")]
    public required string ObjectId { get; init; }

    /// <summary>The subject with names in the place of placeholders.</summary>
    public required string Subject { get; init; }

    public required string SubjectRich { get; init; }

    [JsonConverter(typeof(PhpMapConverter<RichObject>))]
    public required IReadOnlyDictionary<string, RichObject> SubjectRichParameters { get; init; }

    /// <summary>What was written; empty where nothing was, or where it is not to be shown.</summary>
    public required string Message { get; init; }

    public required string MessageRich { get; init; }

    [JsonConverter(typeof(PhpMapConverter<RichObject>))]
    public required IReadOnlyDictionary<string, RichObject> MessageRichParameters { get; init; }

    public required string Link { get; init; }

    public required string Icon { get; init; }

    public required IReadOnlyList<NotificationAction> Actions { get; init; }

    public required bool ShouldNotify { get; init; }
}

/// <param name="Label">What stands on the button.</param>
/// <param name="Link">Where it leads.</param>
/// <param name="Type">Always <c>WEB</c>: a page.</param>
/// <param name="Primary">What most people want.</param>
internal sealed record NotificationAction(string Label, string Link, string Type, bool Primary);
