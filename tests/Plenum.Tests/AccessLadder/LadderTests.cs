using Plenum.AccessLadder;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Webinars;

namespace Plenum.Tests.AccessLadder;

/// <summary>The order of the rungs, and what each says.</summary>
public sealed class LadderTests
{
    /// <summary>Everybody's worst case: whoever fails every rung hears the first one that the route asks for.</summary>
    [Theory]
    [InlineData("Account", "NotLoggedIn")]
    [InlineData("Administrator", "NotLoggedIn")]
    [InlineData("AccountModerator", "NotLoggedIn")]
    [InlineData("CallsEnabled, Attendee", "Forbidden")]
    [InlineData("Existing", "NotFound")]
    [InlineData("Existing, SipDialIn", "NotFound")]
    [InlineData("SipDialIn, SipBridge", "NotImplemented")]
    [InlineData("SipDialOut, SipBridge", "NotImplemented")]
    [InlineData("SipBridge", "NotLoggedIn")]
    [InlineData("Visible", "NotFound")]
    [InlineData("Attendee, Moderator", "NotFound")]
    [InlineData("Chat", "Forbidden")]
    [InlineData("React", "Forbidden")]
    [InlineData("StartCall", "Forbidden")]
    [InlineData("None", null)]
    public void Nobody_nowhere(string guards, string? expected)
    {
        var refusal = Ladder.Check(new LadderFacts { Guards = Enum.Parse<Guard>(guards), CallsEnabled = false });

        Assert.Equal(expected, refusal?.Kind.ToString());
    }

    [Theory]
    [InlineData("Account")]
    [InlineData("Visible")]
    [InlineData("Moderator")]
    [InlineData("None")]
    public void Who_may_not_use_talk_is_told_so_before_anything_about_the_conversation(string guards)
    {
        var refusal = Ladder.Check(new LadderFacts { Guards = Enum.Parse<Guard>(guards), HasAccount = true, MayUseTalk = false });

        Assert.Equal(RefusalKind.Forbidden, refusal?.Kind);
    }

    [Theory]
    [InlineData("Attendee", "Forbidden")]
    [InlineData("AnyModerator, PastLobby", "Forbidden")]
    [InlineData("Visible", null)]
    [InlineData("None", null)]
    public void A_banned_attendee(string guards, string? expected)
    {
        var refusal = Ladder.Check(Facts(Enum.Parse<Guard>(guards), ParticipantType.User) with { IsBanned = true });

        Assert.Equal(expected, refusal?.Kind.ToString());
    }

    [Theory]
    [InlineData("Public", false, false, null)]
    [InlineData("Public", false, true, "NotFound")]
    [InlineData("Group", false, false, "NotFound")]
    [InlineData("Group", true, false, null)]
    [InlineData("Group", true, true, "NotFound")]
    public void A_visitor_sees_what_is_public_or_listed(string type, bool listed, bool banned, string? expected)
    {
        var refusal = Ladder.Check(new LadderFacts { Guards = Guard.Visible, Conversation = Conversation(Enum.Parse<ConversationType>(type)), IsListed = listed, IsBanned = banned });

        Assert.Equal(expected, refusal?.Kind.ToString());
    }

    [Theory]
    [InlineData("Owner", null)]
    [InlineData("Moderator", null)]
    [InlineData("GuestModerator", null)]
    [InlineData("User", "Forbidden")]
    [InlineData("SelfJoinedUser", "Forbidden")]
    [InlineData("Guest", "Forbidden")]
    public void Moderators_are_owners_moderators_and_guest_moderators(string type, string? expected)
    {
        var refusal = Ladder.Check(Facts(Guard.AnyModerator, Enum.Parse<ParticipantType>(type)));

        Assert.Equal(expected, refusal?.Kind.ToString());
    }

    [Theory]
    [InlineData(ActorTypes.Users, null)]
    [InlineData(ActorTypes.Emails, null)]
    [InlineData(ActorTypes.Guests, "NotFound")]
    [InlineData(ActorTypes.Phones, "NotFound")]
    public void Verified_are_accounts_and_invited_addresses(string actorType, string? expected)
    {
        var facts = Facts(Guard.Attendee | Guard.Verified, ParticipantType.Guest, actorType);

        var refusal = Ladder.Check(facts);

        Assert.Equal(expected, refusal?.Kind.ToString());
    }

    [Theory]
    [InlineData("User", "Chat", "PreconditionFailed")]
    [InlineData("User", "IgnoreLobby", null)]
    [InlineData("Guest", "Chat", "PreconditionFailed")]
    [InlineData("Moderator", "Inherit", null)]
    [InlineData("GuestModerator", "Inherit", null)]
    public void The_lobby_holds_back_who_is_no_moderator_and_may_not_ignore_it(string type, string permissions, string? expected)
    {
        var facts = Facts(Guard.Attendee | Guard.PastLobby, Enum.Parse<ParticipantType>(type)) with { Permissions = Enum.Parse<Permissions>(permissions) };
        facts.Conversation!.LobbyState = LobbyState.NonModerators;

        var refusal = Ladder.Check(facts);

        Assert.Equal(expected, refusal?.Kind.ToString());
    }

    [Fact]
    public void A_conversation_that_is_read_only_says_so_before_its_lobby()
    {
        var facts = Facts(Guard.Attendee | Guard.Writable | Guard.PastLobby, ParticipantType.User);
        (facts.Conversation!.ReadOnly, facts.Conversation.LobbyState) = (true, LobbyState.NonModerators);

        var refusal = Ladder.Check(facts);

        Assert.Equal(RefusalKind.Forbidden, refusal?.Kind);
    }

    [Fact]
    public void The_lobby_speaks_before_a_missing_permission()
    {
        var facts = Facts(Guard.Attendee | Guard.PastLobby | Guard.Chat, ParticipantType.User);
        facts.Conversation!.LobbyState = LobbyState.NonModerators;

        var refusal = Ladder.Check(facts);

        Assert.Equal(RefusalKind.PreconditionFailed, refusal?.Kind);
    }

    [Theory]
    [InlineData("Chat", "Chat", null)]
    [InlineData("Chat", "React", "Forbidden")]
    [InlineData("React", "React", null)]
    [InlineData("React", "Chat", "Forbidden")]
    public void A_permission_opens_its_own_door_only(string guard, string permission, string? expected)
    {
        var refusal = Ladder.Check(Facts(Guard.Attendee | Enum.Parse<Guard>(guard), ParticipantType.User) with { Permissions = Enum.Parse<Permissions>(permission) });

        Assert.Equal(expected, refusal?.Kind.ToString());
    }

    [Theory]
    [InlineData("Valid", true, null)]
    [InlineData("Valid", false, "NotFound")]
    [InlineData("Wrong", true, "NotLoggedIn")]
    [InlineData("Absent", true, "NotFound")]
    public void The_bridge_sees_every_conversation_when_it_proves_itself(string signature, bool exists, string? expected)
    {
        var refusal = Ladder.Check(new LadderFacts
        {
            Guards = Guard.Visible | Guard.OrSipBridge,
            Conversation = exists ? Conversation(ConversationType.Group) : null,
            SipSignature = Enum.Parse<SipSignature>(signature),
        });

        Assert.Equal(expected, refusal?.Kind.ToString());
    }

    private static LadderFacts Facts(Guard guards, ParticipantType type, string actorType = ActorTypes.Users) => new()
    {
        Guards = guards,
        HasAccount = true,
        Conversation = Conversation(ConversationType.Public),
        Attendee = new Attendee { ConversationId = 1, ActorType = actorType, ActorId = "ada", ParticipantType = type },
    };

    private static Conversation Conversation(ConversationType type) => new() { Token = "abcd2345", Type = type, Name = "room" };
}
