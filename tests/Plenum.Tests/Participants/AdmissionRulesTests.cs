using Plenum.Common;
using Plenum.Meetings;
using Plenum.Participants;
using Plenum.Settings;

namespace Plenum.Tests.Participants;

public sealed class AdmissionRulesTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddHours(1);

    /// <summary>Stored by the attendee, by the conversation, by the server → what is stored afterwards.</summary>
    [Theory]
    [InlineData(0, 0, 502, 511)]
    [InlineData(0, 389, 502, 397)]
    [InlineData(389, 0, 502, 397)]
    [InlineData(1, 389, 502, 9)]
    [InlineData(9, 389, 502, 9)]
    [InlineData(0, 0, 246, 255)]
    public void Only_the_lobby_is_added(int own, int ofConversation, int ofServer, int stored)
    {
        var conversation = Webinar();
        conversation.DefaultPermissions = (Permissions)ofConversation;

        Assert.Equal(stored, (int)AdmissionRules.Admitted(conversation, Person(permissions: (Permissions)own), ofServer));
    }

    [Fact]
    public void What_a_channel_takes_away_for_everybody_is_not_taken_from_one_for_good()
    {
        var conversation = Webinar();
        conversation.Attributes = ConversationAttributes.Channel;

        Assert.Equal(511, (int)AdmissionRules.Admitted(conversation, Person(), 502));
    }

    [Theory]
    [InlineData(ActorTypes.Users, 3, 0, null, true)]
    [InlineData(ActorTypes.Guests, 4, 0, null, true)]
    [InlineData(ActorTypes.Guests, 4, 389, null, true)]
    [InlineData(ActorTypes.Guests, 4, 9, null, false)]
    [InlineData(ActorTypes.Guests, 6, 0, null, false)]
    [InlineData(ActorTypes.Groups, 3, 0, null, false)]
    [InlineData(ActorTypes.Guests, 4, 0, 0, true)]
    [InlineData(ActorTypes.Guests, 4, 0, -1, false)]
    public void Who_waits(string actorType, int type, int permissions, int? opensIn, bool waits)
    {
        var conversation = Webinar();
        conversation.LobbyTimer = opensIn is { } seconds ? Now.AddSeconds(seconds) : null;

        Assert.Equal(waits, AdmissionRules.Waits(conversation, Person(actorType, (ParticipantType)type, (Permissions)permissions), 502, Now));
    }

    [Theory]
    [InlineData("", null, null)]
    [InlineData("", "389", "forced")]
    [InlineData(ObjectTypes.BreakoutRoom, null, "breakout-room")]
    [InlineData(ObjectTypes.BreakoutRoom, "389", "breakout-room")]
    public void What_stands_in_the_way(string objectType, string? forced, string? error)
    {
        var conversation = Webinar();
        conversation.ObjectType = objectType;
        var config = new TalkConfig(forced is null ? [] : new Dictionary<string, string>(StringComparer.Ordinal) { ["force_permissions"] = forced });

        var refusal = AdmissionRules.Check(conversation, config);

        Assert.Equal(error is null, refusal is null);
        if (error == "breakout-room") Assert.Equal((RefusalKind.Invalid, error), (refusal!.Kind, refusal.Error));
        if (error == "forced") Assert.Equal(PermissionGrantRules.ForcedTo(389).Body, refusal!.Body);
    }

    private static Conversation Webinar() => new() { Token = "webinar1", Type = ConversationType.Public, Name = "webinar", LobbyState = LobbyState.NonModerators };

    private static Attendee Person(string actorType = ActorTypes.Guests, ParticipantType type = ParticipantType.Guest, Permissions permissions = Permissions.Inherit) =>
        new() { ConversationId = 1, ActorType = actorType, ActorId = "gil", ParticipantType = type, Permissions = permissions };
}
