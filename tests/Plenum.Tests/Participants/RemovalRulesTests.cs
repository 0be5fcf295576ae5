using Plenum.Common;
using Plenum.Meetings;
using Plenum.Participants;

namespace Plenum.Tests.Participants;

public sealed class RemovalRulesTests
{
    /// <summary>Conversation type, attributes, participant type, persons, account moderators → departure, or the reason against it.</summary>
    [Theory]
    [InlineData(2, 0, 1, 2, 1, "last-moderator")]
    [InlineData(2, 0, 2, 2, 1, "last-moderator")]
    [InlineData(2, 0, 1, 2, 2, "LeavesTheOthers")]
    [InlineData(2, 0, 3, 2, 1, "LeavesTheOthers")]
    [InlineData(2, 0, 1, 1, 1, "EndsTheConversation")]
    [InlineData(3, 0, 5, 1, 1, "LeavesTheOthers")]
    [InlineData(3, 0, 6, 1, 1, "LeavesTheOthers")]
    [InlineData(2, 2, 1, 1, 1, "preserved")]
    [InlineData(2, 2, 3, 2, 1, "LeavesTheOthers")]
    [InlineData(2, 24, 3, 2, 1, "announcement")]
    [InlineData(2, 24, 2, 3, 2, "LeavesTheOthers")]
    [InlineData(2, 24, 2, 3, 1, "last-moderator")]
    [InlineData(1, 0, 1, 2, 2, "LeavesTheOthers")]
    [InlineData(1, 0, 1, 2, 1, "LeavesTheOthers")]
    [InlineData(1, 0, 1, 1, 1, "EndsTheConversation")]
    [InlineData(5, 0, 1, 1, 1, "EndsTheConversation")]
    [InlineData(4, 0, 3, 1, 0, "LeavesTheOthers")]
    [InlineData(6, 0, 1, 1, 1, "EndsTheConversation")]
    public void Leaving(int type, int attributes, int participantType, int persons, int moderators, string expected)
    {
        var decision = RemovalRules.Leave(Facts(type, attributes, participantType, persons, moderators));

        Assert.Equal(expected, decision.Refusal?.Error ?? decision.Value.ToString());
    }

    [Theory]
    [InlineData(1, "EndsTheConversation")]
    [InlineData(5, "EndsTheConversation")]
    [InlineData(2, "LeavesTheOthers")]
    public void One_to_ones_end_for_both_where_the_administrator_wants_it(int type, string expected)
    {
        var decision = RemovalRules.Leave(Facts(type, 0, 1, 2, 2) with { DeletesOneToOnes = true });

        Assert.Equal(expected, decision.Value.ToString());
    }

    [Theory]
    [InlineData(2, "", 1, "owner")]
    [InlineData(2, "", 2, null)]
    [InlineData(2, "", 3, null)]
    [InlineData(3, "", 4, null)]
    [InlineData(1, "", 1, "room-type")]
    [InlineData(5, "", 1, "room-type")]
    [InlineData(2, "room", 1, "owner")]
    [InlineData(2, "room", 2, "moderator")]
    [InlineData(2, "room", 6, "moderator")]
    [InlineData(2, "room", 3, null)]
    public void Removing(int type, string objectType, int targetType, string? refused)
    {
        var facts = Facts(type, 0, targetType, 2, 2);
        facts.Conversation.ObjectType = objectType;

        Assert.Equal(refused, RemovalRules.Remove(facts.Conversation, facts.Attendee)?.Error);
    }

    [Fact]
    public void Moderators_of_the_parent_do_not_leave_a_single_breakout_room()
    {
        var facts = Facts(2, 0, 1, 3, 3);
        facts.Conversation.ObjectType = ObjectTypes.BreakoutRoom;

        Assert.Equal("moderator", RemovalRules.Leave(facts).Refusal?.Error);
    }

    private static DepartureFacts Facts(int type, int attributes, int participantType, int persons, int moderators) => new()
    {
        Conversation = new Conversation { Token = "abcd2345", Type = (ConversationType)type, Name = "room", Attributes = (ConversationAttributes)attributes },
        Attendee = new Attendee { ConversationId = 1, ActorType = ActorTypes.Users, ActorId = "ada", ParticipantType = (ParticipantType)participantType },
        Persons = persons,
        AccountModerators = moderators,
        DeletesOneToOnes = false,
    };
}
