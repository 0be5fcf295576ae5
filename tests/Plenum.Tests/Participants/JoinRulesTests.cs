using Plenum.Common;
using Plenum.Meetings;
using Plenum.Participants;

namespace Plenum.Tests.Participants;

public sealed class JoinRulesTests
{
    [Theory]
    [InlineData(2, false, false, "NotFound")]
    [InlineData(2, true, false, null)]
    [InlineData(2, false, true, null)]
    [InlineData(3, false, false, null)]
    [InlineData(1, false, false, "NotFound")]
    [InlineData(4, false, false, "NotFound")]
    public void Public_conversations_are_for_all_others_for_members_and_finders(int type, bool member, bool listed, string? refused)
    {
        var facts = Facts(type) with { Attendee = member ? Person() : null, IsListed = listed };

        Assert.Equal(refused, JoinRules.Check(facts, force: true)?.Kind.ToString());
    }

    [Fact]
    public void What_cannot_be_seen_is_not_there_even_for_the_banned()
    {
        var hidden = Facts(2) with { IsBanned = true, InCall = Session() };
        var visible = Facts(3) with { IsBanned = true, InCall = Session() };

        Assert.Equal(RefusalKind.NotFound, JoinRules.Check(hidden, force: false)?.Kind);
        Assert.Equal("ban", JoinRules.Check(visible, force: false)?.Error);
        Assert.Equal(RefusalKind.NotFound, JoinRules.Check(hidden with { Conversation = null }, force: true)?.Kind);
    }

    [Fact]
    public void A_session_in_the_call_is_kept_unless_forced()
    {
        var facts = Facts(3) with { Attendee = Person(), InCall = Session() };

        Assert.Equal(RefusalKind.Conflict, JoinRules.Check(facts, force: false)?.Kind);
        Assert.Null(JoinRules.Check(facts, force: true));
    }

    [Theory]
    [InlineData(true, false, false, true)]
    [InlineData(true, true, false, false)]
    [InlineData(true, false, true, false)]
    [InlineData(false, false, false, false)]
    public void The_password_is_for_those_who_have_only_the_link(bool hasPassword, bool member, bool listed, bool needed)
    {
        var facts = Facts(3) with { Attendee = member ? Person() : null, IsListed = listed };
        facts.Conversation!.PasswordHash = hasPassword ? "hash" : null;

        Assert.Equal(needed, JoinRules.NeedsPassword(facts));
    }

    [Theory]
    [InlineData(false, false, 4)]
    [InlineData(false, true, 4)]
    [InlineData(true, false, 5)]
    [InlineData(true, true, 3)]
    public void Finders_become_users_others_what_the_link_makes_of_them(bool account, bool listed, int type)
    {
        var facts = Facts(3) with { HasAccount = account, IsListed = listed };

        Assert.Equal(type, (int)JoinRules.TypeOf(facts));
    }

    private static JoinFacts Facts(int type) => new()
    {
        Conversation = new Conversation { Token = "abcd2345", Type = (ConversationType)type, Name = "room" },
        Attendee = null,
        HasAccount = true,
        IsListed = false,
        IsBanned = false,
    };

    private static Attendee Person() => new() { ConversationId = 1, ActorType = ActorTypes.Users, ActorId = "ada", ParticipantType = ParticipantType.User };

    private static Session Session() => new() { ConversationId = 1, AttendeeId = 1, SessionId = "session", LastPing = DateTimeOffset.UnixEpoch, JoinedAt = DateTimeOffset.UnixEpoch, InCall = CallFlags.InCall };
}
