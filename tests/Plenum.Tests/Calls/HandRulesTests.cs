using Plenum.Calls;
using Plenum.Meetings;

namespace Plenum.Tests.Calls;

public sealed class HandRulesTests
{
    [Theory]
    [InlineData(null, null, true)]
    [InlineData(null, 5L, true)]
    [InlineData(5L, 5L, false)]
    [InlineData(5L, 6L, true)]
    [InlineData(6L, 5L, true)]
    [InlineData(5L, null, true)]
    public void What_was_said_before_is_no_news(long? last, long? stamp, bool isNews) => Assert.Equal(isNews, HandRules.IsNews(last, stamp));

    [Fact]
    public void The_first_hand_of_each_person_counts_and_of_two_at_once_the_older_session()
    {
        Session[] sessions = [Of(1, person: 10, at: 30), Of(2, person: 20, at: 20), Of(3, person: 20, at: 10), Of(4, person: 30, at: null), Of(6, person: 50, at: 20), Of(5, person: 40, at: 20)];

        Assert.Equal([3, 5, 6, 1], HandRules.InOrder(sessions).Select(session => session.Id));
    }

    private static Session Of(long id, long person, int? at) => new()
    {
        Id = id, ConversationId = 1, AttendeeId = person, SessionId = $"s{id}", LastPing = DateTimeOffset.UnixEpoch, JoinedAt = DateTimeOffset.UnixEpoch,
        RaisedAt = at is { } seconds ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null,
    };
}
