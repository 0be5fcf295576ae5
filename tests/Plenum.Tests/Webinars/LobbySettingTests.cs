using Plenum.Common;
using Plenum.Meetings;
using Plenum.Tests.Testing;
using Plenum.Webinars;

namespace Plenum.Tests.Webinars;

public sealed class LobbySettingTests
{
    public static TheoryData<object?, long> Timers => new()
    {
        { null, 0 },
        { "", 0 },
        { 0m, 0 },
        { "0", 0 },
        { 1m, 1 },
        { "1785000000", 1785000000 },
        { 1785000000.9m, 1785000000 },
        { 253402300799m, 253402300799 },
    };

    [Theory]
    [MemberData(nameof(Timers))]
    [Case("webinars L12")]
    public void A_timer_is_a_date_in_seconds_or_nothing(object? sent, long seconds)
    {
        Assert.True(LobbySetting.TryReadTimer(sent, out var opensAt));
        Assert.Equal(seconds, opensAt.ToUnix());
    }

    public static TheoryData<object> NoTimers => [-1m, -5m, -0.5m, 253402300800m, 9999999999999m, "-1", "soon", "12abc", "1e400", true, false, new List<object?> { 1m }, new Dictionary<string, object?>()];

    [Theory]
    [MemberData(nameof(NoTimers))]
    [Case("webinars L11", "webinars L13")]
    public void What_is_no_date_is_no_timer(object sent)
    {
        Assert.False(LobbySetting.TryReadTimer(sent, out _));
    }

    [Theory]
    [InlineData("", 1, null)]
    [InlineData("emails", 1, null)]
    [InlineData("event", 1, null)]
    [InlineData("extended_conversation", 1, null)]
    [InlineData("instant_meeting", 1, null)]
    [InlineData("room", 1, "breakout-room")]
    [InlineData("room", 0, "breakout-room")]
    [InlineData("file", 1, "object")]
    [InlineData("share:password", 1, "object")]
    [InlineData("phone", 1, "object")]
    [InlineData("phone_persist", 1, "object")]
    [InlineData("phone_temporary", 1, "object")]
    [InlineData("classified", 1, "object")]
    [InlineData("classified_persist", 1, "object")]
    [InlineData("sample", 1, "object")]
    [InlineData("external_call", 1, "object")]
    [InlineData("file", 2, "object")]
    [InlineData("file", 0, null)]
    [InlineData("phone", 0, null)]
    [Case("webinars L09", "webinars L08", "webinars Q9")]
    public void What_a_conversation_is_for_decides_whether_it_has_a_lobby(string objectType, int state, string? error)
    {
        var result = LobbySetting.Choose(Of(ConversationType.Group, objectType), state, timer: null);

        Assert.Equal(error, result.Refusal?.Error);
    }

    [Theory]
    [InlineData(ConversationType.OneToOne, "type")]
    [InlineData(ConversationType.Group, null)]
    [InlineData(ConversationType.Public, null)]
    [InlineData(ConversationType.Changelog, "type")]
    [InlineData(ConversationType.FormerOneToOne, "type")]
    [InlineData(ConversationType.NoteToSelf, "type")]
    [Case("webinars L07")]
    public void Groups_and_public_conversations_have_one(object type, string? error)
    {
        foreach (var state in new[] { 0, 1 })
        {
            var result = LobbySetting.Choose(Of((ConversationType)type, ""), state, timer: null);

            Assert.Equal(error, result.Refusal?.Error);
        }
    }

    [Theory]
    [InlineData("room", ConversationType.OneToOne, "file-less", 2, "value")]
    [InlineData("room", ConversationType.OneToOne, null, 2, "breakout-room")]
    [InlineData("file", ConversationType.OneToOne, null, 2, "type")]
    [InlineData("file", ConversationType.Group, null, 2, "object")]
    [InlineData("", ConversationType.Group, null, 2, "value")]
    [InlineData("", ConversationType.Group, null, -1, "value")]
    [Case("webinars L10")]
    public void The_first_reason_counts(string objectType, object type, string? timer, int state, string error)
    {
        var result = LobbySetting.Choose(Of((ConversationType)type, objectType), state, timer);

        Assert.Equal(error, result.Refusal?.Error);
    }

    [Fact]
    public void A_lobby_that_is_off_has_no_timer()
    {
        var result = LobbySetting.Choose(Of(ConversationType.Group, ""), 0, 1785000000m);

        Assert.Equal(new LobbySetting(LobbyState.None, OpensAt: null), result.Value);
    }

    private static Conversation Of(ConversationType type, string objectType) => new() { Token = "abcd", Name = "", Type = type, ObjectType = objectType };
}
