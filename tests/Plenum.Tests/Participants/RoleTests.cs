using Plenum.Tests.Testing;

namespace Plenum.Tests.Participants;

public sealed class RoleTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("conversations 67")]
    public async Task Users_become_moderators_guests_guest_moderators_and_back_and_the_chat_says_so()
    {
        var (ada, bob, sam) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"), await server.PersonAsync("sam"));
        var token = (await ada.CreatePublicAsync("room", bob)).Token;
        var guest = server.Guest();
        await sam.JoinAsync(token);
        await guest.JoinAsync(token);

        foreach (var person in new[] { bob, sam, guest }) await ada.PromoteAsync(token, person);
        var promoted = await TypesAsync(token, bob, sam, guest);
        foreach (var person in new[] { bob, sam, guest }) await ada.DemoteAsync(token, person);
        var demoted = await TypesAsync(token, bob, sam, guest);
        var again = await ada.TryDemoteAsync(token, await bob.AttendeeIdAsync(token));

        Assert.Equal([2, 2, 6], promoted);
        Assert.Equal([3, 3, 4], demoted);
        Assert.Equal((400, "type"), (again.Status, again.Error));
        Assert.Equal(
            ["moderator_promoted", "moderator_promoted", "guest_moderator_promoted", "moderator_demoted", "moderator_demoted", "guest_moderator_demoted"],
            (await server.SystemMessagesAsync(token))[^6..]);
    }

    [Fact]
    [Case("conversations 68")]
    public async Task Only_owners_make_owners_and_one_steps_down_to_moderator_at_most()
    {
        var (ada, bob, mia, sam) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"), await server.PersonAsync("mia"), await server.PersonAsync("sam"));
        var token = (await ada.CreateGroupAsync("room", bob, mia, sam)).Token;
        await ada.PromoteAsync(token, mia);
        var adasId = await ada.AttendeeIdAsync(token);

        var makesOwner = await ada.TryPromoteAsync(token, await bob.AttendeeIdAsync(token), 1);
        var moderatorMakesOwner = await mia.TryPromoteAsync(token, await sam.AttendeeIdAsync(token), 1);
        var moderatorDemotesOwner = await mia.TryDemoteAsync(token, adasId, 2);
        var ownerToUser = await ada.TryDemoteAsync(token, adasId, 3);
        var ownerToModerator = await ada.TryDemoteAsync(token, adasId, 2);

        Assert.Equal(
            [(200, null), (403, "moderator"), (403, "moderator"), (403, "self"), (200, null)],
            new[] { makesOwner, moderatorMakesOwner, moderatorDemotesOwner, ownerToUser, ownerToModerator }.Select(reply => (reply.Status, reply.Error)));
        Assert.Equal(["owner_promoted", "owner_demoted"], (await server.SystemMessagesAsync(token))[^2..]);
    }

    [Fact]
    [Case("conversations 69")]
    public async Task A_guest_moderator_cannot_leave_a_conversation_without_a_moderator_who_has_an_account()
    {
        var (ada, mia) = (await server.PersonAsync("ada"), await server.PersonAsync("mia"));
        var token = (await ada.CreatePublicAsync("room", mia)).Token;
        var guest = server.Guest();
        await guest.JoinAsync(token);
        await ada.PromoteAsync(token, guest);
        await ada.PromoteAsync(token, mia);
        var adasId = await ada.AttendeeIdAsync(token);
        (await ada.TryDemoteAsync(token, adasId, 2)).Expect(200);

        var first = await guest.TryDemoteAsync(token, adasId);
        var second = await guest.TryDemoteAsync(token, await mia.AttendeeIdAsync(token));

        Assert.Equal((200, 400, "last-moderator"), (first.Status, second.Status, second.Error));
    }

    [Fact]
    public async Task Of_two_moderators_who_demote_each_other_at_once_one_stays()
    {
        var (ada, mia) = (await server.PersonAsync("ada"), await server.PersonAsync("mia"));
        var token = (await ada.CreateGroupAsync("room", mia)).Token;
        await ada.PromoteAsync(token, mia);
        var (adasId, miasId) = (await ada.AttendeeIdAsync(token), await mia.AttendeeIdAsync(token));
        (await ada.TryDemoteAsync(token, adasId, 2)).Expect(200);

        var replies = await Task.WhenAll(ada.TryDemoteAsync(token, miasId), mia.TryDemoteAsync(token, adasId));

        Assert.Equal([200, 403], replies.Select(reply => reply.Status).Order());
        Assert.Single((await ada.ParticipantsAsync(token)).Types(), person => person.Type == 2);
    }

    [Fact]
    [Case("conversations 70")]
    public async Task Promotion_forgets_permissions_of_ones_own()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        var id = await bob.AttendeeIdAsync(token);
        (await ada.TryGrantAsync(token, id, 32)).Expect(200);

        await ada.PromoteAsync(token, bob);
        var promoted = (await bob.RoomAsync(token))["permissions"].GetInt32();
        await ada.DemoteAsync(token, bob);

        Assert.Equal((510, 502), (promoted, (await bob.RoomAsync(token))["permissions"].GetInt32()));
    }

    [Fact]
    public async Task A_guest_gets_its_permissions_back_after_having_moderated()
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreatePublicAsync()).Token;
        var guest = server.Guest();
        await guest.JoinAsync(token);
        (await ada.TryGrantAsync(token, await guest.AttendeeIdAsync(token), 128)).Expect(200);

        await ada.PromoteAsync(token, guest);
        await ada.DemoteAsync(token, guest);

        Assert.Equal(129, (await guest.RoomAsync(token))["permissions"].GetInt32());
    }

    [Theory]
    [InlineData("attendeeId=0", 404, "participant")]
    [InlineData("attendeeId=-1", 400, "attendeeId")]
    [InlineData("", 400, "attendeeId")]
    public async Task Whom_to_demote_has_to_be_somebody(string query, int status, string error)
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreateGroupAsync()).Token;

        var reply = await ada.DeleteAsync($"v4/room/{token}/moderators?{query}");

        Assert.Equal((status, error), (reply.Status, reply.Error));
    }

    [Fact]
    public async Task Users_and_strangers_promote_nobody()
    {
        var (ada, bob, sam) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"), await server.PersonAsync("sam"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        var id = await bob.AttendeeIdAsync(token);

        Assert.Equal((403, 404), ((await bob.TryPromoteAsync(token, id)).Status, (await sam.TryPromoteAsync(token, id)).Status));
    }

    private static async Task<int[]> TypesAsync(string token, params TalkClient[] people)
    {
        var types = new List<int>();
        foreach (var person in people) types.Add((await person.RoomAsync(token))["participantType"].GetInt32());
        return [.. types];
    }
}
