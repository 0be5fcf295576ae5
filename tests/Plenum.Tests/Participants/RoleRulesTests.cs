using Plenum.Common;
using Plenum.Meetings;
using Plenum.Participants;
using static Plenum.Meetings.ParticipantType;

namespace Plenum.Tests.Participants;

public sealed class RoleRulesTests
{
    [Theory]
    [InlineData(1, null, null, null, null, 2, 3)]
    [InlineData(2, null, 1, null, 3, null, 3)]
    [InlineData(3, 2, 1, 2, null, null, null)]
    [InlineData(5, 2, 1, 2, null, null, null)]
    [InlineData(4, 6, null, 6, null, null, null)]
    [InlineData(6, null, null, null, 4, null, 4)]
    public void Each_role_has_its_steps(int from, int? promote0, int? promote1, int? promote2, int? demote0, int? demote2, int? demote3)
    {
        int? Step(bool promote, int requested) => (int?)RoleRules.Step((ParticipantType)from, promote, requested);

        Assert.Equal([promote0, promote1, promote2], [Step(true, 0), Step(true, 1), Step(true, 2)]);
        Assert.Equal([demote0, demote2, demote3], [Step(false, 0), Step(false, 2), Step(false, 3)]);
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(true, 6)]
    [InlineData(true, -1)]
    [InlineData(false, 1)]
    [InlineData(false, 4)]
    public void A_direction_knows_only_its_own_roles(bool promote, int requested)
    {
        var decision = RoleRules.Decide(Change(Owner, User) with { Promote = promote, Requested = requested });

        Assert.Equal("participant-type", decision.Refusal?.Error);
    }

    [Theory]
    [InlineData(ActorTypes.Groups)]
    [InlineData(ActorTypes.Phones)]
    public void Groups_and_telephones_have_no_roles(string actorType)
    {
        var decision = RoleRules.Decide(Change(Owner, User, actorType) with { Promote = true, Requested = 7 });

        Assert.Equal("actor-type", decision.Refusal?.Error);
    }

    [Theory]
    [InlineData("", 2, true)]
    [InlineData("", 3, true)]
    [InlineData("classified", 2, true)]
    [InlineData("extended_conversation", 2, true)]
    [InlineData("instant_meeting", 3, true)]
    [InlineData("event", 2, false)]
    [InlineData("phone", 2, false)]
    [InlineData("", 6, false)]
    public void Only_lasting_conversations_change_owners(string objectType, int type, bool allowed)
    {
        var change = Change(Owner, User) with { Promote = true, Requested = 1 };
        (change.Conversation.ObjectType, change.Conversation.Type) = (objectType, (ConversationType)type);

        Assert.Equal(allowed ? null : "room-type", RoleRules.Decide(change).Refusal?.Error);
    }

    [Fact]
    public void Roles_in_a_breakout_room_come_from_its_parent()
    {
        var change = Change(Moderator, User) with { Promote = true };
        change.Conversation.ObjectType = ObjectTypes.BreakoutRoom;

        Assert.Equal("room-type", RoleRules.Decide(change).Refusal?.Error);
    }

    [Theory]
    [InlineData(1, 2, null)]
    [InlineData(1, 3, "self")]
    [InlineData(1, 0, "self")]
    [InlineData(2, 3, "self")]
    [InlineData(6, 0, "self")]
    public void Of_oneself_one_makes_nothing_less_except_an_owner_a_moderator(int self, int requested, string? refused)
    {
        var change = Change((ParticipantType)self, (ParticipantType)self) with { Promote = false, Requested = requested };

        Assert.Equal(refused, RoleRules.Decide(change with { Target = change.Caller }).Refusal?.Error);
    }

    [Theory]
    [InlineData(1, "last-moderator")]
    [InlineData(2, null)]
    public void Somebody_with_an_account_keeps_moderating(int moderators, string? refused)
    {
        var decision = RoleRules.Decide(Change(GuestModerator, Moderator) with { Promote = false, AccountModerators = moderators });

        Assert.Equal(refused, decision.Refusal?.Error);
    }

    private static RoleChange Change(ParticipantType caller, ParticipantType target, string targetType = ActorTypes.Users) => new()
    {
        Conversation = new Conversation { Token = "abcd2345", Type = ConversationType.Group, Name = "room" },
        Caller = Person(1, caller, ActorTypes.Users),
        Target = Person(2, target, targetType),
        Promote = true,
        Requested = RoleRules.OneStep,
        AccountModerators = 2,
    };

    private static Attendee Person(long id, ParticipantType type, string actorType) =>
        new() { Id = id, ConversationId = 1, ActorType = actorType, ActorId = $"person{id}", ParticipantType = type };
}
