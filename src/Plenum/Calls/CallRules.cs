using Plenum.Meetings;
using Plenum.Settings;

namespace Plenum.Calls;

/// <summary>What a call accepts (calls §A.2).</summary>
internal static class CallRules
{
    /// <summary>What somebody joins with who does not say: in the call, with sound and picture.</summary>
    public const CallFlags Everything = CallFlags.InCall | CallFlags.WithAudio | CallFlags.WithVideo;

    public const int MaxFlags = 15;

    public static bool CanHoldCalls(ConversationType type) =>
        type is not (ConversationType.Changelog or ConversationType.NoteToSelf or ConversationType.FormerOneToOne);

    /// <summary>The flags without what the permissions do not let through; being in the call and the telephone stay.</summary>
    public static CallFlags Permitted(CallFlags wanted, Permissions effective)
    {
        if ((effective & Permissions.PublishAudio) == 0) wanted &= ~CallFlags.WithAudio;
        if ((effective & Permissions.PublishVideo) == 0) wanted &= ~CallFlags.WithVideo;
        return wanted;
    }

    /// <summary>Whoever joins has to agree to being recorded: where recording is set up, by the server or by the conversation.</summary>
    public static bool NeedsRecordingConsent(Conversation conversation, TalkConfig config) =>
        config.RecordingAvailable
        && !conversation.Has(ConversationAttributes.Classified)
        && (config.RecordingConsent == 1 || (config.RecordingConsent == 2 && conversation.RecordingConsent == 1));
}
