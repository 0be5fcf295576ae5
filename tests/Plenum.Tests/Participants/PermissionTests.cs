using Plenum.Common;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Participants;

public sealed class PermissionTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("conversations 47")]
    public async Task What_a_person_has_wins_over_the_conversation_which_wins_over_the_server()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        var id = await bob.AttendeeIdAsync(token);

        (await SetDefaultAsync(ada, token, 2)).Expect(200);
        var (bobs, adas) = (await EffectiveAsync(bob, token), await EffectiveAsync(ada, token));
        (await ada.TryGrantAsync(token, id, 32)).Expect(200);
        var own = await EffectiveAsync(bob, token);
        (await ada.TryGrantAsync(token, id, 0)).Expect(200);
        var inherited = await EffectiveAsync(bob, token);
        (await SetDefaultAsync(ada, token, 0)).Expect(200);

        Assert.Equal((3, 510, 33, 3, 502), (bobs, adas, own, inherited, await EffectiveAsync(bob, token)));
    }

    [Fact]
    [Case("conversations 48")]
    public async Task A_new_default_replaces_what_people_had_of_their_own()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        (await ada.TryGrantAsync(token, await bob.AttendeeIdAsync(token), 33)).Expect(200);

        (await SetDefaultAsync(ada, token, 16)).Expect(200);

        var room = await bob.RoomAsync(token);
        Assert.Equal((0, 17), (room["attendeePermissions"].GetInt32(), room["permissions"].GetInt32()));
    }

    [Fact]
    [Case("conversations 49")]
    public async Task Moderators_have_everything_and_only_they_give()
    {
        var (ada, bob, mia, sam, guest) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"), await server.PersonAsync("mia"), await server.PersonAsync("sam"), server.Guest());
        var token = (await ada.CreatePublicAsync("room", bob, mia)).Token;
        await guest.JoinAsync(token);
        await ada.PromoteAsync(token, mia);
        await ada.PromoteAsync(token, guest);
        var pair = (await ada.PostAsync("v4/room", new { roomType = 1, invite = bob.User })).Expect(201).Token;
        await bob.PostAsync("v4/room", new { roomType = 1, invite = ada.User });
        var bobsId = await bob.AttendeeIdAsync(token);

        foreach (var moderator in new[] { ada, mia, guest })
        {
            var reply = await ada.TryGrantAsync(token, await moderator.AttendeeIdAsync(token), 2);
            Assert.Equal((403, "moderator"), (reply.Status, reply.Error));
        }

        var inPair = await ada.TryGrantAsync(pair, await bob.AttendeeIdAsync(pair), 2);
        Assert.Equal((400, "room-type"), (inPair.Status, inPair.Error));
        Assert.Equal((403, 404), ((await bob.TryGrantAsync(token, bobsId, 2)).Status, (await sam.TryGrantAsync(token, bobsId, 2)).Status));
        Assert.Equal(200, (await guest.TryGrantAsync(token, bobsId, 2)).Status);
    }

    [Fact]
    [Case("conversations 50")]
    public async Task Who_came_by_link_stays_once_given_permissions()
    {
        var (ada, sam) = (await server.PersonAsync("ada"), await server.PersonAsync("sam"));
        var token = (await ada.CreatePublicAsync()).Token;
        await sam.JoinAsync(token);

        var reply = (await ada.TryGrantAsync(token, await sam.AttendeeIdAsync(token), 2)).Expect(200);

        var row = Assert.Single(reply.Data.EnumerateArray());
        Assert.Equal((sam.User, 3, 3, 3), (row.GetProperty("actorId").GetString(), row.GetProperty("participantType").GetInt32(), row.GetProperty("permissions").GetInt32(), row.GetProperty("attendeePermissions").GetInt32()));
        Assert.Equal(["conversation_created", "user_added"], await server.SystemMessagesAsync(token));
    }

    [Fact]
    [Case("conversations 51")]
    public async Task Taking_everything_away_leaves_nothing_rather_than_the_default()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        var id = await bob.AttendeeIdAsync(token);

        (await ada.TryGrantAsync(token, id, 502, "remove")).Expect(200);
        var nothing = await EffectiveAsync(bob, token);
        (await ada.TryGrantAsync(token, id, 128, "add")).Expect(200);

        Assert.Equal((1, 129), (nothing, await EffectiveAsync(bob, token)));
    }

    [Fact]
    [Case("conversations 53")]
    public async Task Permissions_of_a_call_and_of_everybody_in_it_are_retired()
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreateGroupAsync()).Token;

        var call = await ada.PutAsync($"v4/room/{token}/permissions/call", new { permissions = 2 });
        var all = await ada.PutAsync($"v4/room/{token}/attendees/permissions/all", new { method = "set", permissions = 2 });

        Assert.Equal((400, "mode"), (call.Status, call.Error));
        Assert.Equal((400, "null"), (all.Status, all.Data.GetRawText()));
    }

    [Theory]
    [InlineData(-1, 2, "set", "attendeeId")]
    [InlineData(0, 512, "set", "permissions")]
    [InlineData(0, -1, "set", "permissions")]
    public async Task Numbers_out_of_range_are_refused_by_name(long attendeeId, int permissions, string method, string error)
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreateGroupAsync()).Token;

        var reply = await ada.TryGrantAsync(token, attendeeId, permissions, method);

        Assert.Equal((400, error), (reply.Status, reply.Error));
    }

    [Fact]
    public async Task Nobody_unknown_no_group_and_no_unknown_method()
    {
        var group = PlenumServer.Unique("staff");
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob", group));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        (await ada.TryAddAsync(token, group, ActorTypes.Groups)).Expect(200);
        var groupsId = (await ada.ParticipantsAsync(token)).Row(group).GetProperty("attendeeId").GetInt64();

        var unknown = await ada.TryGrantAsync(token, 0, 2);
        var toGroup = await ada.TryGrantAsync(token, groupsId, 2);
        var method = await ada.TryGrantAsync(token, await bob.AttendeeIdAsync(token), 2, "toggle");

        Assert.Equal([(404, "participant"), (400, "type"), (400, "method")], new[] { unknown, toGroup, method }.Select(reply => (reply.Status, reply.Error)));
    }

    [Fact]
    public async Task Who_may_no_longer_ignore_the_lobby_leaves_the_call_and_so_does_a_moderator_of_yesterday()
    {
        var (ada, bob, mia) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"), await server.PersonAsync("mia"));
        var token = (await ada.CreateGroupAsync("room", bob, mia)).Token;
        var (bobsId, miasId) = (await bob.AttendeeIdAsync(token), await mia.AttendeeIdAsync(token));
        await ada.PromoteAsync(token, mia);
        (await ada.TryGrantAsync(token, bobsId, (int)Permissions.IgnoreLobby, "add")).Expect(200);
        (await ada.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1 })).Expect(200);
        foreach (var person in new[] { ada, bob, mia })
        {
            await person.JoinAsync(token);
            (await person.PostAsync($"v4/call/{token}", new { flags = 1 })).Expect(200);
        }

        (await ada.TryGrantAsync(token, bobsId, (int)Permissions.IgnoreLobby, "remove")).Expect(200);
        (await ada.TryDemoteAsync(token, miasId)).Expect(200);

        var list = await ada.ParticipantsAsync(token);
        Assert.Equal((1, 0, 0), (InCall(list, ada), InCall(list, bob), InCall(list, mia)));
    }

    private static Task<Reply> SetDefaultAsync(TalkClient moderator, string token, int permissions) =>
        moderator.PutAsync($"v4/room/{token}/permissions/default", new { permissions });

    private static async Task<int> EffectiveAsync(TalkClient person, string token) => (await person.RoomAsync(token))["permissions"].GetInt32();

    private static int InCall(Reply list, TalkClient person) => list.Row(person.User).GetProperty("inCall").GetInt32();
}

public sealed class AdministratorsChoiceTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("conversations 52")]
    public async Task What_the_administrator_forces_is_the_only_thing_to_choose()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        await using var forced = await server.ConfigAsync(("force_permissions", "389"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        var id = await bob.AttendeeIdAsync(token);

        var inDefault = await ada.PutAsync($"v4/room/{token}/permissions/default", new { permissions = 0 });
        var inherit = await ada.TryGrantAsync(token, id, 0);
        var same = await ada.TryGrantAsync(token, id, 389);
        var added = await ada.TryGrantAsync(token, id, 389, "add");
        var other = await ada.TryGrantAsync(token, id, 200);

        Assert.Equal([400, 200, 200, 400, 400], new[] { inDefault, inherit, same, added, other }.Select(reply => reply.Status));
        Assert.Equal(("forced", 389), (other.Error, other["forced"].GetInt32()));
        Assert.Equal("forced", inDefault.Error);
    }

    [Fact]
    public async Task Who_may_not_use_talk_joins_nothing_and_guests_are_not_asked()
    {
        var (ada, sam, guest) = (await server.PersonAsync("ada", "staff"), await server.PersonAsync("sam"), server.Guest());
        await using var restricted = await server.ConfigAsync(("allowed_groups", "[\"staff\"]"));
        var token = (await ada.CreatePublicAsync()).Token;

        var (outsider, visitor) = (await sam.TryJoinAsync(token), await guest.TryJoinAsync(token));

        Assert.Equal((403, "[]", 200), (outsider.Status, outsider.Data.GetRawText(), visitor.Status));
    }
}
