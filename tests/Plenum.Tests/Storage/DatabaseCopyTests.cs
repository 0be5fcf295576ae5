using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Settings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Storage;

/// <summary>Moving an installation from SQLite to PostgreSQL with <c>db:copy</c>.</summary>
public sealed class DatabaseCopyTests
{
    [PostgresFact]
    public async Task After_copying_a_server_answers_as_before_and_goes_on()
    {
        await using var before = new PlenumServer(new TestDatabase(postgres: false));
        await using var after = new PlenumServer(new TestDatabase(postgres: true));
        await before.InitializeAsync();
        await after.Database.CreateAsync();
        var ada = await before.PersonAsync("ada", "teachers");
        var bob = await before.PersonAsync("bob", "teachers");
        var guest = before.Guest();
        var room = (await ada.PostAsync("v4/room", new { roomType = 3, roomName = "Öffentlich 🎓" })).Expect(201).Token;
        (await ada.PostAsync($"v4/room/{room}/participants", new { newParticipant = bob.User })).Expect(200);
        (await guest.PostAsync($"v4/room/{room}/participants/active")).Expect(200);
        (await ada.PostAsync($"v1/chat/{room}", new { message = "Hello @\"" + bob.User + "\"" })).Expect(201);
        (await guest.PostAsync($"v1/chat/{room}", new { message = "أهلا \\ 'quoted'\n" })).Expect(201);
        (await ada.PostAsync($"v1/breakout-rooms/{room}", new { mode = 1, amount = 2 })).Expect(200);
        (await before.Admin().PostAsync("/ocs/v2.php/apps/provisioning_api/api/v1/config/apps/spreed/start_calls", new { value = "2" })).Expect(200);
        var lastId = await SendAndDeleteAsync(ada);

        var copied = await CopyAsync(before, after);
        await after.RestartAsync();

        Assert.Equal((0, ""), (copied.Code, copied.Error));
        await AssertSameAsync(ada, after, "v4/room", $"v4/room/{room}", $"v4/room/{room}/participants", $"v1/chat/{room}?lookIntoFuture=0", "/ocs/v2.php/cloud/user");
        await AssertSameAsync(guest, after, $"v4/room/{room}", $"v1/chat/{room}?lookIntoFuture=0");
        await AssertSameAsync(before.Admin(), after, "/ocs/v2.php/cloud/users/details", "/ocs/v2.php/cloud/groups", "/ocs/v2.php/apps/provisioning_api/api/v1/config/apps/spreed/start_calls");
        var next = (await bob.At(after).PostAsync($"v1/chat/{room}", new { message = "On the new database" })).Expect(201)["id"].GetInt64();
        Assert.True(next > lastId, $"The id {next} had been given before.");
        (await guest.At(after).PostAsync($"v1/chat/{room}", new { message = "Me too" })).Expect(201);
        (await ada.At(after).PostAsync("v4/room", new { roomType = 2, roomName = "New" })).Expect(201);
        (await ada.At(after).PostAsync($"v1/breakout-rooms/{room}/rooms")).Expect(200);
    }

    [PostgresFact]
    public async Task A_target_with_anything_in_it_is_refused()
    {
        await using var before = new PlenumServer(new TestDatabase(postgres: false));
        await using var used = new PlenumServer(new TestDatabase(postgres: true));
        await before.InitializeAsync();
        await used.InitializeAsync();

        var full = await CopyAsync(before, used);
        await using (var db = used.Database.Open()) await db.Database.ExecuteSqlRawAsync("CREATE TABLE wiki (id int)");
        var foreign = await CopyAsync(before, used);

        Assert.Equal((1, 1), (full.Code, foreign.Code));
        Assert.Contains("The target is not empty", full.Error, StringComparison.Ordinal);
        Assert.Contains("The target holds something else: the table wiki", foreign.Error, StringComparison.Ordinal);
        Assert.Equal(1, await used.Database.ReadAsync(db => db.Accounts.CountAsync()));
    }

    [PostgresFact]
    public async Task A_copy_that_fails_leaves_nothing_behind()
    {
        await using var before = new PlenumServer(new TestDatabase(postgres: false));
        await using var target = new TestDatabase(postgres: true);
        await before.InitializeAsync();
        await target.CreateAsync();

        // PostgreSQL keeps no U+0000; the table comes after that of the accounts.
        await before.InDbAsync(db =>
        {
            db.Set<UserPreference>().Add(new UserPreference { AccountId = "admin", App = "spreed", Key = "odd", Value = "a\0b" });
            return Task.CompletedTask;
        });
        var failed = await Shells.CommandAsync("db:copy", "--from", before.Database.Directory, "--to", target.Connection);

        Assert.Equal(1, failed.Code);
        Assert.Contains("Nothing was copied", failed.Error, StringComparison.Ordinal);
        Assert.Equal((0, 0), await target.ReadAsync(async db => (await db.Accounts.CountAsync(), await db.Groups.CountAsync())));
    }

    [Fact]
    public async Task Without_a_source_or_a_target_nothing_is_done()
    {
        var directory = Directory.CreateTempSubdirectory("plenum-test-");

        var sourceless = await Shells.CommandAsync("db:copy", "--from", directory.FullName, "--to", "Host=127.0.0.1;Port=1;Database=plenum;Username=plenum");

        Assert.Equal(1, sourceless.Code);
        Assert.Contains("There is no ", sourceless.Error, StringComparison.Ordinal);
        Assert.Empty(directory.GetFiles());
        directory.Delete();
    }

    private static Task<Answer> CopyAsync(PlenumServer from, PlenumServer to) =>
        Shells.CommandAsync("db:copy", "--from", from.Database.Directory, "--to", to.Database.Connection);

    /// <summary>The highest number that was ever given belongs to a message that is gone.</summary>
    private static async Task<long> SendAndDeleteAsync(TalkClient owner)
    {
        var room = (await owner.PostAsync("v4/room", new { roomType = 2, roomName = "Gone" })).Expect(201).Token;
        var id = (await owner.PostAsync($"v1/chat/{room}", new { message = "Soon gone" })).Expect(201)["id"].GetInt64();
        (await owner.DeleteAsync($"v4/room/{room}")).Expect(200);
        return id;
    }

    private static async Task AssertSameAsync(TalkClient person, PlenumServer after, params string[] paths)
    {
        foreach (var path in paths)
        {
            var (then, now) = (await person.GetAsync(path), await person.At(after).GetAsync(path));

            Assert.Equal(200, then.Status);
            Assert.Equal(then.Body.Replace(person.Http.BaseAddress!.Authority, after.Url["http://".Length..], StringComparison.Ordinal), now.Body);
        }
    }
}
