using Plenum.Tests.Testing;

namespace Plenum.Tests.UserStatuses;

/// <summary>The statuses of others.</summary>
public sealed class PeopleStatusTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string List = $"{Statuses.Root}/statuses";

    [Fact]
    public async Task Somebodys_status_is_shown_as_it_is_meant_for_others()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        (await ada.ChooseAsync("dnd")).Expect(200);
        var clearAt = server.Clock.Unix + 60;
        (await ada.SayOfSelfAsync("🎹", "Practising", clearAt)).Expect(200);

        var reply = await bob.GetAsync($"{List}/{ada.User.ToUpperInvariant()}");

        Assert.Equal($$"""{"userId":"{{ada.User}}","message":"Practising","icon":"\uD83C\uDFB9","clearAt":{{clearAt}},"status":"dnd"}""", reply.Expect(200).Data.GetRawText());
    }

    [Fact]
    public async Task Somebody_invisible_is_offline_for_others()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        (await ada.ChooseAsync("invisible")).Expect(200);

        Assert.Equal(("offline", "invisible"), (await bob.StatusOfAsync(ada), await ada.OwnStatusAsync()));
    }

    [Fact]
    public async Task Who_has_no_status_and_who_does_not_exist_is_404()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));

        Assert.Equal((404, 404), ((await ada.GetAsync($"{List}/{bob.User}")).Status, (await ada.GetAsync($"{List}/nobody")).Status));
    }

    [Fact]
    public async Task Everybody_with_a_status_is_listed_by_id_also_in_pages()
    {
        await using var own = new PlenumServer();
        await own.InitializeAsync();
        var people = new List<TalkClient>();
        for (var i = 0; i < 4; i++) people.Add(await own.PersonAsync("ada"));
        foreach (var person in people.Take(2)) (await person.ChooseAsync("busy")).Expect(200);
        await people[2].BeginCallAsync((await people[2].CreateGroupAsync()).Token);
        var expected = people.Take(3).Select(person => person.User).Order(StringComparer.Ordinal).ToArray();

        var all = await people[3].GetAsync(List);
        var page = await people[3].GetAsync($"{List}?limit=1&offset=1");
        var beyond = await people[3].GetAsync($"{List}?offset=3");

        Assert.Equal(expected, Ids(all));
        Assert.Equal([expected[1]], Ids(page));
        Assert.Empty(Ids(beyond));
        Assert.Contains(all.Data.EnumerateArray(), status => status.GetProperty("message").GetString() == "In a call");
        foreach (var query in new[] { "limit=0", "limit=501", "limit=x", "offset=-1" }) Assert.Equal(400, (await people[3].GetAsync($"{List}?{query}")).Status);
    }

    [Fact]
    public async Task Only_those_are_shown_whom_the_administrator_lets_people_find()
    {
        var (ada, bob, cem) = (await server.PersonAsync("ada", "choir"), await server.PersonAsync("bob", "choir"), await server.PersonAsync("cem"));
        foreach (var person in new[] { ada, bob, cem }) (await person.ChooseAsync("dnd")).Expect(200);

        await using (await server.AppConfigAsync("core", ("shareapi_restrict_user_enumeration_to_group", "yes")))
        {
            Assert.Equal([ada.User, bob.User], Ids(await ada.GetAsync(List)).Intersect([ada.User, bob.User, cem.User]).Order(StringComparer.Ordinal));
            Assert.Equal("dnd", await ada.StatusOfAsync(cem));
        }

        await using (await server.AppConfigAsync("core", ("shareapi_allow_share_dialog_user_enumeration", "no"), ("shareapi_restrict_user_enumeration_full_match", "no")))
        {
            Assert.Equal([ada.User], Ids(await ada.GetAsync(List)));
            Assert.Equal(("none", "dnd"), (await ada.StatusOfAsync(cem), await ada.StatusOfAsync(ada)));
        }
    }

    [Fact]
    public async Task The_list_costs_the_same_few_queries_however_long_it_is()
    {
        var ada = await server.PersonAsync("ada");
        var few = await CountAsync(ada);
        for (var i = 0; i < 20; i++) (await (await server.PersonAsync("bob")).ChooseAsync("online")).Expect(200);

        Assert.Equal(few, await CountAsync(ada));
    }

    private async Task<int> CountAsync(TalkClient person)
    {
        using var counter = QueryCounter.Start(server);
        (await person.GetAsync(List)).Expect(200);
        return counter.ReadsOfOneRequest;
    }

    private static string[] Ids(Reply reply) => [.. reply.Expect(200).Data.EnumerateArray().Select(status => status.GetProperty("userId").GetString()!)];
}
