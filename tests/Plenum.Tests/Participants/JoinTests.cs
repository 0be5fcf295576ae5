using Plenum.Tests.Testing;

namespace Plenum.Tests.Participants;

public sealed class JoinTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task A_member_joins_and_gets_the_room_with_its_new_session()
    {
        var ada = await server.PersonAsync("ada");
        var bob = await server.PersonAsync("bob");
        var room = await ada.CreateGroupAsync();
        await ada.AddAsync(room.Token, bob);

        var joined = await bob.JoinAsync(room.Token);

        Assert.Equal((bob.User, 3), (joined["actorId"].GetString(), joined["participantType"].GetInt32()));
        Assert.Equal(255, joined["sessionId"].GetString()!.Length);
    }

    [Fact]
    public async Task A_guest_is_the_same_attendee_in_all_tabs_with_a_session_for_each()
    {
        var ada = await server.PersonAsync("ada");
        var room = await ada.CreatePublicAsync();
        var guest = server.Guest();

        var first = await guest.JoinInTabAsync(room.Token, 'a');
        var second = await guest.JoinInTabAsync(room.Token, 'b');

        Assert.Equal(first["attendeeId"].GetInt64(), second["attendeeId"].GetInt64());
        var row = (await ada.ParticipantsAsync(room.Token)).Row(first["actorId"].GetString()!);
        Assert.Equal(2, row.GetProperty("sessionIds").GetArrayLength());
    }
}
