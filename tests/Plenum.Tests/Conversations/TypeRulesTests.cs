using Plenum.Common;
using Plenum.Conversations;
using Plenum.Meetings;
using static Plenum.Tests.Conversations.RuleTables;

namespace Plenum.Tests.Conversations;

/// <summary>Between group and public, passwords and deletion: what wins, from the top.</summary>
public sealed class TypeRulesTests
{
    [Theory]
    [InlineData(3, "", 2, 0, true, "preserved")]
    [InlineData(3, "", 0, 0, true, "password")]
    [InlineData(3, "", 0, 0, false, Stays)]
    [InlineData(2, "", 4, 1, false, "classified")]
    [InlineData(1, "", 0, 0, false, "type")]
    [InlineData(6, "", 0, 0, false, "type")]
    [InlineData(2, "room", 0, 0, false, "breakout-room")]
    [InlineData(2, "", 0, 1, false, "breakout-room")]
    [InlineData(2, "", 0, 0, false, Changes)]
    public void Going_public(int type, string objectType, int attributes, int breakoutMode, bool passwordRequired, string expected)
    {
        var conversation = Of(type, objectType, attributes);
        conversation.BreakoutRoomMode = (BreakoutMode)breakoutMode;

        Assert.Equal(expected, Word(TypeRules.MakePublic(conversation, new PasswordFacts(IsEmpty: true, passwordRequired, Problem: null))));
    }

    [Theory]
    [InlineData("", 0, "breakout-room")]
    [InlineData("", 1, "breakout-room")]
    public void Going_public_with_a_password_is_no_way_around_the_checks(string problem, int breakoutMode, string expected)
    {
        var conversation = Of(2, breakoutMode == 0 ? "room" : "");
        conversation.BreakoutRoomMode = (BreakoutMode)breakoutMode;

        Assert.Equal(expected, Word(TypeRules.MakePublic(conversation, new PasswordFacts(IsEmpty: false, Required: true, problem))));
    }

    [Fact]
    public void Going_public_with_a_weak_password_is_refused_last()
    {
        var weak = new PasswordFacts(IsEmpty: false, Required: true, "too short");

        Assert.Equal("password", Word(TypeRules.MakePublic(Of(2), weak)));
        Assert.Equal("classified", Word(TypeRules.MakePublic(Of(2, "", 4), weak)));
    }

    [Theory]
    [InlineData(2, 2, 0, "preserved")]
    [InlineData(2, 0, 1, Stays)]
    [InlineData(1, 0, 0, "type")]
    [InlineData(5, 0, 0, "type")]
    [InlineData(6, 0, 0, "type")]
    [InlineData(3, 0, 1, "breakout-room")]
    [InlineData(3, 0, 0, Changes)]
    public void Going_private(int type, int attributes, int breakoutMode, string expected)
    {
        var conversation = Of(type, "", attributes);
        conversation.BreakoutRoomMode = (BreakoutMode)breakoutMode;

        Assert.Equal(expected, Word(TypeRules.MakePrivate(conversation)));
    }

    [Theory]
    [InlineData(2, "room", true, false, null, "type")]
    [InlineData(3, "room", true, false, null, "breakout-room")]
    [InlineData(3, "", true, true, null, Stays)]
    [InlineData(3, "", true, false, null, "value")]
    [InlineData(3, "", false, false, "too short", "value")]
    [InlineData(3, "", false, false, null, Changes)]
    public void Password(int type, string objectType, bool isEmpty, bool isSame, string? problem, string expected) =>
        Assert.Equal(expected, Word(TypeRules.SetPassword(Of(type, objectType), new PasswordFacts(isEmpty, Required: true, problem), isSame)));

    [Theory]
    [InlineData(2, 6, 2, "")]
    [InlineData(2, 1, 2, "preserved")]
    [InlineData(1, 1, 0, null)]
    [InlineData(5, 1, 0, null)]
    public void Deleting(int type, int participantType, int attributes, string? expected)
    {
        var moderator = new Attendee { ConversationId = 1, ActorType = "users", ActorId = "ada", ParticipantType = (ParticipantType)participantType };

        var refusal = DeletionRules.Check(Of(type, "", attributes), moderator, betweenTwoAllowed: false);

        Assert.NotNull(refusal);
        Assert.Equal(expected is null or "" ? null : expected, refusal.Error);
        Assert.Equal(expected is null ? RefusalKind.Invalid : RefusalKind.Forbidden, refusal.Kind);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Conversations_between_two_can_be_deleted_where_the_administrator_says_so(int type)
    {
        var owner = new Attendee { ConversationId = 1, ActorType = "users", ActorId = "ada", ParticipantType = ParticipantType.Owner };

        Assert.Null(DeletionRules.Check(Of(type), owner, betweenTwoAllowed: true));
    }
}
