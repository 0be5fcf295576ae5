using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Participants;

public sealed class EmailGuestTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string Address = "gil@example.org";

    private static readonly string GuestId = Secret.Sha256(Address);

    [Fact]
    [Case("conversations 59")]
    public async Task Whoever_opens_the_personal_link_joins_a_private_conversation_until_removed()
    {
        var ada = await server.PersonAsync("ada");
        var token = await InviteAsync(ada);
        var guest = server.Guest();

        var page = await guest.GetAsync(await LinkAsync(ada, token));
        var joined = await guest.JoinAsync(token);
        (await ada.TryRemoveAsync(token, joined["attendeeId"].GetInt64())).Expect(200);
        var afterwards = await guest.TryJoinAsync(token);

        Assert.Equal(200, page.Status);
        Assert.Equal(("emails", GuestId, Address), (joined.Text("actorType"), joined.Text("actorId"), joined.Text("invitedActorId")));
        Assert.EndsWith($"#{Address}", joined.Text("sessionId"), StringComparison.Ordinal);
        Assert.Equal(404, afterwards.Status);
    }

    [Fact]
    public async Task An_invitation_opened_before_a_removal_is_not_good_for_the_next_invitation()
    {
        var ada = await server.PersonAsync("ada");
        var token = await InviteAsync(ada);
        var guest = server.Guest();
        await guest.GetAsync(await LinkAsync(ada, token));
        var id = (await guest.JoinAsync(token))["attendeeId"].GetInt64();
        (await ada.TryRemoveAsync(token, id)).Expect(200);

        (await ada.TryAddAsync(token, Address, ActorTypes.Emails)).Expect(200);

        Assert.Equal(404, (await guest.TryJoinAsync(token)).Status);
        (await guest.GetAsync(await LinkAsync(ada, token))).Expect(200);
        Assert.Equal(200, (await guest.TryJoinAsync(token)).Status);
    }

    [Fact]
    public async Task An_invited_guest_needs_no_password_and_is_the_same_in_another_browser()
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreateAsync(new { roomType = 3, roomName = "room", password = "open sesame, please" })).Token;
        (await ada.TryAddAsync(token, Address, ActorTypes.Emails)).Expect(200);
        var (first, second) = (server.Guest(), server.Guest());
        var link = await LinkAsync(ada, token);
        await first.GetAsync(link);
        await second.GetAsync(link);

        var (one, two) = (await first.JoinAsync(token), await second.JoinAsync(token));

        Assert.Equal(one["attendeeId"].GetInt64(), two["attendeeId"].GetInt64());
        Assert.Equal(2, (await ada.ParticipantsAsync(token)).Row(GuestId).GetProperty("sessionIds").GetArrayLength());
    }

    [Theory]
    [InlineData("email=gil%40example.org&access=wrong")]
    [InlineData("email=eve%40example.org")]
    [InlineData("access=wrong")]
    public async Task A_wrong_link_leads_to_the_login(string query)
    {
        var ada = await server.PersonAsync("ada");
        var token = await InviteAsync(ada);
        var guest = server.Guest();

        var page = await guest.GetAsync($"/call/{token}?{query}");

        Assert.Equal((303, $"/login?redirect_url=%2Fcall%2F{token}"), (page.Status, page.Headers["Location"]));
        Assert.Equal(404, (await guest.TryJoinAsync(token)).Status);
    }

    [Fact]
    public async Task The_page_of_a_private_conversation_and_of_none_look_the_same()
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreateGroupAsync()).Token;

        var (existing, missing) = (await server.Guest().GetAsync($"/index.php/call/{token}"), await server.Guest().GetAsync("/index.php/call/nothing2"));

        Assert.Equal((303, 303), (existing.Status, missing.Status));
        Assert.Equal(404, (await (await server.PersonAsync("sam")).GetAsync($"/call/{token}")).Status);
        Assert.Equal(200, (await ada.GetAsync($"/call/{token}")).Status);
    }

    [Fact]
    public async Task The_page_of_a_public_conversation_gives_the_guest_its_cookie()
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreatePublicAsync()).Token;

        var page = await server.Guest().GetAsync($"/call/{token}");

        Assert.Equal((200, "text/html; charset=utf-8"), (page.Status, page.Headers["Content-Type"]));
        Assert.Contains("plenum_session=", page.Headers["Set-Cookie"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_typed_into_the_page_counts_when_joining()
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreateAsync(new { roomType = 3, roomName = "room", password = "open sesame, please" })).Token;
        var guest = server.Guest();

        var form = await guest.GetAsync($"/call/{token}");
        var wrong = await TypeAsync(guest, token, "guess");
        var refused = await guest.TryJoinAsync(token);
        var right = await TypeAsync(guest, token, "open sesame, please");
        var joined = await guest.TryJoinAsync(token);

        Assert.Equal((200, 200, 403, 200, 200), (form.Status, wrong.Status, refused.Status, right.Status, joined.Status));
        Assert.Contains("<form", form.Body, StringComparison.Ordinal);
        Assert.Contains("<form", wrong.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", right.Body, StringComparison.Ordinal);
    }

    [Fact]
    [Case("conversations 60")]
    public async Task Invitations_are_completed_for_one_for_all_and_for_nobody_unknown()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = await InviteAsync(ada);
        await ada.AddAsync(token, bob);
        await server.InDbAsync(async db => (await db.Attendees.SingleAsync(attendee => attendee.Conversation!.Token == token && attendee.ActorId == GuestId)).AccessToken = null);
        var none = await LinksAsync(ada, token);

        var all = await ada.PostAsync($"v4/room/{token}/participants/resend-invitations");
        var other = await ada.PostAsync($"v4/room/{token}/participants/resend-invitations", new { attendeeId = await bob.AttendeeIdAsync(token) });
        var unknown = await ada.PostAsync($"v4/room/{token}/participants/resend-invitations", new { attendeeId = 0 });
        var negative = await ada.PostAsync($"v4/room/{token}/participants/resend-invitations", new { attendeeId = -1 });

        Assert.Equal((200, "null"), (all.Status, all.Data.GetRawText()));
        Assert.Equal(200, other.Status);
        Assert.Equal((404, "null"), (unknown.Status, unknown.Data.GetRawText()));
        Assert.Equal((400, "attendeeId"), (negative.Status, negative.Error));
        Assert.Empty(none);
        Assert.Single(await LinksAsync(ada, token));
    }

    [Fact]
    public async Task Only_owners_and_moderators_read_personal_links()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = await InviteAsync(ada);
        await ada.AddAsync(token, bob);

        var statuses = new List<int>();
        foreach (var person in new[] { ada, bob, server.Guest() }) statuses.Add((await person.GetAsync(Invitations(token))).Status);
        var resend = await bob.PostAsync($"v4/room/{token}/participants/resend-invitations");

        Assert.Equal([200, 403, 401], statuses);
        Assert.Equal(403, resend.Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("gil")]
    [InlineData("gil@")]
    [InlineData("gil @example.org")]
    [InlineData("Gil <gil@example.org>")]
    public async Task What_is_no_address_is_refused(string address)
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreateGroupAsync()).Token;

        var reply = await ada.TryAddAsync(token, address, ActorTypes.Emails);

        Assert.Equal((400, "new-participant"), (reply.Status, reply.Error));
    }

    [Fact]
    public async Task A_banned_address_is_not_invited_again_and_its_browser_stays_out()
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreatePublicAsync()).Token;
        (await ada.TryAddAsync(token, Address, ActorTypes.Emails)).Expect(200);
        var guest = server.Guest();
        await guest.GetAsync(await LinkAsync(ada, token));
        await guest.JoinAsync(token);

        (await ada.TryBanAsync(token, "emails", GuestId)).Expect(200);
        var invited = await ada.TryAddAsync(token, Address, ActorTypes.Emails);
        var joined = await guest.TryJoinAsync(token);

        Assert.Equal((400, "ban"), (invited.Status, invited.Error));
        Assert.Equal((403, "ban"), (joined.Status, joined.Error));
    }

    private async Task<string> InviteAsync(TalkClient owner)
    {
        var token = (await owner.CreateGroupAsync()).Token;
        (await owner.TryAddAsync(token, Address, ActorTypes.Emails)).Expect(200);
        return token;
    }

    private static string Invitations(string token) => $"/ocs/v2.php/apps/plenum/api/v1/room/{token}/invitations";

    private static async Task<string[]> LinksAsync(TalkClient moderator, string token) =>
        [.. (await moderator.GetAsync(Invitations(token))).Expect(200).Data.EnumerateArray().Select(row => row.GetProperty("link").GetString()!)];

    private static async Task<string> LinkAsync(TalkClient moderator, string token) => new Uri((await LinksAsync(moderator, token)).Single()).PathAndQuery;

    private static Task<Reply> TypeAsync(TalkClient guest, string token, string password) =>
        guest.SendAsync(HttpMethod.Post, $"/call/{token}", new FormUrlEncodedContent([KeyValuePair.Create("password", password)]));
}
