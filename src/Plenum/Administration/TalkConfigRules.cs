using Plenum.Chat;
using Plenum.Meetings;
using Plenum.Settings;

namespace Plenum.Administration;

/// <summary>What <c>capabilities.spreed.config</c> depends on.</summary>
internal sealed record TalkConfigFacts
{
    public required TalkConfig Config { get; init; }

    public required TalkPreferences Preferences { get; init; }

    public required bool HasAccount { get; init; }

    /// <summary>The account is in one of the groups that may create conversations.</summary>
    public required bool MayCreate { get; init; }

    /// <summary>The account is in one of the groups that may use dial-in.</summary>
    public required bool MayUseSip { get; init; }
}

/// <summary>Settings and preferences as clients read them (platform §6.2). What one chose oneself wins over the administrator's default.</summary>
internal static class TalkConfigRules
{
    private const int DescriptionLength = 2000;
    private const int CurrentFeatureHint = 34;

    public static TalkConfigView Of(TalkConfigFacts facts)
    {
        var config = facts.Config;
        return new TalkConfigView(
            new AttachmentsConfig(Allowed: false, Folder: null, ConversationSubfolders: false),
            Call(facts),
            Chat(facts),
            Conversations(facts),
            new FederationConfig(Enabled: false, IncomingEnabled: false, OutgoingEnabled: false, OnlyTrustedServers: true),
            new PreviewsConfig(config.Integer("max-gif-size") ?? 3_145_728),
            Signaling(config),
            new ExperimentsConfig(config.Integer(facts.HasAccount ? "experiments_users" : "experiments_guests") ?? 0),
            new FeatureHintsConfig(CurrentFeatureHint, config.Integer("feature_hints_hidden") ?? 0),
            new PermissionsConfig((int)Permissions.MaxDefault, (int)Permissions.MaxCustom, config.DefaultPermissions));
    }

    private static CallConfig Call(TalkConfigFacts facts)
    {
        var (config, own) = (facts.Config, facts.Preferences);
        return new CallConfig
        {
            Enabled = config.StartCalls != 3,
            BreakoutRooms = config.BreakoutRoomsEnabled,
            Recording = config.RecordingAvailable,
            RecordingConsent = config.RecordingConsent,
            SipEnabled = config.SipConfigured,
            SipDialOutEnabled = config.SipConfigured && config.SipDialOutEnabled,
            CanEnableSip = config.SipConfigured && facts.MayUseSip,
            StartWithoutMedia = own.StartWithoutMedia ?? config.Flag("calls_start_without_media", fallback: false),
            MaxDuration = config.MaxCallDuration,
            BlurVirtualBackground = own.BlurBackground ?? false,
            EndToEndEncryption = config.EndToEndEncryption,
            LiveTranscriptionTargetLanguageId = own.TranscriptionLanguage ?? "",
            PlaySounds = own.PlaySounds ?? (facts.HasAccount || config.Flag("guests_play_sounds", fallback: true)),
            GridLimit = config.Integer("grid_videos_limit") ?? 19,
            GridLimitEnforced = config.Flag("grid_videos_limit_enforced", fallback: false),
        };
    }

    private static ChatConfig Chat(TalkConfigFacts facts)
    {
        var (config, own) = (facts.Config, facts.Preferences);
        return new ChatConfig
        {
            MaxLength = MessageTextRules.MaxLength,
            ReadPrivacy = own.ReadPrivacy,
            TypingPrivacy = own.TypingPrivacy,
            SummaryThreshold = Math.Max(1, config.Integer("summary_threshold") ?? 100),
            Style = OneOf(own.ChatStyle ?? config.Text("chat_style"), "split", "unified"),
        };
    }

    private static ConversationsConfig Conversations(TalkConfigFacts facts)
    {
        var (config, own) = (facts.Config, facts.Preferences);
        return new ConversationsConfig
        {
            CanCreate = facts.MayCreate,
            ForcePasswords = config.ForcePasswords,
            ListStyle = OneOf(own.ListStyle ?? config.Text("conversations_list_style"), "two-lines", "compact"),
            DescriptionLength = DescriptionLength,
            RetentionEvent = NotNegative(config.Integer("retention_event_rooms") ?? 28),
            RetentionPhone = NotNegative(config.Integer("retention_phone_rooms") ?? 7),
            RetentionInstantMeetings = NotNegative(config.Integer("retention_instant_meetings") ?? 1),
            RetentionClassified = NotNegative(config.Integer("retention_classified_rooms") ?? 3600),
            SortOrder = OneOf(own.SortOrder, "activity", "alphabetical"),
            GroupMode = OneOf(own.GroupMode, "none", "group-first", "private-first"),
        };
    }

    private static SignalingConfig Signaling(TalkConfig config)
    {
        var key = config.Text(config.HelloAlgorithm.PublicKey);
        return new SignalingConfig(
            config.Integer("session-ping-limit") ?? 200,
            config.SignalingMode == SignalingMode.Internal ? "internal" : "external",
            key.Length > 0 ? key : null);
    }

    /// <summary>The first of the words unless the value is another of them.</summary>
    private static string OneOf(string? value, params ReadOnlySpan<string> words) => value is not null && words.Contains(value) ? value : words[0];

    private static int NotNegative(int number) => Math.Max(0, number);
}
