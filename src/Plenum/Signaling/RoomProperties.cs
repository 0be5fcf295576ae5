using System.Globalization;
using System.Text.Json.Serialization;
using Plenum.Meetings;

namespace Plenum.Signaling;

/// <summary>What a signaling server tells everybody in a room about it, in the order of webinars §3.10.</summary>
internal sealed record RoomProperties
{
    /// <summary>Instead of a name that is not everybody's business.</summary>
    private const string PrivateName = "Private conversation";

    public required string Name { get; init; }

    public required int Type { get; init; }

    [JsonPropertyName("lobby-state")]
    public required int LobbyState { get; init; }

    [JsonPropertyName("lobby-timer")]
    public required PhpDate? LobbyTimer { get; init; }

    [JsonPropertyName("read-only")]
    public required int ReadOnly { get; init; }

    public required int Listable { get; init; }

    [JsonPropertyName("active-since")]
    public required PhpDate? ActiveSince { get; init; }

    [JsonPropertyName("sip-enabled")]
    public required int SipEnabled { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Description { get; init; }

    [JsonPropertyName("participant-list"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ParticipantList { get; init; }

    /// <summary>The settings, for whoever may know of the call or not.</summary>
    public static RoomProperties Of(Conversation conversation, bool hidesCall) => Of(conversation, PublicName(conversation), hidesCall) with { Description = conversation.Description };

    /// <summary>For everybody in a room of a separate server: settings changed.</summary>
    public static RoomProperties Settings(Conversation conversation) => Of(conversation, HidesCall(conversation));

    /// <summary>For everybody in a room of a separate server: people came or went.</summary>
    public static RoomProperties People(Conversation conversation) => Of(conversation, PublicName(conversation), HidesCall(conversation)) with { ParticipantList = "refresh" };

    /// <summary>For somebody who joins at a separate server. It keeps what the first one gets for all of them, so a one-to-one, which everybody calls differently, has no name.</summary>
    public static RoomProperties Joined(Conversation conversation) =>
        Of(conversation, conversation.Type is ConversationType.Group or ConversationType.Public ? conversation.Name : PrivateName, HidesCall(conversation)) with { Description = conversation.Description };

    /// <summary>There whoever waits in the lobby gets the same properties as everybody else: while there is one, nobody learns of a call from them.</summary>
    private static bool HidesCall(Conversation conversation) => conversation.LobbyState != Meetings.LobbyState.None;

    private static RoomProperties Of(Conversation conversation, string name, bool hidesCall) => new()
    {
        Name = name,
        Type = (int)conversation.Type,
        LobbyState = (int)conversation.LobbyState,
        LobbyTimer = PhpDate.Of(conversation.LobbyTimer),
        ReadOnly = conversation.ReadOnly ? 1 : 0,
        Listable = (int)conversation.Listable,
        ActiveSince = hidesCall ? null : PhpDate.Of(conversation.ActiveSince),
        SipEnabled = (int)conversation.SipEnabled,
    };

    private static string PublicName(Conversation conversation) => conversation.Type == ConversationType.Public ? conversation.Name : PrivateName;
}

/// <summary>An instant as PHP writes one down.</summary>
internal sealed record PhpDate(string Date, [property: JsonPropertyName("timezone_type")] int TimezoneType, string Timezone)
{
    public static PhpDate? Of(DateTimeOffset? instant) =>
        instant is { } at ? new PhpDate(at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture), 3, "UTC") : null;
}
