using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Participants;

public sealed class JoinProtectionTests(ProtectedServer server) : IClassFixture<ProtectedServer>
{
    private const string Word = "open sesame, please";

    [Fact]
    [Case("conversations 72")]
    public async Task Wrong_passwords_count_until_the_right_one_and_members_and_finders_need_none()
    {
        await ForgetTriesAsync();
        var (ada, bob, sam) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"), await server.PersonAsync("sam"));
        var token = (await ada.CreateAsync(new { roomType = 3, roomName = "room", password = Word, participants = new { users = new[] { bob.User } } })).Token;
        var listed = (await ada.CreateAsync(new { roomType = 3, roomName = "listed", password = Word, listable = 1 })).Token;

        var without = await sam.TryJoinAsync(token);
        var wrong = await sam.TryJoinAsync(token, "guess");
        var counted = await TriesAsync(Protects.RoomPassword);
        var right = await sam.TryJoinAsync(token, Word);

        Assert.Equal([(403, "password"), (403, "password")], new[] { without, wrong }.Select(reply => (reply.Status, reply.Error)));
        Assert.Equal((2, 0), (counted, await TriesAsync(Protects.RoomPassword)));
        Assert.Equal((200, 5), (right.Status, right["participantType"].GetInt32()));
        Assert.Equal((200, 200), ((await bob.TryJoinAsync(token)).Status, (await sam.TryJoinAsync(listed)).Status));
    }

    [Fact]
    [Case("conversations 76")]
    public async Task After_ten_unknown_tokens_the_door_is_closed()
    {
        await ForgetTriesAsync();
        var guest = server.Guest();

        var statuses = new List<int>();
        for (var i = 0; i < 11; i++) statuses.Add((await guest.TryJoinAsync("nothing2")).Status);

        Assert.Equal([.. Enumerable.Repeat(404, 10), 429], statuses);
        await ForgetTriesAsync();
    }

    [Fact]
    public async Task A_success_forgives_tries_at_the_same_conversation_only()
    {
        await ForgetTriesAsync();
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreatePublicAsync()).Token;
        await server.Guest().TryJoinAsync("nothing2");

        await server.Guest().JoinAsync(token);

        Assert.Equal(1, await TriesAsync(Protects.RoomToken));
    }

    [Fact]
    public async Task Bans_and_taken_sessions_are_no_guesses()
    {
        await ForgetTriesAsync();
        var (ada, sam) = (await server.PersonAsync("ada"), await server.PersonAsync("sam"));
        var token = (await ada.CreateAsync(new { roomType = 3, roomName = "room", password = Word })).Token;
        (await ada.TryBanAsync(token, "users", sam.User)).Expect(200);

        var banned = await sam.TryJoinAsync(token, "guess");

        Assert.Equal((403, "ban"), (banned.Status, banned.Error));
        Assert.Equal(0, await TriesAsync(Protects.RoomToken) + await TriesAsync(Protects.RoomPassword));
    }

    [Fact]
    public async Task Links_and_passwords_tried_on_the_page_count_and_looking_at_the_form_does_not()
    {
        await ForgetTriesAsync();
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreateAsync(new { roomType = 3, roomName = "room", password = Word })).Token;
        var guest = server.Guest();

        await guest.GetAsync($"/call/{token}");
        var looking = await TriesAsync(Protects.RoomPassword);
        await guest.SendAsync(HttpMethod.Post, $"/call/{token}", new FormUrlEncodedContent([KeyValuePair.Create("password", "guess")]));
        await guest.GetAsync($"/call/{token}?email=gil@example.org&access=guess");

        Assert.Equal((0, 1, 1), (looking, await TriesAsync(Protects.RoomPassword), await TriesAsync(Protects.RoomToken)));
    }

    [Fact]
    public async Task The_page_closes_like_the_door()
    {
        await ForgetTriesAsync();
        var guest = server.Guest();
        for (var i = 0; i < BruteForce.Limit; i++) (await guest.GetAsync("/call/nothing2")).Expect(303);

        Assert.Equal(429, (await guest.GetAsync("/call/nothing2")).Status);
        await ForgetTriesAsync();
    }

    private Task<int> TriesAsync(string action) => server.FromDbAsync(db => db.FailedAttempts.CountAsync(attempt => attempt.Action == action));

    private Task ForgetTriesAsync() => server.InDbAsync(db => db.FailedAttempts.ExecuteDeleteAsync());
}
