using Plenum.Conversations;
using Plenum.Meetings;
using static Plenum.Tests.Conversations.RuleTables;

namespace Plenum.Tests.Conversations;

/// <summary>The order of the checks is the contract: each table lists, from the top, what wins.</summary>
public sealed class SettingRulesTests
{
    [Theory]
    [InlineData(2, "event", "", "event")]
    [InlineData(1, "", "x", "type")]
    [InlineData(5, "", "x", "type")]
    [InlineData(2, "", "room", Stays)]
    [InlineData(2, "", "", "value")]
    [InlineData(2, "", "new", Changes)]
    [InlineData(6, "", "new", Changes)]
    public void Renaming(int type, string objectType, string name, string expected)
    {
        var conversation = Of(type, objectType);

        Assert.Equal(expected, Word(SettingRules.Rename(conversation, name)));
    }

    [Fact]
    public void Lengths_are_counted_in_characters()
    {
        var astral = string.Concat(Enumerable.Repeat("🚀", 255));

        Assert.Equal((true, false), (SettingRules.IsName(astral), SettingRules.IsName(astral + "x")));
        Assert.Equal((true, false), (SettingRules.IsDescription(new string('ä', 2000)), SettingRules.IsDescription(new string('ä', 2001))));
    }

    [Theory]
    [InlineData(2, "event", 1, "event")]
    [InlineData(1, "", 0, Stays)]
    [InlineData(1, "", 2001, "value")]
    [InlineData(1, "", 1, "type")]
    [InlineData(2, "", 2000, Changes)]
    public void Describing(int type, string objectType, int length, string expected)
    {
        var conversation = Of(type, objectType);

        Assert.Equal(expected, Word(SettingRules.Describe(conversation, new string('x', length))));
    }

    [Theory]
    [InlineData(1, 0, Stays)]
    [InlineData(1, 1, "type")]
    [InlineData(6, 7, "type")]
    [InlineData(2, 7, "value")]
    [InlineData(2, -1, "value")]
    [InlineData(3, 1, Changes)]
    public void Locking(int type, int state, string expected) =>
        Assert.Equal(expected, Word(SettingRules.SetReadOnly(Of(type), state)));

    [Theory]
    [InlineData(2, "", 6, 1, 0, "preserved")]
    [InlineData(2, "", 4, 1, 0, "forced")]
    [InlineData(2, "", 4, 0, 0, Stays)]
    [InlineData(2, "", 4, 1, null, "classified")]
    [InlineData(1, "", 0, 1, null, "type")]
    [InlineData(2, "room", 0, 1, null, "breakout-room")]
    [InlineData(2, "room", 0, 0, null, Stays)]
    [InlineData(2, "", 0, 5, null, "value")]
    [InlineData(2, "", 0, 2, 2, Changes)]
    [InlineData(3, "", 0, 1, null, Changes)]
    public void Listing(int type, string objectType, int attributes, int scope, int? forced, string expected) =>
        Assert.Equal(expected, Word(SettingRules.SetListable(Of(type, objectType, attributes), scope, forced)));

    [Theory]
    [InlineData(1, "", 1, 0, "forced")]
    [InlineData(1, "", 0, null, Stays)]
    [InlineData(1, "", 1, null, "type")]
    [InlineData(2, "room", 1, null, "breakout-room")]
    [InlineData(2, "", 2, null, "value")]
    [InlineData(2, "", 1, 1, Changes)]
    public void Mentioning_everybody(int type, string objectType, int value, int? forced, string expected) =>
        Assert.Equal(expected, Word(SettingRules.SetMentionPermissions(Of(type, objectType), value, forced)));

    [Theory]
    [InlineData(1, "", 0, 389, "forced")]
    [InlineData(1, "", 0, null, "type")]
    [InlineData(5, "", 0, null, "type")]
    [InlineData(6, "", 0, null, "type")]
    [InlineData(2, "room", 0, null, "breakout-room")]
    [InlineData(2, "", 512, null, "value")]
    [InlineData(2, "", -1, null, "value")]
    [InlineData(2, "", 511, null, null)]
    [InlineData(3, "", 389, 389, null)]
    public void Default_permissions(int type, string objectType, int permissions, int? forced, string? expected) =>
        Assert.Equal(expected, WordOf(SettingRules.SetDefaultPermissions(Of(type, objectType), permissions, forced)));

    [Theory]
    [InlineData(2, "room", 60, 0, "forced")]
    [InlineData(2, "room", 60, null, "breakout-room")]
    [InlineData(5, "", 60, null, "type")]
    [InlineData(2, "", -1, null, "value")]
    [InlineData(2, "", 0, null, Stays)]
    [InlineData(1, "", 60, null, Changes)]
    [InlineData(6, "", 60, 60, Changes)]
    public void Expiration(int type, string objectType, int seconds, int? forced, string expected) =>
        Assert.Equal(expected, Word(SettingRules.SetMessageExpiration(Of(type, objectType), seconds, forced)));

    [Theory]
    [InlineData(false, "", 4, 0, false, 1, "config")]
    [InlineData(true, "room", 4, 1, true, 0, Stays)]
    [InlineData(true, "room", 4, 1, true, 7, "classified")]
    [InlineData(true, "room", 0, 1, true, 7, "value")]
    [InlineData(true, "room", 0, 0, true, 1, "call")]
    [InlineData(true, "room", 0, 0, false, 1, "breakout-room")]
    [InlineData(true, "", 0, 1, false, 1, "breakout-room")]
    [InlineData(true, "", 0, 0, false, 1, Changes)]
    public void Consent(bool canRecord, string objectType, int attributes, int breakoutStatus, bool call, int consent, string expected)
    {
        var conversation = Of(2, objectType, attributes);
        conversation.BreakoutRoomStatus = (BreakoutStatus)breakoutStatus;
        conversation.ActiveSince = call ? DateTimeOffset.UnixEpoch : null;

        Assert.Equal(expected, Word(SettingRules.SetRecordingConsent(conversation, consent, canRecord)));
    }

    [Theory]
    [InlineData(2, 0, true, "permissions")]
    [InlineData(1, 0, false, Stays)]
    [InlineData(1, 2, true, Stays)]
    [InlineData(1, 0, true, Changes)]
    [InlineData(1, 2, false, Changes)]
    public void Preserving(int participantType, int attributes, bool preserved, string expected) =>
        Assert.Equal(expected, Word(SettingRules.SetPreserved(Of(2, "", attributes), (ParticipantType)participantType, preserved)));
}
