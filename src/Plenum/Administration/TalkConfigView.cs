using System.Reflection;
using System.Text.Json.Serialization;

namespace Plenum.Administration;

/// <summary>
/// <c>capabilities.spreed.config</c> (platform §6.2): groups of values, never deeper. <see cref="LocalAttribute"/>
/// marks what speaks of the own server even inside a conversation of another one.
/// </summary>
internal sealed record TalkConfigView(
    [property: JsonPropertyName("attachments")] AttachmentsConfig Attachments,
    [property: JsonPropertyName("call")] CallConfig Call,
    [property: JsonPropertyName("chat")] ChatConfig Chat,
    [property: JsonPropertyName("conversations")] ConversationsConfig Conversations,
    [property: JsonPropertyName("federation")] FederationConfig Federation,
    [property: JsonPropertyName("previews")] PreviewsConfig Previews,
    [property: JsonPropertyName("signaling")] SignalingConfig Signaling,
    [property: JsonPropertyName("experiments")] ExperimentsConfig Experiments,
    [property: JsonPropertyName("feature-hints")] FeatureHintsConfig FeatureHints,
    [property: JsonPropertyName("permissions")] PermissionsConfig Permissions)
{
    /// <summary>Group to its local keys.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> LocalKeys = typeof(TalkConfigView).GetProperties()
        .Where(group => group.GetCustomAttribute<JsonPropertyNameAttribute>() is not null)
        .ToDictionary(NameOf, group => LocalKeysOf(group.PropertyType), StringComparer.Ordinal);

    private static string[] LocalKeysOf(Type group) =>
        [.. group.GetProperties().Where(key => key.IsDefined(typeof(LocalAttribute))).Select(NameOf)];

    private static string NameOf(PropertyInfo property) => property.GetCustomAttribute<JsonPropertyNameAttribute>()!.Name;
}

/// <summary>A value that clients always take from their own server.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class LocalAttribute : Attribute;

internal sealed record AttachmentsConfig(
    [property: Local, JsonPropertyName("allowed")] bool Allowed,
    [property: Local, JsonPropertyName("folder"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Folder,
    [property: Local, JsonPropertyName("conversation-subfolders")] bool ConversationSubfolders);

internal sealed record CallConfig
{
    [JsonPropertyName("enabled")]
    public required bool Enabled { get; init; }

    [JsonPropertyName("breakout-rooms")]
    public required bool BreakoutRooms { get; init; }

    [JsonPropertyName("recording")]
    public required bool Recording { get; init; }

    /// <summary>0 off, 1 always required, 2 decided per conversation.</summary>
    [JsonPropertyName("recording-consent")]
    public required int RecordingConsent { get; init; }

    [JsonPropertyName("supported-reactions")]
    public string[] SupportedReactions { get; init; } = ["❤️", "🎉", "👏", "👋", "👍", "👎", "🔥", "😂", "🤩", "🤔", "😲", "😥"];

    [Local, JsonPropertyName("predefined-backgrounds")]
    public string[] PredefinedBackgrounds { get; init; } =
        ["1_office.jpg", "2_home.jpg", "3_abstract.jpg", "4_beach.jpg", "5_park.jpg", "6_theater.jpg", "7_library.jpg", "8_space_station.jpg"];

    /// <summary>Paths of pictures that this server delivers.</summary>
    [Local, JsonPropertyName("predefined-backgrounds-v2")]
    public string[] PredefinedBackgroundPaths { get; init; } = [];

    [Local, JsonPropertyName("can-upload-background")]
    public bool CanUploadBackground { get; init; }

    [JsonPropertyName("sip-enabled")]
    public required bool SipEnabled { get; init; }

    [JsonPropertyName("sip-dialout-enabled")]
    public required bool SipDialOutEnabled { get; init; }

    [JsonPropertyName("can-enable-sip")]
    public required bool CanEnableSip { get; init; }

    [JsonPropertyName("default-phone-region")]
    public string DefaultPhoneRegion { get; init; } = "";

    [Local, JsonPropertyName("start-without-media")]
    public required bool StartWithoutMedia { get; init; }

    /// <summary>Seconds; 0 is without limit.</summary>
    [JsonPropertyName("max-duration")]
    public required int MaxDuration { get; init; }

    [Local, JsonPropertyName("blur-virtual-background")]
    public required bool BlurVirtualBackground { get; init; }

    [JsonPropertyName("end-to-end-encryption")]
    public required bool EndToEndEncryption { get; init; }

    [JsonPropertyName("live-transcription")]
    public bool LiveTranscription { get; init; }

    [JsonPropertyName("live-translation")]
    public bool LiveTranslation { get; init; }

    [Local, JsonPropertyName("live-transcription-target-language-id")]
    public required string LiveTranscriptionTargetLanguageId { get; init; }

    [Local, JsonPropertyName("play-sounds")]
    public required bool PlaySounds { get; init; }

    [Local, JsonPropertyName("grid-limit")]
    public required int GridLimit { get; init; }

    [Local, JsonPropertyName("grid-limit-enforced")]
    public required bool GridLimitEnforced { get; init; }

    [Local, JsonPropertyName("external-call-service"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ExternalCallService { get; init; }
}

internal sealed record ChatConfig
{
    /// <summary>UTF-16 code units of a message.</summary>
    [JsonPropertyName("max-length")]
    public required int MaxLength { get; init; }

    [Local, JsonPropertyName("read-privacy")]
    public required int ReadPrivacy { get; init; }

    [Local, JsonPropertyName("has-translation-providers")]
    public bool HasTranslationProviders { get; init; }

    [Local, JsonPropertyName("has-translation-task-providers")]
    public bool HasTranslationTaskProviders { get; init; }

    [Local, JsonPropertyName("typing-privacy")]
    public required int TypingPrivacy { get; init; }

    [Local, JsonPropertyName("summary-threshold")]
    public required int SummaryThreshold { get; init; }

    [Local, JsonPropertyName("style")]
    public required string Style { get; init; }

    [Local, JsonPropertyName("matterbridge-enabled")]
    public bool MatterbridgeEnabled { get; init; }
}

internal sealed record ConversationsConfig
{
    [Local, JsonPropertyName("can-create")]
    public required bool CanCreate { get; init; }

    [JsonPropertyName("force-passwords")]
    public required bool ForcePasswords { get; init; }

    [Local, JsonPropertyName("list-style")]
    public required string ListStyle { get; init; }

    [Local, JsonPropertyName("description-length")]
    public required int DescriptionLength { get; init; }

    /// <summary>Days; 0 is for ever.</summary>
    [JsonPropertyName("retention-event")]
    public required int RetentionEvent { get; init; }

    [JsonPropertyName("retention-phone")]
    public required int RetentionPhone { get; init; }

    [JsonPropertyName("retention-instant-meetings")]
    public required int RetentionInstantMeetings { get; init; }

    /// <summary>Seconds after the call.</summary>
    [JsonPropertyName("retention-classified")]
    public required int RetentionClassified { get; init; }

    [Local, JsonPropertyName("sort-order")]
    public required string SortOrder { get; init; }

    [Local, JsonPropertyName("group-mode")]
    public required string GroupMode { get; init; }
}

internal sealed record FederationConfig(
    [property: Local, JsonPropertyName("enabled")] bool Enabled,
    [property: Local, JsonPropertyName("incoming-enabled")] bool IncomingEnabled,
    [property: Local, JsonPropertyName("outgoing-enabled")] bool OutgoingEnabled,
    [property: Local, JsonPropertyName("only-trusted-servers")] bool OnlyTrustedServers);

internal sealed record PreviewsConfig([property: Local, JsonPropertyName("max-gif-size")] int MaxGifSize);

internal sealed record SignalingConfig(
    [property: Local, JsonPropertyName("session-ping-limit")] int SessionPingLimit,
    [property: Local, JsonPropertyName("mode")] string Mode,
    [property: Local, JsonPropertyName("hello-v2-token-key"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? HelloV2TokenKey);

internal sealed record ExperimentsConfig([property: Local, JsonPropertyName("enabled")] int Enabled);

internal sealed record FeatureHintsConfig(
    [property: Local, JsonPropertyName("current")] int Current,
    [property: Local, JsonPropertyName("hidden")] int Hidden);

internal sealed record PermissionsConfig(
    [property: JsonPropertyName("max-default")] int MaxDefault,
    [property: JsonPropertyName("max-custom")] int MaxCustom,
    [property: JsonPropertyName("default")] int Default);
