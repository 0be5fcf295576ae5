using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Plenum.Tests.Testing;
using Plenum.UserStatuses;

namespace Plenum.Tests.UserStatuses;

/// <summary>What somebody says of himself.</summary>
public sealed class OwnStatusTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string Predefined = $"{Statuses.Own}/message/predefined";

    [Theory]
    [InlineData("online")]
    [InlineData("away")]
    [InlineData("dnd")]
    [InlineData("busy")]
    [InlineData("invisible")]
    [InlineData("offline")]
    public async Task A_status_is_chosen_and_kept(string statusType)
    {
        var ada = await server.PersonAsync("ada");

        var (before, chosen, after) = (await ada.GetAsync(Statuses.Own), await ada.ChooseAsync(statusType), await ada.GetAsync(Statuses.Own));

        Assert.Equal(404, before.Status);
        Assert.Equal(
            $$"""{"userId":"{{ada.User}}","message":null,"messageId":null,"messageIsPredefined":false,"icon":null,"clearAt":null,"status":"{{statusType}}","statusIsUserDefined":true}""",
            chosen.Expect(200).Data.GetRawText());
        Assert.Equal(chosen.Data.GetRawText(), after.Expect(200).Data.GetRawText());
    }

    [Fact]
    public async Task A_status_that_there_is_not_changes_nothing()
    {
        var ada = await server.PersonAsync("ada");
        (await ada.ChooseAsync("dnd")).Expect(200);

        var replies = new List<int>();
        foreach (var body in new object[] { new { statusType = "sleeping" }, new { statusType = "" }, new { } }) replies.Add((await ada.PutAsync($"{Statuses.Own}/status", body)).Status);

        Assert.Equal([400, 400, 400], replies);
        Assert.Equal("dnd", await ada.OwnStatusAsync());
    }

    [Fact]
    public async Task A_predefined_message_comes_with_its_icon_and_goes_at_its_time()
    {
        var ada = await server.PersonAsync("ada");
        (await ada.ChooseAsync("busy")).Expect(200);
        var clearAt = server.Clock.Unix + 3600;

        var set = await ada.PutAsync(Predefined, new { messageId = "meeting", clearAt });
        server.Clock.Advance(TimeSpan.FromSeconds(3599));
        var before = await ada.OwnStatusAsync();
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        var after = await ada.OwnStatusAsync();

        Assert.Equal(
            $$"""{"userId":"{{ada.User}}","message":"In a meeting","messageId":"meeting","messageIsPredefined":true,"icon":"\uD83D\uDCC5","clearAt":{{clearAt}},"status":"busy","statusIsUserDefined":true}""",
            set.Expect(200).Data.GetRawText());
        Assert.Equal(("busy meeting 📅 In a meeting", "busy"), (before, after));
    }

    [Fact]
    public async Task A_message_of_ones_own_takes_the_place_of_the_one_before()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        (await ada.PutAsync(Predefined, new { messageId = "vacationing", clearAt = server.Clock.Unix + 60 })).Expect(200);

        var set = (await ada.SayOfSelfAsync("🎹", "Practising")).Expect(200);

        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null, false), (set["messageId"].ValueKind, set["clearAt"].ValueKind, set["messageIsPredefined"].GetBoolean()));
        Assert.Equal("offline 🎹 Practising", await bob.StatusOfAsync(ada));
    }

    [Fact]
    public async Task A_message_is_cleared_by_an_empty_one_and_by_deleting_it()
    {
        var ada = await server.PersonAsync("ada");
        (await ada.ChooseAsync("dnd")).Expect(200);

        (await ada.SayOfSelfAsync("🎹", "Practising")).Expect(200);
        (await ada.SayOfSelfAsync("", null)).Expect(200);
        var emptied = await ada.OwnStatusAsync();
        (await ada.SayOfSelfAsync(null, "Practising")).Expect(200);
        var deleted = await ada.DeleteAsync($"{Statuses.Own}/message");

        Assert.Equal("dnd", emptied);
        Assert.Equal((200, "[]"), (deleted.Status, deleted.Data.GetRawText()));
        Assert.Equal("dnd", await ada.OwnStatusAsync());
        Assert.Equal((200, "[]"), ((await ada.DeleteAsync($"{Statuses.Own}/message")).Status, deleted.Data.GetRawText()));
    }

    [Fact]
    public async Task A_message_that_does_not_fit_changes_nothing()
    {
        var ada = await server.PersonAsync("ada");
        (await ada.SayOfSelfAsync("🎹", "Practising")).Expect(200);
        var now = server.Clock.Unix;

        var replies = new[]
        {
            await ada.SayOfSelfAsync("🎹🎹", "Practising"),
            await ada.SayOfSelfAsync("🎹", new string('a', 81)),
            await ada.SayOfSelfAsync("🎹", "Practising", now),
            await ada.SayOfSelfAsync("🎹", "Practising", -1),
            await ada.SayOfSelfAsync("🎹", "Practising", long.MaxValue),
            await ada.PutAsync(Predefined, new { messageId = "sleeping" }),
            await ada.PutAsync(Predefined, new { messageId = "call" }),
            await ada.PutAsync(Predefined, new { messageId = "meeting", clearAt = now - 1 }),
            await ada.PutAsync(Predefined, new { messageId = "meeting", clearAt = "soon" }),
            await ada.PutAsync(Predefined, new { clearAt = now + 60 }),
        };

        Assert.All(replies, reply => Assert.Equal(400, reply.Status));
        Assert.Equal("offline 🎹 Practising", await ada.OwnStatusAsync());
    }

    [Fact]
    public async Task The_messages_to_choose_from_are_listed_with_and_without_a_slash()
    {
        var ada = await server.PersonAsync("ada");

        var (list, slashed) = (await ada.GetAsync($"{Statuses.Root}/predefined_statuses"), await ada.GetAsync($"{Statuses.Root}/predefined_statuses/"));

        Assert.Equal(
            ["meeting", "commuting", "be-right-back", "remote-work", "sick-leave", "vacationing"],
            list.Expect(200).Data.EnumerateArray().Select(status => status.GetProperty("id").GetString()));
        Assert.Equal("""{"id":"meeting","icon":"\uD83D\uDCC5","message":"In a meeting","clearAt":{"type":"period","time":3600}}""", list.Data[0].GetRawText());
        Assert.Equal("""{"type":"end-of","time":"day"}""", list.Data[3].GetProperty("clearAt").GetRawText());
        Assert.Equal(JsonValueKind.Null, list.Data[5].GetProperty("clearAt").ValueKind);
        Assert.Equal(list.Data.GetRawText(), slashed.Expect(200).Data.GetRawText());
    }

    [Fact]
    public async Task Guests_have_no_status()
    {
        var guest = server.Guest();

        Reply[] replies =
        [
            await guest.GetAsync(Statuses.Own), await guest.ChooseAsync("online"), await guest.SayOfSelfAsync("🎹", "Practising"), await guest.PutAsync(Predefined, new { messageId = "meeting" }),
            await guest.DeleteAsync($"{Statuses.Own}/message"), await guest.DeleteAsync($"{Statuses.Own}/revert/call"), await guest.BeatAsync(),
            await guest.GetAsync($"{Statuses.Root}/predefined_statuses"), await guest.GetAsync($"{Statuses.Root}/statuses"), await guest.GetAsync($"{Statuses.Root}/statuses/admin"),
        ];

        Assert.All(replies, reply => Assert.Equal(401, reply.Status));
    }

    [Fact]
    public async Task A_status_goes_with_its_account()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        (await ada.ChooseAsync("dnd")).Expect(200);

        await server.Admin().DeleteUserAsync(ada);

        Assert.Equal("none", await bob.StatusOfAsync(ada));
        Assert.False(await server.FromDbAsync(db => db.UserStatuses.AnyAsync(status => status.AccountId == ada.User)));
    }
}
