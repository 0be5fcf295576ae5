using Plenum.Chat;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Chat;

/// <summary>Counted per network, and all tests come from the same one: a server of its own.</summary>
public sealed class GuestMentionTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact, Case("chat 14")]
    public async Task Guests_mention_somebody_50_times_a_day()
    {
        var ada = await server.PersonAsync();
        var room = await server.StageAsync(ada, ConversationType.Public);
        var (gil, eve) = (await room.GuestAsync(), await server.EmailGuestAsync(room.Token));
        for (var i = 0; i < 50; i++) await (i % 2 == 0 ? gil : eve).SayAsync(room.Token, $"{i} @{ada.User}");
        var before = (await room.MessagesAsync()).Count;

        var mention = await gil.TrySayAsync(room.Token, "@nobody");
        var moderator = await (await room.GuestAsync(ParticipantType.GuestModerator)).TrySayAsync(room.Token, $"@{ada.User}");

        Assert.Equal(((429, "mentions"), (429, "mentions")), ((mention.Status, mention.Error), (moderator.Status, moderator.Error)));
        Assert.Equal(before, (await room.MessagesAsync()).Count);
        Assert.Equal(201, (await gil.TrySayAsync(room.Token, "nobody, mail@example.org, `@code`")).Status);
        Assert.Equal(201, (await ada.TrySayAsync(room.Token, "@all")).Status);

        await server.AdvanceAsync(TimeSpan.FromHours(24));
        Assert.Equal(201, (await gil.TrySayAsync(room.Token, $"@{ada.User}")).Status);

        await server.AdvanceAsync(TimeSpan.FromHours(24));
        Assert.Equal(0, await server.FromDbAsync(db => Task.FromResult(db.GuestMentions.Count())));
    }
}
