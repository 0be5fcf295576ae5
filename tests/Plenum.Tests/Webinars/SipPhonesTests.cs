using Microsoft.EntityFrameworkCore;
using Plenum.Chat;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Webinars;

/// <summary>Telephone numbers as participants, where only the group <c>telephonists</c> may use SIP.</summary>
public sealed class SipPhonesTests(PlenumServer server) : IClassFixture<PlenumServer>, IAsyncLifetime
{
    private const string Group = "telephonists";
    private const string Number = "+491601231212";

    private IAsyncDisposable? config;

    public async ValueTask InitializeAsync() =>
        config = await server.WithSipAsync(("sip_dialout", "yes"), ("sip_bridge_groups", $"[\"{Group}\"]"), ("default_phone_region", "DE"));

    public async ValueTask DisposeAsync() => await config!.DisposeAsync();

    [Fact]
    [Case("webinars P33")]
    public async Task A_number_is_a_participant_whose_last_digits_others_do_not_see()
    {
        using var owner = await server.PersonAsync("olga", Group);
        using var user = await server.PersonAsync("uwe");
        var group = await owner.CreateGroupAsync("room", user);

        var reply = await owner.TryAddAsync(group.Token, Number, "phones");

        var ofOwner = (await owner.ParticipantsAsync(group.Token)).PhoneRow();
        var ofUser = (await user.ParticipantsAsync(group.Token)).PhoneRow();
        Assert.Equal((200, "[]"), (reply.Status, reply.Data.GetRawText()));
        Assert.Equal(("+49160123…", 3, Number), (ofOwner.Text("displayName"), ofOwner.GetProperty("participantType").GetInt32(), ofOwner.Text("phoneNumber")));
        Assert.Equal(("+49160123…", "", "", ""), (ofUser.Text("displayName"), ofUser.Text("phoneNumber"), ofUser.Text("callId"), ofUser.Text("attendeePin")));
    }

    [Fact]
    public async Task The_id_of_a_number_is_made_of_the_number_and_the_time()
    {
        using var owner = await server.PersonAsync("olga", Group);
        var group = await owner.CreateGroupAsync();

        await owner.TryAddAsync(group.Token, "0160 / 123 12 12", "phones");

        var row = (await owner.ParticipantsAsync(group.Token)).PhoneRow();
        Assert.Equal((Common.Secret.Sha1($"{Number}#{server.Clock.Unix}"), Number), (row.Text("actorId"), row.Text("phoneNumber")));
    }

    [Fact]
    public async Task The_same_number_twice_in_a_second_is_one_participant()
    {
        using var owner = await server.PersonAsync("olga", Group);
        var group = await owner.CreateGroupAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => owner.TryAddAsync(group.Token, Number, "phones")));

        Assert.All(replies, reply => Assert.Equal(200, reply.Status));
        Assert.Equal(1, await server.FromDbAsync(db => db.Attendees.CountAsync(attendee => attendee.Conversation!.Token == group.Token && attendee.ActorType == "phones")));
    }

    [Fact]
    public async Task Coming_and_going_is_said_in_the_chat()
    {
        using var owner = await server.PersonAsync("olga", Group);
        var group = await owner.CreateGroupAsync();
        await owner.TryAddAsync(group.Token, Number, "phones");
        var row = (await owner.ParticipantsAsync(group.Token)).PhoneRow();

        var removed = await owner.TryRemoveAsync(group.Token, row.GetProperty("attendeeId").GetInt64());

        var said = await server.FromDbAsync(db => db.Messages.Where(message => message.Conversation!.Token == group.Token && message.Text.StartsWith("phone_"))
            .OrderBy(message => message.Id).Select(message => new { message.Text, message.Parameters, message.ActorId }).ToListAsync());
        var parameters = System.Text.Json.JsonSerializer.Serialize(new { phone = row.Text("actorId"), name = "+49160123…" });
        Assert.Equal(200, removed.Status);
        Assert.Equal(
            [new { Text = "phone_added", Parameters = parameters, ActorId = owner.User }, new { Text = "phone_removed", Parameters = parameters, ActorId = owner.User }],
            said);
    }

    [Fact]
    [Case("webinars P34")]
    public async Task A_participant_who_is_no_moderator_may_not_whatever_groups_it_is_in()
    {
        using var owner = await server.PersonAsync("olga", Group);
        using var user = await server.PersonAsync("uwe", Group);
        var group = await owner.CreateGroupAsync("room", user);

        var reply = await user.TryAddAsync(group.Token, Number, "phones");

        Assert.Equal(403, reply.Status);
    }

    [Fact]
    [Case("webinars P35")]
    public async Task A_moderator_outside_the_sip_groups_has_no_telephone()
    {
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();

        var reply = await owner.TryAddAsync(group.Token, Number, "phones");

        Assert.Equal((501, "sip"), (reply.Status, reply.Error));
        Assert.Empty((await owner.ParticipantsAsync(group.Token)).PhoneRows());
    }

    [Fact]
    [Case("webinars P36")]
    public async Task A_breakout_room_takes_no_numbers()
    {
        using var owner = await server.PersonAsync("olga", Group);
        var group = await owner.CreateGroupAsync();
        await server.ChangeAsync(group.Token, conversation => (conversation.ObjectType, conversation.ObjectId) = (ObjectTypes.BreakoutRoom, "4712035987"));

        var reply = await owner.TryAddAsync(group.Token, Number, "phones");

        Assert.Equal((400, "source"), (reply.Status, reply.Error));
    }

    [Fact]
    public async Task A_classified_conversation_takes_no_numbers()
    {
        using var owner = await server.PersonAsync("olga", Group);
        var group = await owner.CreateGroupAsync();
        await server.ChangeAsync(group.Token, conversation => conversation.Attributes = ConversationAttributes.Classified);

        var reply = await owner.TryAddAsync(group.Token, Number, "phones");

        Assert.Equal((400, "classified"), (reply.Status, reply.Error));
    }

    [Fact]
    public async Task A_conversation_that_cannot_be_dialled_takes_no_numbers()
    {
        using var owner = await server.PersonAsync("olga", Group);
        var group = await owner.CreateGroupAsync();
        await server.RenameTokenAsync(group.Token, "abcdefgh");

        var reply = await owner.TryAddAsync("abcdefgh", Number, "phones");

        Assert.Equal((501, "sip"), (reply.Status, reply.Error));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("hello")]
    [InlineData("+4916")]
    [InlineData("+99916012312121")]
    [InlineData("\u0000+491601231212")]
    public async Task What_is_no_number_is_refused(string number)
    {
        using var owner = await server.PersonAsync("olga", Group);
        var group = await owner.CreateGroupAsync();

        var reply = await owner.TryAddAsync(group.Token, number, "phones");

        Assert.Equal(400, reply.Status);
        Assert.Contains(reply.Error, new[] { "new-participant", "newParticipant" });
        Assert.Empty((await owner.ParticipantsAsync(group.Token)).PhoneRows());
    }

    [Fact]
    public async Task An_overlong_number_is_refused()
    {
        using var owner = await server.PersonAsync("olga", Group);
        var group = await owner.CreateGroupAsync();

        var reply = await owner.TryAddAsync(group.Token, $"+49{new string('1', 10_000)}", "phones");

        Assert.Equal((400, "new-participant"), (reply.Status, reply.Error));
    }

    [Fact]
    [Case("webinars P37")]
    public async Task The_id_of_a_running_call_is_for_moderators_who_may_dial_out()
    {
        using var owner = await server.PersonAsync("olga", Group);
        using var second = await server.PersonAsync("mona");
        using var user = await server.PersonAsync("uwe", Group);
        var group = await owner.CreateGroupAsync("room", second, user);
        await owner.PromoteAsync(group.Token, second);
        await owner.TryAddAsync(group.Token, Number, "phones");
        await server.InDbAsync(async db => (await db.Attendees.SingleAsync(attendee => attendee.Conversation!.Token == group.Token && attendee.ActorType == "phones")).CallId = "call-1");

        var ofOwner = (await owner.ParticipantsAsync(group.Token)).PhoneRow();
        var ofSecond = (await second.ParticipantsAsync(group.Token)).PhoneRow();
        var ofUser = (await user.ParticipantsAsync(group.Token)).PhoneRow();

        Assert.Equal(("call-1", Number), (ofOwner.Text("callId"), ofOwner.Text("phoneNumber")));
        Assert.Equal(("", Number), (ofSecond.Text("callId"), ofSecond.Text("phoneNumber")));
        Assert.Equal(("", ""), (ofUser.Text("callId"), ofUser.Text("phoneNumber")));
    }
}

/// <summary>A server on which nobody may dial out.</summary>
public sealed class SipPhonesWithoutDialOutTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Theory]
    [InlineData("no")]
    [InlineData("")]
    [Case("webinars P35")]
    public async Task Without_dial_out_nobody_has_a_telephone(string dialOut)
    {
        await using var config = await server.WithSipAsync(("sip_dialout", dialOut));
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();

        var reply = await owner.TryAddAsync(group.Token, "+491601231212", "phones");

        Assert.Equal((501, "sip"), (reply.Status, reply.Error));
    }

    [Fact]
    public async Task Without_sip_dial_out_alone_is_nothing()
    {
        await using var config = await server.ConfigAsync(("sip_dialout", "yes"));
        using var owner = await server.PersonAsync("olga");
        var group = await owner.CreateGroupAsync();

        var reply = await owner.TryAddAsync(group.Token, "+491601231212", "phones");

        Assert.Equal((501, "sip"), (reply.Status, reply.Error));
    }
}
