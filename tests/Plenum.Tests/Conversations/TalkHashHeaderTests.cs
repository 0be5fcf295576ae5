using Plenum.Tests.Testing;

namespace Plenum.Tests.Conversations;

public sealed class TalkHashHeaderTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string Header = "X-Nextcloud-Talk-Hash";

    [Fact, Case("platform T53")]
    public async Task The_hash_changes_with_the_settings_and_only_then()
    {
        var ada = await server.PersonAsync();
        var token = (await ada.CreatePublicAsync()).Token;

        var before = (await ada.GetAsync("v4/room")).Headers[Header];
        var again = (await ada.GetAsync("v4/room")).Headers[Header];
        await using var config = await server.ConfigAsync(("start_calls", "1"));
        var after = (await ada.GetAsync("v4/room")).Headers[Header];

        Assert.Equal(before, again);
        Assert.NotEqual(before, after);
        Assert.Equal(after, (await ada.RoomAsync(token)).Headers[Header]);
        Assert.Equal(after, (await ada.GetAsync("v4/room/note-to-self")).Headers[Header]);
    }
}
