using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Webinars;

/// <summary>Having somebody's telephone called, with a signaling server at the other end.</summary>
public sealed class SipDialOutTests(PlenumServer server) : IClassFixture<PlenumServer>, IAsyncLifetime
{
    private const string Group = "telephonists";
    private const string Number = "+491601231212";

    private SignalingServer? signaling;
    private IAsyncDisposable? config;

    public async ValueTask InitializeAsync()
    {
        signaling = await SignalingServer.StartAsync();
        config = await server.WithSipAsync(("sip_dialout", "yes"), ("sip_bridge_groups", $"[\"{Group}\"]"), signaling.Config);
    }

    public async ValueTask DisposeAsync()
    {
        await config!.DisposeAsync();
        await signaling!.DisposeAsync();
    }

    [Fact]
    [Case("webinars P37", "calls 33")]
    public async Task The_order_goes_to_the_signaling_server_and_the_id_of_the_call_is_kept()
    {
        using var owner = await server.PersonAsync("olga", Group);
        using var user = await server.PersonAsync("uwe", Group);
        var (token, phone) = await CallWithPhoneAsync(owner, user);

        var reply = await DialAsync(owner, token, phone);

        var row = (await owner.ParticipantsAsync(token)).PhoneRow();
        var expected = JsonSerializer.SerializeToElement(new { type = "dialout", dialout = new { number = Number, options = new { attendeeId = phone, actorType = "phones", actorId = row.Text("actorId") } } });
        var (path, body, backend) = Assert.Single(signaling!.DialOuts);
        Assert.Equal((201, "null"), (reply.Status, reply.Data.GetRawText()));
        Assert.Equal(($"/api/v1/room/{token}", server.Url), (path, backend));
        Assert.True(JsonElement.DeepEquals(expected, JsonDocument.Parse(body).RootElement), body);
        Assert.Equal(("call-1", ""), (row.Text("callId"), (await user.ParticipantsAsync(token)).PhoneRow().Text("callId")));
    }

    [Fact]
    [Case("webinars P41")]
    public async Task The_number_in_the_callers_profile_is_shown_to_the_person_called()
    {
        using var owner = await server.PersonAsync("olga", Group);
        (await owner.PutAsync($"/ocs/v2.php/cloud/users/{owner.User}", new { key = "phone", value = "+49 170 7654321" })).Expect(200);
        var (token, phone) = await CallWithPhoneAsync(owner);

        await DialAsync(owner, token, phone);

        Assert.Equal("+491707654321", JsonDocument.Parse(signaling!.DialOuts[^1].Body).RootElement.GetProperty("dialout").GetProperty("options").Text("caller"));
    }

    [Fact]
    [Case("webinars P38")]
    public async Task Without_a_call_there_is_nobody_to_call_from()
    {
        using var owner = await server.PersonAsync("olga", Group);
        var (token, phone) = await PhoneAsync(owner);
        await owner.JoinAsync(token);

        var reply = await DialAsync(owner, token, phone);

        Assert.Equal((400, "null"), (reply.Status, reply.Data.GetRawText()));
        Assert.Empty(signaling!.DialOuts);
    }

    [Fact]
    [Case("webinars P38")]
    public async Task Somebody_who_is_not_in_the_call_calls_nobody()
    {
        using var owner = await server.PersonAsync("olga", Group);
        using var user = await server.PersonAsync("uwe", Group);
        var (token, phone) = await CallWithPhoneAsync(owner, user);

        var withoutSession = await DialAsync(user, token, phone);
        await user.JoinAsync(token);
        var withSession = await DialAsync(user, token, phone);

        Assert.Equal((400, 400), (withoutSession.Status, withSession.Status));
        Assert.Empty(signaling!.DialOuts);
    }

    [Fact]
    public async Task In_a_classified_conversation_nobody_is_called()
    {
        using var owner = await server.PersonAsync("olga", Group);
        var (token, phone) = await CallWithPhoneAsync(owner);
        await server.ChangeAsync(token, conversation => conversation.Attributes = ConversationAttributes.Classified);

        var reply = await DialAsync(owner, token, phone);

        Assert.Equal(400, reply.Status);
    }

    [Fact]
    public async Task Somebody_outside_the_sip_groups_has_no_telephone()
    {
        using var owner = await server.PersonAsync("olga", Group);
        using var user = await server.PersonAsync("uwe");
        var (token, phone) = await CallWithPhoneAsync(owner, user);
        await EnterAsync(user, token);

        var reply = await DialAsync(user, token, phone);

        Assert.Equal((501, "sip"), (reply.Status, reply.Error));
    }

    [Fact]
    [Case("webinars P39", "calls 33")]
    public async Task Only_telephones_of_this_conversation_are_called()
    {
        using var owner = await server.PersonAsync("olga", Group);
        var (token, _) = await CallWithPhoneAsync(owner);
        var (_, elsewhere) = await PhoneAsync(owner);

        var person = await DialAsync(owner, token, await owner.AttendeeIdAsync(token));
        var other = await DialAsync(owner, token, elsewhere);
        var unknown = await DialAsync(owner, token, 999_999_999);
        var noNumber = await owner.PostAsync($"v4/call/{token}/dialout/abc");

        Assert.Equal((404, "null", 404, 404, 404), (person.Status, person.Data.GetRawText(), other.Status, unknown.Status, noNumber.Status));
        Assert.Empty(signaling!.DialOuts);
    }

    [Fact]
    [Case("webinars P40", "calls 33")]
    public async Task An_error_of_the_signaling_server_is_passed_on_and_nothing_is_kept()
    {
        using var owner = await server.PersonAsync("olga", Group);
        var (token, phone) = await CallWithPhoneAsync(owner);
        signaling!.Answer = (502, """{"type":"dialout","dialout":{"error":{"code":"busy","message":"The line is busy"}}}""");

        var reply = await DialAsync(owner, token, phone);

        Assert.Equal((501, "busy", "The line is busy"), (reply.Status, reply.Error, reply.Data.Text("message")));
        Assert.Equal("", (await owner.ParticipantsAsync(token)).PhoneRow().Text("callId"));
    }

    [Theory]
    [InlineData(403, "")]
    [InlineData(200, "{}")]
    [InlineData(500, "<html>")]
    public async Task A_useless_answer_is_501_backend(int status, string body)
    {
        using var owner = await server.PersonAsync("olga", Group);
        var (token, phone) = await CallWithPhoneAsync(owner);
        signaling!.Answer = (status, body);

        var reply = await DialAsync(owner, token, phone);

        Assert.Equal((501, "backend"), (reply.Status, reply.Error));
    }

    [Fact]
    public async Task A_signaling_server_that_is_down_is_501_backend()
    {
        using var owner = await server.PersonAsync("olga", Group);
        var (token, phone) = await CallWithPhoneAsync(owner);
        await signaling!.DisposeAsync();

        var reply = await DialAsync(owner, token, phone);

        Assert.Equal((501, "backend"), (reply.Status, reply.Error));
    }

    [Fact]
    public async Task The_lobby_holds_people_back_from_calling_others()
    {
        using var owner = await server.PersonAsync("olga", Group);
        using var user = await server.PersonAsync("uwe", Group);
        var (token, phone) = await CallWithPhoneAsync(owner, user);
        await EnterAsync(user, token);
        (await owner.PutAsync($"v4/room/{token}/webinar/lobby", new { state = 1 })).Expect(200);

        var reply = await DialAsync(user, token, phone);

        Assert.Equal(412, reply.Status);
    }

    [Fact]
    public async Task Somebody_who_may_not_start_calls_calls_nobody()
    {
        using var owner = await server.PersonAsync("olga", Group);
        using var user = await server.PersonAsync("uwe", Group);
        var (token, phone) = await CallWithPhoneAsync(owner, user);
        await EnterAsync(user, token);
        await server.InDbAsync(async db => (await db.Attendees.SingleAsync(attendee => attendee.ActorId == user.User)).Permissions = Permissions.Custom | Permissions.JoinCall);

        var reply = await DialAsync(user, token, phone);
        using var stranger = await server.PersonAsync("xaver", Group);
        var ofStranger = await DialAsync(stranger, token, phone);

        Assert.Equal((403, 404), (reply.Status, ofStranger.Status));
    }

    [Fact]
    public async Task When_the_telephone_leaves_the_call_its_id_is_forgotten()
    {
        using var owner = await server.PersonAsync("olga", Group);
        var (token, phone) = await CallWithPhoneAsync(owner);
        await DialAsync(owner, token, phone);
        await server.InDbAsync(async db =>
        {
            var leg = await db.Attendees.SingleAsync(attendee => attendee.Id == phone);
            db.Sessions.Add(new Session { ConversationId = leg.ConversationId, AttendeeId = phone, SessionId = PlenumServer.Unique("leg"), LastPing = server.Clock.GetUtcNow(), JoinedAt = server.Clock.GetUtcNow(), InCall = CallFlags.InCall | CallFlags.WithAudio | CallFlags.WithPhone });
        });

        (await owner.DeleteAsync($"v4/call/{token}", new { all = true })).Expect(200);

        Assert.Equal("", (await owner.ParticipantsAsync(token)).PhoneRow().Text("callId"));
    }

    [Fact]
    [Case("webinars P42")]
    public async Task The_bridge_learns_whether_a_number_is_still_invited()
    {
        using var owner = await server.PersonAsync("olga", Group);
        var (token, phone) = await PhoneAsync(owner);
        var actorId = (await owner.ParticipantsAsync(token)).PhoneRow().Text("actorId");

        var right = await VerifyAsync(token, Number, new { actorType = "phones", actorId, attendeeId = phone });
        var asText = await VerifyAsync(token, Number, $$"""{"actorType":"phones","actorId":"{{actorId}}"}""");
        var otherNumber = await VerifyAsync(token, "+491601231213", new { actorType = "phones", actorId });
        var asUser = await VerifyAsync(token, Number, new { actorType = "users", actorId });
        var withoutId = await VerifyAsync(token, Number, new { actorType = "phones" });
        var withoutOptions = await VerifyAsync(token, Number, options: null);
        var unknown = await VerifyAsync(token, Number, new { actorType = "phones", actorId = "0a1b" });
        var owned = await VerifyAsync(token, Number, new { actorType = "phones", actorId = owner.User });

        Assert.Equal((200, "phones", actorId, phone), (right.Status, right.Data.Text("actorType"), right.Data.Text("actorId"), right["attendeeId"].GetInt64()));
        Assert.Equal(200, asText.Status);
        Assert.Equal((400, 400, 400, 400), (otherNumber.Status, asUser.Status, withoutId.Status, withoutOptions.Status));
        Assert.Equal((404, 404, "null"), (unknown.Status, owned.Status, owned.Data.GetRawText()));
    }

    [Fact]
    [Case("webinars P43")]
    public async Task A_rejected_call_is_forgotten_when_it_is_the_one_that_is_known()
    {
        using var owner = await server.PersonAsync("olga", Group);
        var (token, phone) = await CallWithPhoneAsync(owner);
        await DialAsync(owner, token, phone);
        var (_, elsewhere) = await PhoneAsync(owner);

        var other = await RejectAsync(token, new { callId = "call-2", options = new { attendeeId = phone } });
        var withoutAttendee = await RejectAsync(token, new { callId = "call-1" });
        var emptyOptions = await RejectAsync(token, new { callId = "call-1", options = new { } });
        var unknown = await RejectAsync(token, new { callId = "call-1", options = new { attendeeId = 999_999_999 } });
        var person = await RejectAsync(token, new { callId = "call-1", options = new { attendeeId = await owner.AttendeeIdAsync(token) } });
        var otherRoom = await RejectAsync(token, new { callId = "call-1", options = new { attendeeId = elsewhere } });
        var known = (await owner.ParticipantsAsync(token)).PhoneRow().Text("callId");
        var right = await RejectAsync(token, new { callId = "call-1", options = new { attendeeId = phone } });
        var again = await RejectAsync(token, new { callId = "call-1", options = new { attendeeId = phone } });

        Assert.Equal((400, 400, 400), (other.Status, withoutAttendee.Status, emptyOptions.Status));
        Assert.Equal((404, 404, 404), (unknown.Status, person.Status, otherRoom.Status));
        Assert.Equal(("call-1", 200, "null", 400), (known, right.Status, right.Data.GetRawText(), again.Status));
        Assert.Equal("", (await owner.ParticipantsAsync(token)).PhoneRow().Text("callId"));
    }

    [Fact]
    [Case("webinars P43")]
    public async Task A_rejection_may_come_in_the_query_with_options_as_text()
    {
        using var owner = await server.PersonAsync("olga", Group);
        var (token, phone) = await CallWithPhoneAsync(owner);
        await DialAsync(owner, token, phone);
        var options = Uri.EscapeDataString($$"""{"attendeeId":{{phone}},"actorType":"phones"}""");

        var reply = await server.BridgeAsync(HttpMethod.Delete, token, $"rejected-dialout?callId=call-1&options={options}");

        Assert.Equal(200, reply.Status);
    }

    [Theory]
    [InlineData("""{"callId":"c","options":"not JSON"}""", "options")]
    [InlineData("""{"callId":"c","options":{"attendeeId":{}}}""", "options")]
    [InlineData("""{"options":{"attendeeId":1}}""", "callId")]
    public async Task What_cannot_be_read_is_named(string json, string parameter)
    {
        using var owner = await server.PersonAsync("olga", Group);
        var (token, _) = await PhoneAsync(owner);

        var reply = await server.BridgeAsync(HttpMethod.Delete, token, "rejected-dialout", new StringContent(json, null, "application/json"));

        Assert.Equal((400, parameter), (reply.Status, reply.Error));
    }

    private static Task<Reply> DialAsync(TalkClient person, string token, long attendeeId) => person.PostAsync($"v4/call/{token}/dialout/{attendeeId}");

    private Task<Reply> VerifyAsync(string token, string number, object? options) =>
        server.BridgeAsync(HttpMethod.Post, token, "verify-dialout", new { number, options });

    private Task<Reply> RejectAsync(string token, object body) => server.BridgeAsync(HttpMethod.Delete, token, "rejected-dialout", body);

    private static async Task EnterAsync(TalkClient person, string token)
    {
        await person.JoinAsync(token);
        (await person.PostAsync($"v4/call/{token}", new { flags = 3 })).Expect(200);
    }

    /// <summary>A conversation with a telephone in it.</summary>
    private static async Task<(string Token, long Phone)> PhoneAsync(TalkClient owner, params TalkClient[] members)
    {
        var token = (await owner.CreateGroupAsync("room", members)).Token;
        (await owner.TryAddAsync(token, Number, "phones")).Expect(200);
        return (token, (await owner.ParticipantsAsync(token)).PhoneRow().GetProperty("attendeeId").GetInt64());
    }

    /// <summary>The same with the owner in a call.</summary>
    private static async Task<(string Token, long Phone)> CallWithPhoneAsync(TalkClient owner, params TalkClient[] members)
    {
        var (token, phone) = await PhoneAsync(owner, members);
        await EnterAsync(owner, token);
        return (token, phone);
    }
}

/// <summary>Dial-out on a server that cannot do it.</summary>
public sealed class SipDialOutUnconfiguredTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task Where_clients_poll_the_answer_is_501_backend()
    {
        await using var config = await server.WithSipAsync(("sip_dialout", "yes"), ("signaling_mode", "internal"));
        using var owner = await server.PersonAsync("olga");
        var token = (await owner.CreateGroupAsync()).Token;
        (await owner.TryAddAsync(token, "+491601231212", "phones")).Expect(200);
        var phone = (await owner.ParticipantsAsync(token)).PhoneRow().GetProperty("attendeeId").GetInt64();
        await owner.JoinAsync(token);
        (await owner.PostAsync($"v4/call/{token}", new { flags = 3 })).Expect(200);

        var withoutServer = await owner.PostAsync($"v4/call/{token}/dialout/{phone}");
        await using var callsOff = await server.ConfigAsync(("start_calls", "3"));
        var withoutCalls = await owner.PostAsync($"v4/call/{token}/dialout/{phone}");

        Assert.Equal((501, "backend", 403), (withoutServer.Status, withoutServer.Error, withoutCalls.Status));
    }

    [Theory]
    [InlineData("sip_dialout", "no")]
    [InlineData("sip_bridge_shared_secret", "")]
    public async Task Without_sip_or_dial_out_the_answer_is_501_sip(string key, string value)
    {
        await using var config = await server.WithSipAsync(("sip_dialout", "yes"));
        using var owner = await server.PersonAsync("olga");
        var token = (await owner.CreateGroupAsync()).Token;
        await owner.JoinAsync(token);
        (await owner.PostAsync($"v4/call/{token}", new { flags = 3 })).Expect(200);
        await using var off = await server.ConfigAsync((key, value));

        var reply = await owner.PostAsync($"v4/call/{token}/dialout/1");

        Assert.Equal((501, "sip"), (reply.Status, reply.Error));
    }
}
