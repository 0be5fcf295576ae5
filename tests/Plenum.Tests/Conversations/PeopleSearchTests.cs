using System.Text.Json;
using Plenum.Conversations;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Conversations;

public sealed class PeopleSearchTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Theory]
    [InlineData("ada", "ada", "Ada Lovelace", null, PeopleMatch.Exact)]
    [InlineData("ADA LOVELACE", "ada", "Ada Lovelace", null, PeopleMatch.Exact)]
    [InlineData("ada@x.example", "u1", "Ada", "ada@x.example", PeopleMatch.Exact)]
    [InlineData("über", "u1", "Max Überall", null, PeopleMatch.Part)]
    [InlineData("x.example", "u1", "Ada", "ada@x.example", PeopleMatch.Part)]
    [InlineData("", "u1", "Ada", null, PeopleMatch.Part)]
    [InlineData("bob", "u1", "Ada", null, PeopleMatch.None)]
    public void A_text_finds_by_id_name_and_address(string term, string id, string name, string? email, object match) =>
        Assert.Equal(match, PeopleSearchRules.Match(term, id, name, email));

    [Fact]
    public async Task Exact_finds_come_first_and_groups_behind_accounts()
    {
        var word = PlenumServer.Unique("needle");
        var ada = await server.PersonAsync();
        await Create($"a-{word}", $"Part of {word}");
        await Create(word, "Zoe");
        await server.Admin().CreateGroupOfAccountsAsync($"group-{word}");

        var found = (await ada.GetAsync(Address(word.ToUpperInvariant(), kinds: "shareTypes[]=0&shareTypes[]=1"))).Expect(200).Data;

        Assert.Equal([("users", word), ("users", $"a-{word}"), ("groups", $"group-{word}")], found.EnumerateArray().Select(one => (Text(one, "source"), Text(one, "id"))));
        Assert.Equal(("Zoe", "icon-user", word), (Text(found[0], "label"), Text(found[0], "icon"), Text(found[0], "shareWithDisplayNameUnique")));
    }

    [Fact]
    [Case("platform T71")]
    public async Task Who_belongs_to_the_conversation_already_is_left_out()
    {
        var word = PlenumServer.Unique("needle");
        var ada = await server.PersonAsync();
        await Create(word, "Zoe");
        var group = (await ada.CreateGroupAsync("team")).Token;
        (await ada.PostAsync($"v4/room/{group}/participants", new { newParticipant = word })).Expect(200);

        Assert.Empty((await ada.GetAsync(Address(word, group))).Expect(200).Data.EnumerateArray());
        Assert.Single((await ada.GetAsync(Address(word))).Expect(200).Data.EnumerateArray());
        Assert.Single((await (await server.PersonAsync()).GetAsync(Address(word, group))).Expect(200).Data.EnumerateArray());
    }

    [Fact]
    public async Task Disabled_accounts_are_not_found()
    {
        var word = PlenumServer.Unique("needle");
        await Create(word, "Zoe");
        (await server.Admin().PutAsync($"/ocs/v2.php/cloud/users/{word}/disable")).Expect(200);

        Assert.Empty((await (await server.PersonAsync()).GetAsync(Address(word))).Expect(200).Data.EnumerateArray());
    }

    [Fact]
    [Case("platform T72")]
    public async Task An_address_is_found_unless_it_is_of_an_account()
    {
        var ada = await server.PersonAsync();
        var mine = $"{PlenumServer.Unique("mail")}@x.example";
        (await ada.PutAsync($"/ocs/v2.php/cloud/users/{ada.User}", new { key = "email", value = mine })).Expect(200);

        var unknown = (await ada.GetAsync(Address("somebody@y.example", kinds: "shareTypes[]=0&shareTypes[]=4"))).Expect(200).Data;
        var known = (await ada.GetAsync(Address(mine, kinds: "shareTypes[]=0&shareTypes[]=4"))).Expect(200).Data;

        Assert.Equal(("emails", "somebody@y.example"), (Text(Assert.Single(unknown.EnumerateArray()), "source"), Text(unknown[0], "id")));
        Assert.Equal("users", Text(Assert.Single(known.EnumerateArray()), "source"));
    }

    [Fact]
    [Case("platform T73")]
    public async Task Guests_find_nobody() =>
        Assert.Equal(401, (await server.Guest().GetAsync(Address("a"))).Status);

    [Fact]
    public async Task At_most_as_many_as_asked_for()
    {
        var word = PlenumServer.Unique("needle");
        for (var i = 0; i < 3; i++) await Create($"{word}{i}", "Zoe");

        Assert.Equal(2, (await (await server.PersonAsync()).GetAsync($"{Address(word)}&limit=2")).Expect(200).Data.GetArrayLength());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(201)]
    public async Task One_to_two_hundred_may_be_asked_for(int limit)
    {
        var reply = await (await server.PersonAsync()).GetAsync($"{Address("ada")}&limit={limit}");

        Assert.Equal((400, "limit"), (reply.Status, reply.Error));
    }

    private static string Address(string search, string item = "new", string kinds = "shareTypes[]=0") =>
        $"/ocs/v2.php/core/autocomplete/get?search={Uri.EscapeDataString(search)}&itemType=call&itemId={item}&{kinds}";

    private static string? Text(JsonElement one, string name) => one.GetProperty(name).GetString();

    private async Task Create(string id, string name) =>
        (await server.Admin().PostAsync("/ocs/v2.php/cloud/users", new { userid = id, password = "a-password-of-some-length", displayName = name })).Expect(200);
}

/// <summary>The administrator may keep people from finding each other; a server of its own, as the settings hold for all of it.</summary>
public sealed class RestrictedPeopleSearchTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    public async Task Only_fellows_are_found_by_parts_and_others_by_all_of_their_name()
    {
        var (ada, grace, other) = (await server.PersonAsync("fellow", "team"), await server.PersonAsync("fellow", "team"), await server.PersonAsync("stranger"));
        await Set("shareapi_restrict_user_enumeration_to_group", "yes");

        var fellows = await Ids(ada, "fello");
        var stranger = await Ids(ada, "strang");
        var exact = await Ids(ada, other.User!);
        await Set("shareapi_restrict_user_enumeration_full_match", "no");
        var hidden = await Ids(ada, other.User!);
        await Set("shareapi_allow_share_dialog_user_enumeration", "no");
        var nobody = await Ids(ada, grace.User!);

        Assert.Contains(grace.User, fellows);
        Assert.Empty(stranger);
        Assert.Equal([other.User], exact);
        Assert.Empty(hidden);
        Assert.Empty(nobody);
    }

    private static async Task<List<string?>> Ids(TalkClient client, string search) =>
        (await client.GetAsync($"/ocs/v2.php/core/autocomplete/get?search={search}")).Expect(200).Data.EnumerateArray().Select(one => one.GetProperty("id").GetString()).ToList();

    private async Task Set(string key, string value) =>
        (await server.Admin().PostAsync($"/ocs/v2.php/apps/provisioning_api/api/v1/config/apps/core/{key}", new { value })).Expect(200);
}
