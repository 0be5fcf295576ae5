using System.Text.Json;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Signaling;

/// <summary>What happens in a call by REST, as those hear it who are connected.</summary>
public sealed class SocketCallsTests(EmbeddedServer server) : IClassFixture<EmbeddedServer>
{
    [Fact]
    [Case("calls 43", "calls 1")]
    public async Task The_message_comes_before_the_flags()
    {
        var (ada, bob, token) = await PairAsync();
        await using var client = await server.SeatAsync(bob, token);
        await using var first = await server.SeatAsync(ada, token);
        await client.KindsAsync();

        (await ada.PostAsync($"v4/call/{token}")).Expect(200);
        var heard = new List<string>();
        await client.HearAsync(frame =>
        {
            if (IsChat(frame)) heard.Add("chat");
            if (FlagsOf(frame, first) is not null) heard.Add("flags");
            return heard.Contains("flags");
        });

        Assert.Equal(["chat", "flags"], heard.Distinct());
    }

    [Fact]
    [Case("calls 19")]
    public async Task Changed_flags_are_heard_without_a_message()
    {
        var (ada, bob, token) = await PairAsync();
        await using var first = await server.SeatAsync(ada, token);
        await using var second = await server.SeatAsync(bob, token);
        (await ada.PostAsync($"v4/call/{token}")).Expect(200);
        await second.HearAsync(frame => FlagsOf(frame, first) == 7);

        (await ada.PutAsync($"v4/call/{token}", new { flags = 3 })).Expect(200);
        var chats = 0;
        await second.HearAsync(frame =>
        {
            if (IsChat(frame)) chats++;
            return FlagsOf(frame, first) == 3;
        });

        Assert.Equal(0, chats);
    }

    [Fact]
    [Case("calls 22", "calls 92")]
    public async Task Ending_it_for_everybody_is_one_word_and_not_one_for_each()
    {
        var (ada, bob, token) = await PairAsync();
        await using var first = await server.SeatAsync(ada, token);
        await using var second = await server.SeatAsync(bob, token);
        foreach (var person in new[] { ada, bob }) (await person.PostAsync($"v4/call/{token}")).Expect(200);
        await second.HearAsync(frame => FlagsOf(frame, first) == 7 && FlagsOf(frame, second) == 7);

        (await ada.DeleteAsync($"v4/call/{token}", new { all = true })).Expect(200);
        var each = 0;
        await second.HearAsync(frame =>
        {
            if (FlagsOf(frame, first) == 0) each++;
            return frame.GetRawText().Contains("\"all\":true", StringComparison.Ordinal);
        });

        Assert.Equal(0, each);
        Assert.DoesNotContain("participants update", await second.KindsAsync());
    }

    [Fact]
    [Case("calls 35")]
    public async Task A_tab_that_joins_again_takes_its_old_session_out_of_call_and_room()
    {
        var (ada, bob, token) = await PairAsync();
        await using var witness = await server.SeatAsync(bob, token);
        await using var old = await server.SeatAsync(ada, token);
        (await ada.PostAsync($"v4/call/{token}")).Expect(200);
        await witness.HearAsync(frame => FlagsOf(frame, old) == 7);

        var refused = await ada.TryJoinAsync(token, force: false);
        (await ada.TryJoinAsync(token)).Expect(200);
        var gone = await old.HearAsync(frame => frame.GetProperty("type").GetString() == "room" && frame.GetProperty("room").GetProperty("roomid").GetString() is "");
        var left = await witness.EventAsync("room", "leave");

        Assert.Equal((409, 7), (refused.Status, refused["inCall"].GetInt32()));
        Assert.Equal("room", gone.GetProperty("type").GetString());
        Assert.Equal(old.SessionId, left[0].GetString());
    }

    [Fact]
    [Case("calls 40")]
    public async Task Permissions_that_are_taken_are_heard_and_leave_the_flags_alone()
    {
        const int WithoutPublishing = 510 - 16 - 32;
        var (ada, bob, token) = await PairAsync();
        await using var first = await server.SeatAsync(ada, token);
        await using var second = await server.SeatAsync(bob, token);
        (await bob.PostAsync($"v4/call/{token}")).Expect(200);
        await first.HearAsync(frame => FlagsOf(frame, second) == 7);

        (await ada.TryGrantAsync(token, await bob.AttendeeIdAsync(token), WithoutPublishing)).Expect(200);

        var told = await first.HearAsync(frame => UserOf(frame, second) is { } user && (user.GetProperty("participantPermissions").GetInt32() & 48) == 0);
        Assert.Equal(7, FlagsOf(told, second));
    }

    [Fact]
    [Case("calls 40")]
    public async Task Permissions_and_roles_that_change_are_heard_without_a_call_too()
    {
        const int WithoutChat = 510 - 128;
        var (ada, bob, token) = await PairAsync();
        await using var first = await server.SeatAsync(ada, token);
        await using var second = await server.SeatAsync(bob, token);
        await first.HearAsync(frame => frame.GetRawText().Contains($"\"sessionid\":\"{second.SessionId}\"", StringComparison.Ordinal));
        var attendee = await bob.AttendeeIdAsync(token);

        (await ada.TryGrantAsync(token, attendee, WithoutChat)).Expect(200);
        var own = await second.HearAsync(frame => UserOf(frame, second) is { } user && (user.GetProperty("participantPermissions").GetInt32() & 128) == 0);
        (await ada.PostAsync($"v4/room/{token}/moderators", new { attendeeId = attendee })).Expect(200);
        var promoted = await first.HearAsync(frame => UserOf(frame, second)?.GetProperty("participantType").GetInt32() == 2);

        Assert.Equal(0, FlagsOf(own, second));
        Assert.Null(UserOf(own, first));
        Assert.Equal(0, FlagsOf(promoted, second));
    }

    private static bool IsChat(JsonElement frame) => frame.GetRawText().Contains("\"chat\":{\"refresh\":true}", StringComparison.Ordinal);

    private static int? FlagsOf(JsonElement frame, SignalingClient client) => UserOf(frame, client)?.GetProperty("inCall").GetInt32();

    private static JsonElement? UserOf(JsonElement frame, SignalingClient client)
    {
        if (!frame.TryGetProperty("event", out var told) || !told.TryGetProperty("update", out var update) || !update.TryGetProperty("users", out var users)) return null;

        foreach (var user in users.EnumerateArray())
        {
            if (user.GetProperty("sessionId").GetString() == client.SessionId) return user;
        }

        return null;
    }

    private async Task<(TalkClient Ada, TalkClient Bob, string Token)> PairAsync()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        return (ada, bob, (await ada.CreateGroupAsync("room", bob)).Token);
    }
}
