using Microsoft.EntityFrameworkCore;
using Plenum.Calls;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Calls;

public sealed class CallSettingsTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string Servers = """{"servers":[{"server":"https://media.example","verify":true}],"secret":"s"}""";

    [Fact]
    [Case("calls 10")]
    public async Task Only_moderators_start_calls()
    {
        await using var _ = await server.ConfigAsync(("start_calls", "2"));
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.SeatAsync(bob);

        var early = await bob.PostAsync(room.Call);
        await ada.PostAsync(room.Call);
        var later = await bob.PostAsync(room.Call);

        Assert.Equal((403, 200), (early.Status, later.Status));
    }

    [Fact]
    [Case("calls 11")]
    public async Task Guests_start_no_calls_but_guest_moderators_do()
    {
        await using var _ = await server.ConfigAsync(("start_calls", "1"));
        var room = await server.StageAsync(await server.PersonAsync("ada"), ConversationType.Public);
        var (gil, gus) = (await room.GuestAsync(), await room.GuestAsync(ParticipantType.GuestModerator));

        var guest = await gil.PostAsync(room.Call);
        var moderator = await gus.PostAsync(room.Call);

        Assert.Equal((403, 200), (guest.Status, moderator.Status));
    }

    [Fact]
    [Case("calls 12")]
    public async Task Nobody_calls_when_calls_are_off()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);
        await ada.PostAsync(room.Call);
        await using var _ = await server.ConfigAsync(("start_calls", "3"));

        int[] statuses =
        [
            (await ada.PostAsync(room.Call)).Status,
            (await ada.GetAsync(room.Call)).Status,
            (await ada.PostAsync("v4/call/abcdefgh")).Status,
            (await ada.PutAsync(room.Call, new { flags = 1 })).Status,
            (await ada.GetAsync($"{room.Call}/download")).Status,
            (await ada.DeleteAsync(room.Call)).Status,
        ];

        Assert.Equal([403, 403, 403, 200, 200, 200], statuses);
    }

    [Fact]
    [Case("calls 13")]
    public async Task Only_members_of_certain_groups_start_calls_even_owners()
    {
        await using var _ = await server.ConfigAsync(("start_calls_groups", """["staff"]"""));
        var (ada, sam) = (await server.PersonAsync("ada"), await server.PersonAsync("sam", "staff"));
        var room = await server.StageAsync(ada, ConversationType.Public);
        await room.SeatAsync(sam);
        var gil = await room.GuestAsync();

        var (owner, guest) = (await ada.PostAsync(room.Call), await gil.PostAsync(room.Call));
        var member = await sam.PostAsync(room.Call);
        var later = await ada.PostAsync(room.Call);

        Assert.Equal((403, 403, 200, 200), (owner.Status, guest.Status, member.Status, later.Status));
    }

    [Fact]
    [Case("calls 17")]
    public async Task Consent_is_not_asked_where_nothing_can_be_recorded()
    {
        await using var _ = await server.ConfigAsync(("recording_consent", "1"));
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);

        var reply = await ada.PostAsync(room.Call);

        Assert.Equal((200, 0), (reply.Status, await ConsentsAsync(ada)));
    }

    [Fact]
    [Case("calls 17")]
    public async Task Consent_to_being_recorded_is_asked_and_kept()
    {
        await using var _ = await server.ConfigAsync(("signaling_servers", Servers), ("recording_servers", Servers), ("recording_consent", "1"));
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);

        var without = await ada.PostAsync(room.Call);
        var inCall = await room.InCallAsync(ada);
        var with = await ada.PostAsync(room.Call, new { recordingConsent = true });

        Assert.Equal((400, "consent", CallFlags.Disconnected), (without.Status, without.Error, inCall));
        Assert.Equal((200, 1), (with.Status, await ConsentsAsync(ada)));
    }

    [Fact]
    [Case("calls 17")]
    public async Task A_classified_conversation_is_never_recorded()
    {
        await using var _ = await server.ConfigAsync(("signaling_servers", Servers), ("recording_servers", Servers), ("recording_consent", "1"));
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada, with: conversation => conversation.Attributes = ConversationAttributes.Classified);

        var reply = await ada.PostAsync(room.Call);

        Assert.Equal(200, reply.Status);
    }

    [Theory]
    [Case("calls 18")]
    [InlineData(0, 200)]
    [InlineData(1, 400)]
    public async Task Consent_can_be_up_to_the_conversation(int ofConversation, int status)
    {
        await using var _ = await server.ConfigAsync(("signaling_servers", Servers), ("recording_servers", Servers), ("recording_consent", "2"));
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada, with: conversation => conversation.RecordingConsent = ofConversation);

        var reply = await ada.PostAsync(room.Call);

        Assert.Equal(status, reply.Status);
    }

    [Fact]
    [Case("calls 38")]
    public async Task A_call_that_takes_too_long_is_ended_by_the_system()
    {
        await using var _ = await server.ConfigAsync(("max_call_duration", "50"));
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada);
        await room.SeatAsync(bob);
        await ada.PostAsync(room.Call);
        await bob.PostAsync(room.Call);

        await server.AdvanceAsync(TimeSpan.FromSeconds(49));
        var before = await room.SaidAsync();
        await server.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(["call_started", "call_joined"], before);
        Assert.Equal(["call_started", "call_joined", "call_ended_everyone"], await room.SaidAsync());
        Assert.Equal("system", (await room.MessagesAsync())[^1].ActorId);
        Assert.All((await room.InCallAsync()).Values, flags => Assert.Equal(CallFlags.Disconnected, flags));
    }

    private Task<int> ConsentsAsync(TalkClient person) =>
        server.FromDbAsync(db => db.RecordingConsents.CountAsync(consent => consent.ActorId == person.User));
}
