using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Plenum.Meetings;
using Plenum.Settings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Administration;

public sealed class PreferenceTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string General = "/ocs/v2.php/apps/provisioning_api/api/v1/config/users";

    [Fact]
    [Case("platform T66")]
    public async Task A_choice_shows_in_the_capabilities()
    {
        var ada = await server.PersonAsync();

        var set = await ada.PostAsync("v1/settings/user", new { key = "typing_privacy", value = 1 });

        Assert.Equal((200, JsonValueKind.Null), (set.Status, set.Data.ValueKind));
        Assert.Equal(1, await CapabilityAsync(ada, "chat", "typing-privacy"));
    }

    [Theory]
    [Case("platform T66")]
    [InlineData("typing_privacy", "5")]
    [InlineData("typing_privacy", "")]
    [InlineData("read_status_privacy", "yes")]
    [InlineData("foo", "1")]
    [InlineData("", "")]
    [InlineData("play_sounds", "1")]
    [InlineData("calls_start_without_media", "true")]
    [InlineData("blur_virtual_background", "maybe")]
    [InlineData("conversations_list_style", "three-lines")]
    [InlineData("conversations_sort_order", "random")]
    [InlineData("conversations_group_mode", "last")]
    [InlineData("chat_style", "bubbles")]
    [InlineData("attachment_folder", "")]
    [InlineData("attachment_folder", "Talk")]
    [InlineData("attachment_folder", "/../etc")]
    public async Task What_does_not_fit_is_400_with_null_and_stores_nothing(string key, string value)
    {
        var ada = await server.PersonAsync();

        var talk = await ada.PostAsync("v1/settings/user", new { key, value });
        var general = await ada.PostAsync($"{General}/spreed/{(key.Length > 0 ? key : "%20")}", new { configValue = value });

        Assert.Equal((400, JsonValueKind.Null), (talk.Status, talk.Data.ValueKind));
        Assert.Equal(400, general.Status);
        Assert.Empty(await StoredAsync(ada));
    }

    [Theory]
    [InlineData("attachment_folder", "/Talk files")]
    [InlineData("read_status_privacy", "1")]
    [InlineData("typing_privacy", "0")]
    [InlineData("play_sounds", "no")]
    [InlineData("calls_start_without_media", "yes")]
    [InlineData("blur_virtual_background", "yes")]
    [InlineData("conversations_list_style", "compact")]
    [InlineData("conversations_sort_order", "alphabetical")]
    [InlineData("conversations_group_mode", "private-first")]
    [InlineData("chat_style", "unified")]
    [InlineData("live_transcription_target_language_id", "de")]
    public async Task Both_addresses_store_the_same(string key, string value)
    {
        var (ada, grace) = (await server.PersonAsync(), await server.PersonAsync("grace"));

        (await ada.PostAsync("v1/settings/user", new { key, value })).Expect(200);
        (await grace.PostAsync($"{General}/spreed/{key}", new { configValue = value })).Expect(200);

        Assert.Equal([(key, value)], await StoredAsync(ada));
        Assert.Equal([(key, value)], await StoredAsync(grace));
    }

    [Fact]
    public async Task Read_privacy_reaches_all_own_attendees()
    {
        var (ada, grace) = (await server.PersonAsync(), await server.PersonAsync("grace"));
        var (one, other) = (await ada.CreateGroupAsync("one", grace), await grace.CreateGroupAsync("other", ada));

        await ada.PostAsync("v1/settings/user", new { key = "read_status_privacy", value = "1" });
        var hidden = await PrivateAsync(ada, grace);
        await ada.DeleteAsync($"{General}/spreed/read_status_privacy");
        var shown = await PrivateAsync(ada, grace);

        Assert.Equal([(ada.User, true), (ada.User, true), (grace.User, false), (grace.User, false)], hidden);
        Assert.DoesNotContain(true, shown.Select(row => row.Private));
        Assert.Equal(0, await CapabilityAsync(ada, "chat", "read-privacy"));
        Assert.NotEqual(one.Token, other.Token);
    }

    [Fact]
    public async Task Several_are_stored_together_or_not_at_all()
    {
        var ada = await server.PersonAsync();
        using var form = new FormUrlEncodedContent([new("configs[typing_privacy]", "1"), new("configs[play_sounds]", "no")]);

        var wrong = await ada.PostAsync($"{General}/spreed", new { configs = new { typing_privacy = "1", play_sounds = "loud" } });
        var nothing = await StoredAsync(ada);
        (await ada.PostAsync($"{General}/spreed", form)).Expect(200);

        Assert.Equal(400, wrong.Status);
        Assert.Empty(nothing);
        Assert.Equal([("play_sounds", "no"), ("typing_privacy", "1")], await StoredAsync(ada));
    }

    [Fact]
    public async Task Several_are_reset_together_or_not_at_all()
    {
        var ada = await server.PersonAsync();
        await ada.PostAsync($"{General}/spreed", new { configs = new { typing_privacy = "1", play_sounds = "no", chat_style = "unified" } });

        var wrong = await ada.DeleteAsync($"{General}/spreed", new { configKeys = new[] { "typing_privacy", "foo" } });
        (await ada.DeleteAsync($"{General}/spreed", new { configKeys = new[] { "typing_privacy", "play_sounds", "chat_style" } })).Expect(200);
        var again = await ada.DeleteAsync($"{General}/spreed/chat_style");

        Assert.Equal((400, 200), (wrong.Status, again.Status));
        Assert.Empty(await StoredAsync(ada));
    }

    [Fact]
    public async Task Other_apps_have_no_preferences()
    {
        var ada = await server.PersonAsync();

        Assert.Equal(400, (await ada.PostAsync($"{General}/files/typing_privacy", new { configValue = "1" })).Status);
        Assert.Equal(400, (await ada.DeleteAsync($"{General}/files/typing_privacy")).Status);
        Assert.Equal(400, (await ada.PostAsync($"{General}/files", new { configs = new { typing_privacy = "1" } })).Status);
        Assert.Equal(400, (await ada.DeleteAsync($"{General}/files", new { configKeys = new[] { "typing_privacy" } })).Status);
    }

    [Fact]
    public async Task Preferences_need_an_account()
    {
        var guest = server.Guest();

        Assert.Equal(401, (await guest.PostAsync("v1/settings/user", new { key = "typing_privacy", value = "1" })).Status);
        Assert.Equal(401, (await guest.PostAsync($"{General}/spreed/typing_privacy", new { configValue = "1" })).Status);
        Assert.Equal(401, (await guest.DeleteAsync($"{General}/spreed/typing_privacy")).Status);
    }

    private Task<List<(string, string)>> StoredAsync(TalkClient person) => server.FromDbAsync(async db =>
        (await db.UserPreferences.AsNoTracking().Where(preference => preference.AccountId == person.User && preference.App == TalkConfig.App).ToListAsync())
            .Select(preference => (preference.Key, preference.Value)).Order().ToList());

    private Task<List<(string User, bool Private)>> PrivateAsync(params TalkClient[] people)
    {
        var users = people.Select(person => person.User).ToArray();
        return server.FromDbAsync(async db =>
            (await db.Attendees.AsNoTracking().Where(attendee => users.Contains(attendee.ActorId)).ToListAsync())
                .Select(attendee => (attendee.ActorId, attendee.ReadPrivate)).Order().ToList());
    }

    private static async Task<int> CapabilityAsync(TalkClient person, string group, string key) =>
        (await person.GetAsync("/ocs/v2.php/cloud/capabilities")).Expect(200)["capabilities"].GetProperty("spreed").GetProperty("config").GetProperty(group).GetProperty(key).GetInt32();
}
