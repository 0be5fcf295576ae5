using Plenum.Calls;
using Plenum.Meetings;
using Plenum.Settings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Calls;

public sealed class CallRulesTests
{
    [Theory]
    [InlineData(7, Permissions.MaxDefault, 7)]
    [InlineData(7, Permissions.Custom, 1)]
    [InlineData(7, Permissions.Custom | Permissions.PublishAudio, 3)]
    [InlineData(7, Permissions.Custom | Permissions.PublishVideo, 5)]
    [InlineData(15, Permissions.Custom, 9)]
    [InlineData(1, Permissions.MaxDefault, 1)]
    [InlineData(0, Permissions.MaxDefault, 0)]
    public void Only_sound_and_picture_need_a_permission(int wanted, object permissions, int joined)
    {
        Assert.Equal((CallFlags)joined, CallRules.Permitted((CallFlags)wanted, (Permissions)permissions));
    }

    [Theory]
    [InlineData(ConversationType.OneToOne, true)]
    [InlineData(ConversationType.Group, true)]
    [InlineData(ConversationType.Public, true)]
    [InlineData(ConversationType.Changelog, false)]
    [InlineData(ConversationType.FormerOneToOne, false)]
    [InlineData(ConversationType.NoteToSelf, false)]
    public void Some_conversations_have_no_calls(object type, bool canHoldCalls)
    {
        Assert.Equal(canHoldCalls, CallRules.CanHoldCalls((ConversationType)type));
    }

    [Theory]
    [InlineData("", 1, false, false)]
    [InlineData("0", 1, false, false)]
    [InlineData("1", 0, false, true)]
    [InlineData("2", 0, false, false)]
    [InlineData("2", 1, false, true)]
    [InlineData("1", 1, true, false)]
    [Case("calls 17", "calls 18")]
    public void Consent_is_asked_by_the_server_or_by_the_conversation(string setting, int ofConversation, bool classified, bool needed)
    {
        var conversation = new Conversation
        {
            Token = "abcd",
            Name = "",
            Type = ConversationType.Group,
            RecordingConsent = ofConversation,
            Attributes = classified ? ConversationAttributes.Classified : ConversationAttributes.None,
        };

        Assert.Equal(needed, CallRules.NeedsRecordingConsent(conversation, WithRecording(setting)));
        Assert.False(CallRules.NeedsRecordingConsent(conversation, new TalkConfig(new Dictionary<string, string> { ["recording_consent"] = setting })));
    }

    private static TalkConfig WithRecording(string consent) => new(new Dictionary<string, string>
    {
        ["signaling_servers"] = """{"servers":[{"server":"https://hpb.example","verify":true}],"secret":"s"}""",
        ["recording_servers"] = """{"servers":[{"server":"https://rec.example","verify":true}],"secret":"s"}""",
        ["recording_consent"] = consent,
    });
}
