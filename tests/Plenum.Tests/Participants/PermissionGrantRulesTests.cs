using Plenum.Common;
using Plenum.Meetings;
using Plenum.Participants;

namespace Plenum.Tests.Participants;

public sealed class PermissionGrantRulesTests
{
    /// <summary>Stored by the attendee, by the conversation → what is stored after the grant.</summary>
    [Theory]
    [InlineData(0, 0, "set", 0, 0)]
    [InlineData(33, 0, "set", 0, 0)]
    [InlineData(0, 0, "set", 32, 33)]
    [InlineData(0, 0, "set", 1, 1)]
    [InlineData(0, 0, "add", 8, 511)]
    [InlineData(0, 17, "add", 32, 49)]
    [InlineData(33, 17, "add", 128, 161)]
    [InlineData(0, 0, "remove", 2, 501)]
    [InlineData(0, 0, "remove", 511, 1)]
    [InlineData(0, 17, "remove", 16, 1)]
    [InlineData(33, 0, "add", 0, 33)]
    public void Grants(int own, int ofConversation, string method, int permissions, int stored)
    {
        var decision = Decide(Person(own), method, permissions, ofConversation: ofConversation);

        Assert.Equal(stored, (int)decision.Value);
    }

    [Theory]
    [InlineData("set", 389, null)]
    [InlineData("set", 0, null)]
    [InlineData("add", 0, null)]
    [InlineData("set", 388, "forced")]
    [InlineData("add", 389, "forced")]
    [InlineData("remove", 2, "forced")]
    public void Forced(string method, int permissions, string? refused)
    {
        var decision = Decide(Person(), method, permissions, forced: 389);

        Assert.Equal(refused is null, decision.Succeeded);
    }

    [Fact]
    public void The_first_reason_answers()
    {
        Assert.Equal("room-type", Decide(Person(type: ParticipantType.Owner), "toggle", 2, conversationType: ConversationType.OneToOne).Refusal?.Error);
        Assert.Equal("moderator", Decide(Person(type: ParticipantType.GuestModerator), "toggle", 2).Refusal?.Error);
        Assert.Equal("type", Decide(Person(actorType: ActorTypes.Groups), "toggle", 2).Refusal?.Error);
        Assert.Equal("method", Decide(Person(), "toggle", 2).Refusal?.Error);
    }

    private static Result<Permissions> Decide(
        Attendee target, string method, int permissions, int? forced = null, int ofConversation = 0, ConversationType conversationType = ConversationType.Group)
    {
        var conversation = new Conversation { Token = "abcd2345", Type = conversationType, Name = "room", DefaultPermissions = (Permissions)ofConversation };
        return PermissionGrantRules.Decide(conversation, target, new PermissionGrant(method, permissions), forced, serverDefault: 502);
    }

    private static Attendee Person(int own = 0, ParticipantType type = ParticipantType.User, string actorType = ActorTypes.Users) =>
        new() { ConversationId = 1, ActorType = actorType, ActorId = "bob", ParticipantType = type, Permissions = (Permissions)own };
}
