using System.Text.RegularExpressions;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Webinars;

/// <summary><c>PUT /room/{token}/webinar/sip</c> where dial-in is set up for everybody.</summary>
public sealed partial class SipStateTests : IClassFixture<PlenumServer>, IAsyncLifetime
{
    private readonly PlenumServer server;
    private IAsyncDisposable? config;

    public SipStateTests(PlenumServer server) => this.server = server;

    public async ValueTask InitializeAsync() => config = await server.WithSipAsync(("sip_dialout", "yes"));

    public async ValueTask DisposeAsync() => await config!.DisposeAsync();

    [Fact]
    [Case("webinars P01", "conversations 40")]
    public async Task Switched_on_the_answer_has_the_state_and_ones_own_pin()
    {
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();

        var reply = await owner.TrySetSipAsync(group.Token, 1);

        Assert.Equal((200, 1), (reply.Status, reply["sipEnabled"].GetInt32()));
        Assert.Matches(PinPattern(), reply["attendeePin"].GetString());
        Assert.Equal(reply["attendeePin"].GetString(), await server.PinOfAsync(group.Token, owner.User));
    }

    [Fact]
    [Case("webinars P02", "conversations 40")]
    public async Task The_state_it_already_has_is_refused()
    {
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();
        await owner.SetSipAsync(group.Token, 1);

        var reply = await owner.TrySetSipAsync(group.Token, 1);

        Assert.Equal((400, "value"), (reply.Status, reply.Error));
    }

    [Fact]
    [Case("webinars P03")]
    public async Task All_three_states_can_be_reached()
    {
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreatePublicAsync();
        await owner.SetSipAsync(group.Token, 1);

        var withoutPin = await owner.TrySetSipAsync(group.Token, 2);
        var off = await owner.TrySetSipAsync(group.Token, 0);

        Assert.Equal((200, 2), (withoutPin.Status, withoutPin["sipEnabled"].GetInt32()));
        Assert.Equal((200, 0, ""), (off.Status, off["sipEnabled"].GetInt32(), off["attendeePin"].GetString()));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    [InlineData(4294967297)]
    [Case("webinars P04")]
    public async Task Any_other_number_is_refused(long state)
    {
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();
        await owner.SetSipAsync(group.Token, 1);

        var reply = await owner.TrySetSipAsync(group.Token, state);

        Assert.Equal((400, "value", SipState.WithPin), (reply.Status, reply.Error, await server.StoredSipAsync(group.Token)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"state":null}""")]
    [InlineData("""{"state":[1]}""")]
    [InlineData("""{"state":{"a":1}}""")]
    [InlineData("""{"state":99999999999999999999}""")]
    [Case("webinars P04")]
    public async Task What_is_no_number_is_refused_by_the_name_of_the_parameter(string json)
    {
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();

        var reply = await owner.PutAsync($"v4/room/{group.Token}/webinar/sip", new StringContent(json, null, "application/json"));

        Assert.Equal((400, "state"), (reply.Status, reply.Error));
    }

    [Fact]
    public async Task Malformed_json_is_refused()
    {
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();

        var reply = await owner.PutAsync($"v4/room/{group.Token}/webinar/sip", new StringContent("{\"state\":1", null, "application/json"));

        Assert.Equal((400, SipState.Disabled), (reply.Status, await server.StoredSipAsync(group.Token)));
    }

    [Fact]
    [Case("webinars P06")]
    public async Task A_plain_participant_is_not_allowed_to()
    {
        using var owner = await server.PersonAsync("olga");
        using var user = await server.PersonAsync("uwe");
        var group = await owner.CreateGroupAsync("room", user);

        var reply = await user.TrySetSipAsync(group.Token, 1);

        Assert.Equal((403, SipState.Disabled), (reply.Status, await server.StoredSipAsync(group.Token)));
    }

    [Fact]
    public async Task Strangers_find_no_conversation_and_guests_must_log_in()
    {
        using var owner = await server.PersonAsync("olga");
        using var stranger = await server.PersonAsync("xaver");
        using var guest = server.Guest();
        var room = await owner.CreatePublicAsync();

        var ofStranger = await stranger.TrySetSipAsync(room.Token, 1);
        var ofGuest = await guest.TrySetSipAsync(room.Token, 1);
        var ofNobody = await owner.TrySetSipAsync("4711", 1);

        Assert.Equal((404, 401, 404), (ofStranger.Status, ofGuest.Status, ofNobody.Status));
    }

    [Theory]
    [InlineData("471203598a")]
    [InlineData("4711203598")]
    [InlineData("0471203598")]
    [Case("webinars P09")]
    public async Task A_token_that_cannot_be_dialled_is_refused_when_switching_on_only(string token)
    {
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();
        await server.RenameTokenAsync(group.Token, token);

        var on = await owner.TrySetSipAsync(token, 1);
        await server.ChangeAsync(token, conversation => conversation.SipEnabled = SipState.WithPin);
        var off = await owner.TrySetSipAsync(token, 0);

        Assert.Equal((400, "token", 200), (on.Status, on.Error, off.Status));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [Case("webinars P10")]
    public async Task A_breakout_room_has_no_telephone(int state)
    {
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();
        await server.ChangeAsync(group.Token, conversation => (conversation.ObjectType, conversation.ObjectId) = (ObjectTypes.BreakoutRoom, "4712035987"));

        var reply = await owner.TrySetSipAsync(group.Token, state);

        Assert.Equal((400, "breakout-room"), (reply.Status, reply.Error));
    }

    [Fact]
    [Case("webinars P11")]
    public async Task A_one_to_one_has_no_telephone()
    {
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();
        await server.ChangeAsync(group.Token, conversation => (conversation.Type, conversation.Name) = (ConversationType.OneToOne, $"[\"{owner.User}\",\"zoe\"]"));

        var reply = await owner.TrySetSipAsync(group.Token, 1);

        Assert.Equal((400, "type"), (reply.Status, reply.Error));
    }

    [Fact]
    public async Task A_classified_conversation_has_no_telephone()
    {
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();
        await server.ChangeAsync(group.Token, conversation => conversation.Attributes = ConversationAttributes.Classified);

        var reply = await owner.TrySetSipAsync(group.Token, 1);

        Assert.Equal((400, "classified"), (reply.Status, reply.Error));
    }

    [Fact]
    public async Task A_change_is_announced_and_says_nothing_in_the_chat()
    {
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();
        var heard = server.Record();

        await owner.SetSipAsync(group.Token, 1);

        Assert.IsType<RoomUpdated>(Assert.Single(heard.About(group.Token)));
    }

    [Fact]
    [Case("webinars I17")]
    public async Task A_refusal_changes_and_announces_nothing()
    {
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();
        var heard = server.Record();

        await owner.TrySetSipAsync(group.Token, 0);
        await owner.TrySetSipAsync(group.Token, 9);

        Assert.Empty(heard.About(group.Token));
        Assert.Null(await server.PinOfAsync(group.Token, owner.User));
    }

    [Fact]
    public async Task Of_many_who_switch_it_on_at_once_one_does_it()
    {
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();
        var heard = server.Record();

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => owner.TrySetSipAsync(group.Token, 1)));

        Assert.Single(replies, reply => reply.Status == 200);
        Assert.All(replies.Where(reply => reply.Status != 200), reply => Assert.Equal((400, "value"), (reply.Status, reply.Error)));
        Assert.Single(heard.About(group.Token));
    }

    [Fact]
    public async Task The_query_or_a_form_will_do_as_well()
    {
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();

        var query = await owner.PutAsync($"v4/room/{group.Token}/webinar/sip?state=1");
        var form = await owner.PutAsync($"v4/room/{group.Token}/webinar/sip", new FormUrlEncodedContent([new("state", "2")]));

        Assert.Equal((200, 200, SipState.WithoutPin), (query.Status, form.Status, await server.StoredSipAsync(group.Token)));
    }

    [GeneratedRegex("^[1-9][0-9]{6}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PinPattern();
}
