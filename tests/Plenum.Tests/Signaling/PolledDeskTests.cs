using Plenum.Tests.Testing;

namespace Plenum.Tests.Signaling;

/// <summary>Being let in, and hands, where clients poll.</summary>
public sealed class PolledDeskTests(PollingServer server) : IClassFixture<PollingServer>
{
    [Fact]
    public async Task Whoever_is_let_in_sees_the_others_with_the_poll_that_was_waiting()
    {
        var olga = await server.PersonAsync("olga");
        var token = (await olga.CreateAsync(new { roomType = 3, roomName = "webinar", lobbyState = 1 })).Token;
        await olga.JoinAsync(token);
        var gil = await server.NamedGuestAsync(token, "Gil");
        var pull = await server.WaitAsync(gil, token);

        (await olga.AdmitAsync(token, await gil.AttendeeIdAsync(token))).Expect(200);

        Assert.Equal(2, (await pull).Expect(200).Users().Length);
    }

    [Fact]
    public async Task The_hand_of_a_client_that_polls_is_noted()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var token = (await ada.CreateGroupAsync("room", bob)).Token;
        var (to, from) = ((await ada.JoinAsync(token)).Text("sessionId"), (await bob.JoinAsync(token)).Text("sessionId"));

        (await bob.PushAsync(token, from, Hand(to, state: true, timestamp: 1))).Expect(200);
        var up = await ada.NamesOfHandsAsync(token);
        (await ada.DeleteAsync(Desk.Own($"room/{token}/hands"))).Expect(200);
        (await bob.PushAsync(token, from, Hand(to, state: true, timestamp: 1))).Expect(200);
        var saidAgain = await ada.NamesOfHandsAsync(token);
        (await bob.PushAsync(token, from, Hand(to, state: false, timestamp: 2), Hand(to, state: true, timestamp: 3))).Expect(200);
        var upAgain = await ada.NamesOfHandsAsync(token);
        (await bob.PushAsync(token, from, Hand(to, state: false, timestamp: 4))).Expect(200);

        Assert.Equal(["Bob"], up);
        Assert.Empty(saidAgain);
        Assert.Equal(["Bob"], upAgain);
        Assert.Empty(await ada.NamesOfHandsAsync(token));
        Assert.Equal(4, (await ada.PullAsync(token)).Expect(200).Messages().Length - 1);
    }

    private static object Hand(string to, bool state, long timestamp) => new { to, roomType = "video", type = "raiseHand", payload = new { state, timestamp } };
}
