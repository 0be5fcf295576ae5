using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Webinars;

/// <summary>Calls to the telephone number of an account.</summary>
public sealed class SipDirectDialInTests(PlenumServer server) : IClassFixture<PlenumServer>, IAsyncLifetime
{
    private IAsyncDisposable? config;

    public async ValueTask InitializeAsync() => config = await server.WithSipAsync(("default_phone_region", "DE"), ("start_calls", "2"));

    public async ValueTask DisposeAsync() => await config!.DisposeAsync();

    [Fact]
    [Case("webinars P29")]
    public async Task A_group_named_after_the_caller_is_made_for_the_call()
    {
        using var owner = await PersonWithNumberAsync("+49 30 123450");

        var reply = await CallAsync("+4930123450", "  +49 171 5550123 ");

        var token = reply.Expect(200).Token;
        var ofOwner = (await owner.RoomAsync(token)).Expect(200);
        Assert.Equal(("guests", 4, "+49 171 5550123"), (reply.Data.Text("actorType"), reply["participantType"].GetInt32(), reply.Data.Text("displayName")));
        Assert.NotEqual("0", reply.Data.Text("sessionId"));
        Assert.Equal(("+49 171 5550123", 2, 1, 2), (ofOwner.Data.Text("name"), ofOwner["type"].GetInt32(), ofOwner["participantType"].GetInt32(), ofOwner["sipEnabled"].GetInt32()));
        Assert.Equal(("phone_temporary", "direct-dialin"), (ofOwner.Data.Text("objectType"), ofOwner.Data.Text("objectId")));
        Assert.Matches("^[1-9][0-9]{6}$", ofOwner.Data.Text("attendeePin"));
        Assert.Equal("+49 171 5550123", await server.FromDbAsync(db => db.Attendees.Where(guest => guest.Conversation!.Token == token && guest.ActorType == "guests").Select(guest => guest.DisplayName).SingleAsync()));
    }

    [Fact]
    public async Task The_caller_may_start_the_call_whoever_else_may()
    {
        using var owner = await PersonWithNumberAsync("+49 30 123451");

        var reply = await CallAsync("+4930123451", "Ida");

        Assert.True(reply.Expect(200)["canStartCall"].GetBoolean());
    }

    [Theory]
    [InlineData("030 / 555 0101", "+49305550101")]
    [InlineData("+49 (0)30 5550102", "030 5550102")]
    [InlineData("0049305550103", "49305550103")]
    [InlineData("+1 (212) 555-0104", "12125550104")]
    public async Task A_number_is_found_however_it_is_written(string inProfile, string called)
    {
        using var owner = await PersonWithNumberAsync(inProfile);

        var reply = await CallAsync(called, "Ida");

        Assert.Equal(200, (await owner.RoomAsync(reply.Expect(200).Token)).Status);
    }

    [Theory]
    [InlineData("+49309999999")]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("sip:olga")]
    [Case("webinars P30")]
    public async Task A_number_of_nobody_is_404(string number)
    {
        using var owner = await PersonWithNumberAsync("+49 30 123452");

        var reply = await CallAsync(number, "Ida");

        Assert.Equal((404, "null"), (reply.Status, reply.Data.GetRawText()));
    }

    [Fact]
    public async Task A_number_that_two_claim_reaches_neither()
    {
        using var one = await PersonWithNumberAsync("+49 30 123453");
        using var other = await PersonWithNumberAsync("030 123453");

        var reply = await CallAsync("+4930123453", "Ida");

        Assert.Equal(404, reply.Status);
    }

    [Fact]
    public async Task The_number_of_a_disabled_account_is_404()
    {
        using var owner = await PersonWithNumberAsync("+49 30 123454");
        await server.InDbAsync(async db => (await db.Accounts.SingleAsync(account => account.Id == owner.User)).Enabled = false);

        var reply = await CallAsync("+4930123454", "Ida");

        Assert.Equal(404, reply.Status);
    }

    [Fact]
    public async Task A_number_that_was_given_up_is_404()
    {
        using var owner = await PersonWithNumberAsync("+49 30 123455");
        await SetNumberAsync(owner, "+49 30 123456");

        var old = await CallAsync("+4930123455", "Ida");
        var current = await CallAsync("+4930123456", "Ida");

        Assert.Equal((404, 200), (old.Status, current.Status));
    }

    [Fact]
    [Case("webinars P32")]
    public async Task The_signature_is_over_the_number_that_was_called()
    {
        using var owner = await PersonWithNumberAsync("+49 30 123457");
        var group = await owner.CreateGroupAsync();

        var overToken = await server.SignedAsync(HttpMethod.Post, "v4/room/direct-dial-in", group.Token, new { phoneNumber = "+4930123457", caller = "Ida" });
        var overOther = await server.SignedAsync(HttpMethod.Post, "v4/room/direct-dial-in", "+4930123458", new { phoneNumber = "+4930123457", caller = "Ida" });

        Assert.Equal((401, 401), (overToken.Status, overOther.Status));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public async Task Without_a_caller_the_conversation_is_named_after_the_number_called(string caller)
    {
        using var owner = await PersonWithNumberAsync("+49 30 123459");

        var reply = await CallAsync("+4930123459", caller);

        Assert.Equal("+4930123459", reply.Expect(200).Data.Text("name"));
        await SetNumberAsync(owner, "");
    }

    [Fact]
    public async Task A_caller_with_an_overlong_name_is_cut()
    {
        using var owner = await PersonWithNumberAsync("+49 30 123460");

        var reply = await CallAsync("+4930123460", string.Concat(Enumerable.Repeat("😀", 400)));

        Assert.Equal(string.Concat(Enumerable.Repeat("😀", 255)), reply.Expect(200).Data.Text("name"));
    }

    [Theory]
    [InlineData("""{"caller":"Ida"}""", "", "phoneNumber")]
    [InlineData("""{"phoneNumber":"+4930123461"}""", "+4930123461", "caller")]
    [InlineData("""{"phoneNumber":["+4930123461"],"caller":"Ida"}""", "", "phoneNumber")]
    public async Task What_is_missing_is_named(string json, string signed, string parameter)
    {
        var reply = await server.SignedAsync(HttpMethod.Post, "v4/room/direct-dial-in", signed, new StringContent(json, null, "application/json"));

        Assert.Equal((400, parameter), (reply.Status, reply.Error));
    }

    [Fact]
    public async Task Two_calls_at_once_are_two_conversations()
    {
        using var owner = await PersonWithNumberAsync("+49 30 123462");

        var calls = await Task.WhenAll(CallAsync("+4930123462", "Ida"), CallAsync("+4930123462", "Jo"));

        Assert.NotEqual(calls[0].Expect(200).Token, calls[1].Expect(200).Token);
    }

    private Task<Reply> CallAsync(string number, string caller) =>
        server.SignedAsync(HttpMethod.Post, "v4/room/direct-dial-in", number, new { phoneNumber = number, caller });

    private async Task<TalkClient> PersonWithNumberAsync(string number)
    {
        var person = await server.PersonAsync("olga");
        await SetNumberAsync(person, number);
        return person;
    }

    private static async Task SetNumberAsync(TalkClient person, string number) =>
        (await person.PutAsync($"/ocs/v2.php/cloud/users/{person.User}", new { key = "phone", value = number })).Expect(200);
}
