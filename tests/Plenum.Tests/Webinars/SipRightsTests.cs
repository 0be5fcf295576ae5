using System.Globalization;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Webinars;

/// <summary>Who may switch dial-in on, on servers set up in different ways.</summary>
public sealed class SipRightsTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string Group = "telephonists";

    private static readonly (string Key, string Value) OnlyTheGroup = ("sip_bridge_groups", $"[\"{Group}\"]");

    [Fact]
    [Case("webinars P05", "conversations 40")]
    public async Task A_moderator_outside_the_sip_groups_is_401_config()
    {
        await using var config = await server.WithSipAsync(OnlyTheGroup);
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();

        var reply = await owner.TrySetSipAsync(group.Token, 1);

        Assert.Equal((401, 401), (reply.Status, reply.Meta.GetProperty("statuscode").GetInt32()));
        Assert.Equal("""{"error":"config"}""", reply.Data.GetRawText());
        Assert.Equal(SipState.Disabled, await server.StoredSipAsync(group.Token));
    }

    /// <summary>Version 1 says everything with 200 but "log in first"; this is not that.</summary>
    [Fact]
    [Case("webinars P05")]
    public async Task On_version_1_the_same_is_200_with_code_401()
    {
        await using var config = await server.WithSipAsync(OnlyTheGroup);
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();

        var reply = await owner.PutAsync($"/ocs/v1.php/apps/spreed/api/v4/room/{group.Token}/webinar/sip", new { state = 1 });

        Assert.Equal((200, 401, "failure", "config"), (reply.Status, reply.Meta.GetProperty("statuscode").GetInt32(), reply.Meta.GetProperty("status").GetString(), reply.Error));
    }

    [Fact]
    public async Task A_member_of_the_sip_groups_may()
    {
        await using var config = await server.WithSipAsync(OnlyTheGroup);
        using var owner = await server.PersonAsync("olga", "others", Group);
        var group = await owner.CreateGroupAsync();

        var reply = await owner.TrySetSipAsync(group.Token, 1);

        Assert.Equal(200, reply.Status);
    }

    [Fact]
    [Case("webinars P06")]
    public async Task A_member_of_the_sip_groups_who_is_no_moderator_is_403()
    {
        await using var config = await server.WithSipAsync(OnlyTheGroup);
        using var owner = await server.PersonAsync("olga", Group);
        using var user = await server.PersonAsync("uwe", Group);
        var group = await owner.CreateGroupAsync("room", user);

        var reply = await user.TrySetSipAsync(group.Token, 1);

        Assert.Equal(403, reply.Status);
    }

    [Fact]
    [Case("webinars P07", "conversations 40")]
    public async Task A_server_without_sip_is_412_config()
    {
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();

        var reply = await owner.TrySetSipAsync(group.Token, 1);

        Assert.Equal((412, "config"), (reply.Status, reply.Error));
    }

    [Fact]
    [Case("webinars P08")]
    public async Task The_right_comes_before_the_configuration()
    {
        await using var config = await server.ConfigAsync(OnlyTheGroup);
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();

        var reply = await owner.TrySetSipAsync(group.Token, 1);

        Assert.Equal((401, "config"), (reply.Status, reply.Error));
    }

    [Fact]
    [Case("webinars P12")]
    public async Task A_forced_value_holds_for_the_setter_and_for_creation()
    {
        await using var config = await server.WithSipAsync(("force_sip_enabled", "1"), OnlyTheGroup);
        using var owner = await server.PersonAsync("olga", Group);
        using var other = await server.PersonAsync("uwe");

        var group = await owner.CreateAsync(new { roomType = 2, roomName = "room", sipEnabled = 2 });
        var set = await owner.TrySetSipAsync(group.Token, 2);
        var off = await owner.TrySetSipAsync(group.Token, 0);
        var same = await owner.TrySetSipAsync(group.Token, 1);
        var withoutRight = await other.CreateGroupAsync();

        Assert.Equal(1, group["sipEnabled"].GetInt32());
        Assert.Equal((400, """{"error":"forced","forced":1}"""), (set.Status, set.Data.GetRawText()));
        Assert.Equal((400, "forced", 400, "value"), (off.Status, off.Error, same.Status, same.Error));
        Assert.Equal(1, withoutRight["sipEnabled"].GetInt32());
    }

    [Theory]
    [InlineData("2147483647", "sip-enabled")]
    [InlineData("3", "sip-enabled")]
    [InlineData("-1", "sip-enabled")]
    public async Task A_state_that_does_not_exist_cannot_be_created(string state, string word)
    {
        await using var config = await server.WithSipAsync();
        using var owner = await server.PersonAsync("olga");

        var reply = await owner.PostAsync("v4/room", new { roomType = 2, roomName = "room", sipEnabled = int.Parse(state, CultureInfo.InvariantCulture) });

        Assert.Equal((400, word), (reply.Status, reply.Error));
    }

    [Fact]
    [Case("webinars P44")]
    public async Task Creation_needs_the_same_right_as_the_setter()
    {
        await using var config = await server.WithSipAsync(OnlyTheGroup);
        using var without = await server.PersonAsync("uwe");
        using var with = await server.PersonAsync("olga", Group);

        var refused = await without.PostAsync("v4/room", new { roomType = 2, roomName = "room", sipEnabled = 1 });
        var created = await with.PostAsync("v4/room", new { roomType = 2, roomName = "room", sipEnabled = 1 });
        var none = await without.PostAsync("v4/room", new { roomType = 2, roomName = "room", sipEnabled = 0 });

        Assert.Equal((400, "sip-enabled"), (refused.Status, refused.Error));
        Assert.Equal((201, 1, 201), (created.Status, created["sipEnabled"].GetInt32(), none.Status));
        Assert.Matches("^[1-9][0-9]{6}$", created.Data.Text("attendeePin"));
    }

    [Fact]
    [Case("webinars P44")]
    public async Task Creation_needs_a_server_with_sip()
    {
        using var owner = await server.PersonAsync("olga");

        var reply = await owner.PostAsync("v4/room", new { roomType = 2, roomName = "room", sipEnabled = 2 });

        Assert.Equal((400, "sip-enabled"), (reply.Status, reply.Error));
    }

    [Fact]
    [Case("webinars P13")]
    public async Task All_new_tokens_can_be_dialled()
    {
        await using var config = await server.WithSipAsync();
        using var owner = await server.PersonAsync("olga");

        var tokens = new List<string>();
        for (var i = 0; i < 200; i++) tokens.Add((await owner.CreateGroupAsync($"room {i}")).Token);

        Assert.Equal(200, tokens.Distinct(StringComparer.Ordinal).Count());
        Assert.All(tokens, token =>
        {
            Assert.Matches("^[1-9][0-9]{9,}$", token);
            Assert.DoesNotContain(token.Zip(token.Skip(1)), pair => pair.First == pair.Second);
        });
    }

    [Fact]
    public async Task The_room_says_who_may_switch_dial_in_on()
    {
        await using var config = await server.WithSipAsync(OnlyTheGroup);
        using var owner = await server.PersonAsync("olga", Group);
        using var second = await server.PersonAsync("mona");
        using var user = await server.PersonAsync("uwe", Group);
        var group = await owner.CreateGroupAsync("room", second, user);
        await server.RankAsync(group.Token, second, ParticipantType.Moderator);

        Assert.Equal((true, false, false), (await MayAsync(owner, group.Token), await MayAsync(second, group.Token), await MayAsync(user, group.Token)));
    }

    [Theory]
    [InlineData("breakout room")]
    [InlineData("old token")]
    [InlineData("one-to-one")]
    public async Task The_room_does_not_offer_what_the_setter_refuses(string kind)
    {
        await using var config = await server.WithSipAsync();
        using var owner = await server.PersonAsync("olga");
        var token = (await owner.CreateGroupAsync()).Token;
        if (kind == "old token") await server.RenameTokenAsync(token, token = PlenumServer.Unique("oldtoken"));
        else await server.ChangeAsync(token, conversation => Turn(conversation, kind, owner.User));

        Assert.False(await MayAsync(owner, token));
    }

    [Fact]
    public async Task Without_sip_on_the_server_a_room_says_that_dial_in_is_off()
    {
        using var owner = await server.PersonAsync("olga");
        string token;
        await using (await server.WithSipAsync())
        {
            token = (await owner.CreateGroupAsync()).Token;
            await owner.SetSipAsync(token, 1);
        }

        var off = await owner.RoomAsync(token);
        await using var config = await server.WithSipAsync();
        var on = await owner.RoomAsync(token);

        Assert.Equal((0, ""), (off["sipEnabled"].GetInt32(), off.Data.Text("attendeePin")));
        Assert.Equal(1, on["sipEnabled"].GetInt32());
    }

    private static void Turn(Conversation conversation, string kind, string owner)
    {
        if (kind == "one-to-one") (conversation.Type, conversation.Name) = (ConversationType.OneToOne, $"[\"{owner}\",\"zoe\"]");
        else (conversation.ObjectType, conversation.ObjectId) = (ObjectTypes.BreakoutRoom, "4712035987");
    }

    private static async Task<bool> MayAsync(TalkClient person, string token) => (await person.RoomAsync(token)).Expect(200)["canEnableSIP"].GetBoolean();
}
