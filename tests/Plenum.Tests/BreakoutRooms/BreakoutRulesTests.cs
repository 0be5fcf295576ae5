using Plenum.BreakoutRooms;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.BreakoutRooms;

/// <summary>Each rule with each of its refusals, and which of several refusals wins (webinars §5.2).</summary>
public sealed class BreakoutRulesTests
{
    public static TheoryData<string, string, bool, int, int, string?> Configurations => new()
    {
        { "a group", "type=2", true, 1, 1, null },
        { "a public conversation", "type=3", true, 3, 20, null },
        { "switched off", "type=2", false, 1, 1, "config" },
        { "classified comes before switched off", "type=2 classified", false, 1, 1, "classified" },
        { "configured already", "type=2 mode=1", true, 1, 1, "mode" },
        { "switched off comes before configured already", "type=2 mode=1", false, 1, 1, "config" },
        { "one-to-one", "type=1", true, 1, 1, "room" },
        { "changelog", "type=4", true, 1, 1, "room" },
        { "former one-to-one", "type=5", true, 1, 1, "room" },
        { "note to self", "type=6", true, 1, 1, "room" },
        { "a breakout room", "type=2 room", true, 1, 1, "room" },
        { "the wrong conversation comes before the mode", "type=1", true, 0, 0, "room" },
        { "no mode", "type=2", true, 0, 1, "mode" },
        { "a mode too high", "type=2", true, 4, 1, "mode" },
        { "a negative mode", "type=2", true, -1, 1, "mode" },
        { "the mode comes before the amount", "type=2", true, 4, 0, "mode" },
        { "no rooms", "type=2", true, 2, 0, "amount" },
        { "too many rooms", "type=2", true, 2, 21, "amount" },
        { "a negative amount", "type=2", true, 2, -1, "amount" },
    };

    [Theory]
    [MemberData(nameof(Configurations))]
    [Case("webinars B07", "webinars B08", "webinars B09", "webinars B10", "webinars B11", "webinars B12", "webinars B13", "webinars B14", "webinars B87")]
    public void Configuring_is_checked_in_the_documented_order(string why, string host, bool enabled, int mode, int amount, string? error)
    {
        var refusal = BreakoutRules.Configure(Conversation(host), enabled, mode, amount);

        Assert.True(error == refusal?.Error, $"{why}: {refusal?.Error}");
    }

    [Theory]
    [InlineData("type=2 mode=1", true, null)]
    [InlineData("type=2 mode=3 started", true, null)]
    [InlineData("type=2", true, "mode")]
    [InlineData("type=2 mode=2", false, "config")]
    [InlineData("type=2", false, "config")]
    public void Reorganizing_needs_the_feature_and_rooms(string parent, bool enabled, string? error)
    {
        var refusal = BreakoutRules.Reorganize(Conversation(parent), enabled);

        Assert.Equal(error, refusal?.Error);
    }

    [Theory]
    [Case("webinars B51", "webinars B54", "webinars B55")]
    [InlineData("type=2 mode=3 started", ParticipantType.User, null)]
    [InlineData("type=2 mode=3 started", ParticipantType.SelfJoinedUser, null)]
    [InlineData("type=3 mode=3 started", ParticipantType.Guest, null)]
    [InlineData("type=2 mode=1 started", ParticipantType.User, "mode")]
    [InlineData("type=2 mode=2", ParticipantType.Owner, "mode")]
    [InlineData("type=2", ParticipantType.User, "mode")]
    [InlineData("type=2 mode=3", ParticipantType.Owner, "status")]
    [InlineData("type=2 mode=3", ParticipantType.User, "status")]
    [InlineData("type=2 mode=3 started", ParticipantType.Owner, "moderator")]
    [InlineData("type=2 mode=3 started", ParticipantType.Moderator, "moderator")]
    [InlineData("type=3 mode=3 started", ParticipantType.GuestModerator, "moderator")]
    public void Switching_is_checked_in_the_documented_order(string parent, object type, string? error)
    {
        var refusal = BreakoutRules.Switch(Conversation(parent), Attendee((ParticipantType)type));

        Assert.Equal(error, refusal?.Error);
    }

    [Theory]
    [Case("webinars B58", "webinars B60", "webinars B61")]
    [InlineData("type=2 room", null)]
    [InlineData("type=2 room lobby", "room")]
    [InlineData("type=2", "room")]
    [InlineData("type=2 mode=1 started", "room")]
    public void Help_is_asked_for_in_an_open_breakout_room(string room, string? error)
    {
        var refusal = BreakoutRules.Assistance(Conversation(room));

        Assert.Equal(error, refusal?.Error);
    }

    [Theory]
    [Case("webinars B36", "webinars B39", "webinars B40")]
    [InlineData("type=2", ParticipantType.Owner, "mode")]
    [InlineData("type=2", ParticipantType.User, "mode")]
    [InlineData("type=2 mode=1", ParticipantType.Moderator, null)]
    [InlineData("type=3 mode=1", ParticipantType.GuestModerator, null)]
    [InlineData("type=2 mode=3", ParticipantType.User, "status")]
    [InlineData("type=2 mode=1 started", ParticipantType.User, null)]
    [InlineData("type=3 mode=1 started", ParticipantType.Guest, null)]
    public void Moderators_list_rooms_always_and_others_while_they_are_started(string parent, object viewer, string? error)
    {
        var refusal = BreakoutRules.List(Conversation(parent), Attendee((ParticipantType)viewer));

        Assert.Equal(error, refusal?.Error);
    }

    [Theory]
    [InlineData("type=2 mode=1", ParticipantType.Owner, true)]
    [InlineData("type=2 mode=3", ParticipantType.User, true)]
    [InlineData("type=2 mode=1", ParticipantType.User, false)]
    [InlineData("type=3 mode=2", ParticipantType.Guest, false)]
    public void Who_may_choose_sees_all_rooms(string parent, object viewer, bool all)
    {
        var sees = BreakoutRules.SeesAllRooms(Conversation(parent), Attendee((ParticipantType)viewer));

        Assert.Equal(all, sees);
    }

    [Theory]
    [Case("webinars B24")]
    [InlineData("type=2", ActorTypes.Users, true)]
    [InlineData("type=2", ActorTypes.Guests, false)]
    [InlineData("type=2", ActorTypes.Emails, false)]
    [InlineData("type=3", ActorTypes.Users, true)]
    [InlineData("type=3", ActorTypes.Guests, true)]
    [InlineData("type=3", ActorTypes.Emails, true)]
    [InlineData("type=3", ActorTypes.Groups, false)]
    [InlineData("type=3", ActorTypes.Phones, false)]
    public void Guests_take_part_in_public_parents_only(string parent, string actorType, bool hosted)
    {
        var hosts = BreakoutRules.Hosts(Conversation(parent), actorType);

        Assert.Equal(hosted, hosts);
    }

    [Theory]
    [Case("webinars B85")]
    [InlineData("", ParticipantType.Owner, 0, "object")]
    [InlineData("type=2 mode=1", null, 0, "object")]
    [InlineData("type=2 mode=1", ParticipantType.User, 0, "permissions")]
    [InlineData("type=3 mode=1", ParticipantType.GuestModerator, 0, "permissions")]
    [InlineData("type=2", ParticipantType.User, 0, "permissions")]
    [InlineData("type=2", ParticipantType.Owner, 0, "object")]
    [InlineData("type=2 mode=1", ParticipantType.Moderator, 20, "object")]
    [InlineData("type=2 mode=1", ParticipantType.Moderator, 19, null)]
    [InlineData("type=3 mode=3 started", ParticipantType.Owner, 0, null)]
    public void An_additional_room_is_for_moderators_of_a_configured_parent_with_space(string parent, object? creator, int rooms, string? error)
    {
        var refusal = BreakoutRules.Additional(parent.Length == 0 ? null : Conversation(parent), creator is null ? null : Attendee((ParticipantType)creator), rooms);

        Assert.Equal(error, refusal?.Error);
    }

    [Theory]
    [Case("webinars B75")]
    [InlineData("type=2 room", ParticipantType.Owner, "moderator")]
    [InlineData("type=2 room", ParticipantType.Moderator, "moderator")]
    [InlineData("type=2 room", ParticipantType.GuestModerator, "moderator")]
    [InlineData("type=2 room", ParticipantType.User, null)]
    [InlineData("type=2 mode=1", ParticipantType.Moderator, null)]
    public void Moderators_stay_in_every_breakout_room(string conversation, object type, string? error)
    {
        var refusal = BreakoutRules.RemoveFrom(Conversation(conversation), Attendee((ParticipantType)type));

        Assert.Equal(error, refusal?.Error);
    }

    [Theory]
    [Case("webinars B75")]
    [InlineData("type=2 room", "room-type")]
    [InlineData("type=2 mode=1", null)]
    [InlineData("type=3", null)]
    public void Roles_in_a_breakout_room_come_from_the_parent(string conversation, string? error)
    {
        var refusal = BreakoutRules.ChangeRole(Conversation(conversation));

        Assert.Equal(error, refusal?.Error);
    }

    [Theory]
    [InlineData(0, "Room 1")]
    [InlineData(19, "Room 20")]
    public void Rooms_are_numbered_from_1(int index, string name) => Assert.Equal(name, BreakoutRoomDraft.NameOf(index));

    private static Conversation Conversation(string description)
    {
        var words = description.Split(' ');
        var isRoom = words.Contains("room");
        return new Conversation
        {
            Token = "abcdefgh",
            Name = "name",
            Type = (ConversationType)Number(words, "type"),
            Attributes = words.Contains("classified") ? ConversationAttributes.Classified : ConversationAttributes.None,
            BreakoutRoomMode = (BreakoutMode)Number(words, "mode"),
            BreakoutRoomStatus = words.Contains("started") ? BreakoutStatus.Started : BreakoutStatus.Stopped,
            ObjectType = isRoom ? ObjectTypes.BreakoutRoom : "",
            ObjectId = isRoom ? "parent" : "",
            LobbyState = words.Contains("lobby") ? LobbyState.NonModerators : LobbyState.None,
        };
    }

    private static int Number(string[] words, string name) =>
        words.FirstOrDefault(word => word.StartsWith(name + "=", StringComparison.Ordinal)) is { } word ? int.Parse(word[(name.Length + 1)..]) : 0;

    private static Attendee Attendee(ParticipantType type) => new()
    {
        ConversationId = 1,
        ActorType = type is ParticipantType.Guest or ParticipantType.GuestModerator ? ActorTypes.Guests : ActorTypes.Users,
        ActorId = "somebody",
        ParticipantType = type,
    };
}
