using Plenum.Tests.Testing;

namespace Plenum.Tests.Notifications;

/// <summary>The list of what one is to be told, as clients ask for it every half minute.</summary>
public sealed class NotificationApiTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string Path = ToldPeople.NotificationsPath;

    [Fact]
    [Case("platform T78")]
    public async Task The_newest_comes_first_and_at_most_25_are_listed()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var tokens = new List<string>();
        for (var i = 0; i < 26; i++) tokens.Add((await ada.CreateGroupAsync($"room {i}", bob)).Token);

        var told = await server.ToldAsync(bob);

        Assert.Equal(tokens.Skip(1).Reverse(), told.Select(one => one.Word("object_id")));
        Assert.Equal(told.Select(one => one.Number()).OrderDescending(), told.Select(one => one.Number()));
    }

    [Fact]
    [Case("platform T78")]
    public async Task Who_has_the_list_already_is_told_so_without_a_body()
    {
        var bob = await InvitedAsync(times: 1);
        var etag = (await bob.NotificationsAsync()).Expect(200).Headers["ETag"];

        var (same, other) = (await AskAsync(bob, etag), await AskAsync(bob, "\"other\""));
        await (await server.PersonAsync("ada")).CreateGroupAsync("another", bob);
        var later = await AskAsync(bob, etag);

        Assert.Matches("^\"[^\"]+\"$", etag);
        Assert.Equal((304, "", etag), (same.Status, same.Body, same.Headers["ETag"]));
        Assert.Equal((200, 1, 200, 2), (other.Status, other.Data.GetArrayLength(), later.Status, later.Data.GetArrayLength()));
    }

    [Fact]
    public async Task An_empty_list_is_a_list()
    {
        var reply = await (await server.PersonAsync("ada")).NotificationsAsync();

        Assert.Equal((200, "[]"), (reply.Status, reply.Data.GetRawText()));
        Assert.True(reply.Headers.ContainsKey("ETag"));
    }

    [Fact]
    [Case("platform T78")]
    public async Task One_is_dismissed_once_and_twice()
    {
        var bob = await InvitedAsync(times: 2);
        var (newer, older) = ((await server.ToldAsync(bob))[0], (await server.ToldAsync(bob))[1]);

        Reply[] replies = [await bob.DeleteAsync($"{Path}/{newer.Number()}"), await bob.DeleteAsync($"{Path}/{newer.Number()}")];

        Assert.All(replies, reply => Assert.Equal((200, "null"), (reply.Status, reply.Data.GetRawText())));
        Assert.Equal([older.Number()], (await server.ToldAsync(bob)).Select(one => one.Number()));
        Assert.Equal(404, (await bob.DeleteAsync($"{Path}/0")).Status);
    }

    [Fact]
    public async Task All_are_dismissed_and_only_ones_own()
    {
        var (ada, bob, eve) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"), await server.PersonAsync("eve"));
        await ada.CreateGroupAsync("one", bob, eve);
        await ada.CreateGroupAsync("two", bob, eve);

        var ofOthers = await bob.DeleteAsync($"{Path}/{(await server.ToldAsync(eve))[0].Number()}");
        var all = await bob.DeleteAsync(Path);

        Assert.Equal((200, 200), (ofOthers.Status, all.Status));
        Assert.Empty(await server.ToldAsync(bob));
        Assert.Equal(2, (await server.ToldAsync(eve)).Length);
    }

    [Fact]
    public async Task One_is_read_by_whom_it_concerns()
    {
        var bob = await InvitedAsync(times: 1);
        var told = Assert.Single(await server.ToldAsync(bob));

        var (own, foreign, unknown) = (await bob.GetAsync($"{Path}/{told.Number()}"), await (await server.PersonAsync("eve")).GetAsync($"{Path}/{told.Number()}"), await bob.GetAsync($"{Path}/4000000000"));

        Assert.Equal(told.GetRawText(), own.Expect(200).Data.GetRawText());
        Assert.Equal((404, 404), (foreign.Status, unknown.Status));
    }

    [Fact]
    [Case("platform T79")]
    public async Task A_client_asks_which_of_those_it_shows_there_still_are()
    {
        var (bob, eve) = (await InvitedAsync(times: 3), await InvitedAsync(times: 1));
        var (own, foreign) = ((await server.ToldAsync(bob)).Select(one => one.Number()).ToArray(), (await server.ToldAsync(eve))[0].Number());
        (await bob.DeleteAsync($"{Path}/{own[0]}")).Expect(200);

        var reply = await bob.PostAsync($"{Path}/exists", new { ids = own.Append(foreign).Append(4_000_000) });
        var none = await bob.PostAsync($"{Path}/exists");

        Assert.Equal(own.Skip(1).Order(), reply.Expect(200).Data.EnumerateArray().Select(id => id.GetInt64()).Order());
        Assert.Equal("[]", none.Expect(200).Data.GetRawText());
    }

    [Fact]
    public async Task The_older_version_says_the_same_and_guests_have_none()
    {
        var (bob, guest, v1) = (await InvitedAsync(times: 1), server.Guest(), Path.Replace("/v2/", "/v1/", StringComparison.Ordinal));
        var id = (await server.ToldAsync(bob))[0].Number();

        Assert.Equal((await bob.NotificationsAsync()).Data.GetRawText(), (await bob.GetAsync(v1)).Expect(200).Data.GetRawText());
        Assert.Equal([id], (await bob.PostAsync($"{v1}/exists", new { ids = new[] { id } })).Data.EnumerateArray().Select(known => known.GetInt64()));
        Reply[] refused = [await guest.GetAsync(Path), await guest.GetAsync($"{Path}/{id}"), await guest.DeleteAsync($"{Path}/{id}"), await guest.DeleteAsync(Path), await guest.PostAsync($"{Path}/exists", new { ids = new[] { id } })];
        Assert.All(refused, reply => Assert.Equal(401, reply.Status));
        (await bob.DeleteAsync($"{v1}/{id}")).Expect(200);
        (await bob.DeleteAsync(v1)).Expect(200);
        Assert.Empty(await server.ToldAsync(bob));
    }

    [Fact]
    public async Task It_is_read_without_the_header_against_foreign_pages()
    {
        var bob = await InvitedAsync(times: 1);
        bob.Http.DefaultRequestHeaders.Remove("OCS-APIRequest");

        Assert.Equal((200, 412), ((await bob.NotificationsAsync()).Status, (await bob.DeleteAsync(Path)).Status));
    }

    [Fact]
    public async Task Who_may_not_use_talk_is_told_nothing_of_it()
    {
        var bob = await InvitedAsync(times: 1);
        await using var config = await server.ConfigAsync(("allowed_groups", $"[\"{PlenumServer.Unique("talkers")}\"]"));

        Assert.Empty(await server.ToldAsync(bob));
    }

    [Fact]
    public async Task Nothing_is_pushed_and_clients_know_it()
    {
        var ada = await server.PersonAsync("ada");

        var part = (await ada.GetAsync("/ocs/v2.php/cloud/capabilities"))["capabilities"].GetProperty("notifications");
        var push = await ada.PostAsync("/ocs/v2.php/apps/notifications/api/v2/push", new { pushTokenHash = "0" });

        Assert.Equal("[]", part.GetProperty("push").GetRawText());
        Assert.Equal(["list", "get", "delete", "delete-all", "icons", "rich-strings", "action-web", "user-status", "exists"], part.GetProperty("ocs-endpoints").EnumerateArray().Select(word => word.GetString()));
        Assert.Equal(404, push.Status);
    }

    [Fact]
    public async Task Asking_is_one_question_and_a_second_for_names_when_there_is_something_new()
    {
        var bob = await InvitedAsync(times: 20);
        var etag = (await bob.NotificationsAsync()).Headers["ETag"];
        var before = await ReadsAsync(() => bob.GetAsync("/ocs/v2.php/cloud/capabilities"));

        var (known, anew) = (await ReadsAsync(() => AskAsync(bob, etag)), await ReadsAsync(() => bob.NotificationsAsync()));

        // Who is calling, and the settings, are asked with every request.
        Assert.InRange(known, 1, before + 1);
        Assert.Equal(1, anew - known);
    }

    private async Task<int> ReadsAsync(Func<Task<Reply>> ask)
    {
        using var counter = QueryCounter.Start(server);
        await ask();
        return counter.ReadsOfOneRequest;
    }

    private static Task<Reply> AskAsync(TalkClient person, string etag) => person.SendAsync(HttpMethod.Get, Path, body: null, ("If-None-Match", etag));

    /// <summary>Somebody who was added to a number of conversations.</summary>
    private async Task<TalkClient> InvitedAsync(int times)
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        for (var i = 0; i < times; i++) await ada.CreateGroupAsync($"room {i}", bob);
        return bob;
    }
}
