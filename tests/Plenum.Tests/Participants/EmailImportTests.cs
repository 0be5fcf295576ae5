using System.Text;
using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Participants;

public sealed class EmailImportTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    private const string Sheet =
        """
        email,name
        one@example.org,One
        Known@Example.org,Known
        nonsense,Nobody
        two@example.org,two@example.org
        ONE@example.org,One again
        """;

    [Fact]
    [Case("conversations 61")]
    public async Task A_test_run_counts_and_a_real_run_invites_what_can_be_invited()
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreateGroupAsync()).Token;
        (await ada.TryAddAsync(token, "known@example.org", ActorTypes.Emails)).Expect(200);

        var test = await ImportAsync(ada, token, Sheet, testRun: true);
        var people = (await server.ActorsAsync(token)).Length;
        var real = await ImportAsync(ada, token, Sheet, testRun: false);

        Assert.Equal((400, "rows", 2, 2, 1, "[4]"), (test.Status, test.Error, test["invites"].GetInt32(), test["duplicates"].GetInt32(), test["invalid"].GetInt32(), test["invalidLines"].GetRawText()));
        Assert.Equal(2, people);
        Assert.Equal((200, """{"invites":2,"duplicates":2,"invalid":1,"invalidLines":[4]}"""), (real.Status, real.Data.GetRawText()));
        Assert.Equal(["", "One", ""], await NamesAsync(token));
        Assert.Equal(2, (await ada.RoomAsync(token))["type"].GetInt32());
    }

    [Fact]
    public async Task A_sheet_without_fault_says_nothing_of_faults_and_invites_once()
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreateGroupAsync()).Token;

        var test = await ImportAsync(ada, token, "email\none@example.org\n", testRun: true);
        var runs = await Task.WhenAll(ImportAsync(ada, token, "email\none@example.org\n", testRun: false), ImportAsync(ada, token, "email\none@example.org\n", testRun: false));

        Assert.Equal((200, """{"invites":1,"duplicates":0}"""), (test.Status, test.Data.GetRawText()));
        Assert.Equal(1, runs.Sum(run => run.Expect(200)["invites"].GetInt32()));
        Assert.Equal(2, (await server.ActorsAsync(token)).Length);
    }

    [Fact]
    public async Task Who_is_banned_is_not_invited_by_a_file_either()
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreateGroupAsync()).Token;
        (await ada.TryBanAsync(token, "emails", Secret.Sha256("one@example.org"))).Expect(200);

        var reply = await ImportAsync(ada, token, "email\none@example.org\n", testRun: false);

        Assert.Equal((200, 0, "[2]"), (reply.Status, reply["invites"].GetInt32(), reply["invalidLines"].GetRawText()));
    }

    [Fact]
    public async Task What_is_no_sheet_is_refused_with_words_for_people()
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreateGroupAsync()).Token;

        var without = await ada.PostAsync($"v4/room/{token}/import-emails");
        var binary = await SendAsync(ada, token, [0xff, 0xfe, 0x00], testRun: false);
        var headless = await ImportAsync(ada, token, "one@example.org\n", testRun: false);

        Assert.Equal([(400, "file"), (400, "file"), (400, "header-email")], new[] { without, binary, headless }.Select(reply => (reply.Status, reply.Error)));
        Assert.All(new[] { without, binary, headless }, reply => Assert.NotEmpty(reply.Text("message")));
    }

    [Theory]
    [InlineData(2, "", 4, "classified")]
    [InlineData(6, "", 0, "room")]
    [InlineData(1, "", 0, "room")]
    [InlineData(2, "room", 0, "room")]
    [InlineData(3, "share:password", 0, "room")]
    public async Task Not_every_conversation_takes_guests(int type, string objectType, int attributes, string error)
    {
        var ada = await server.PersonAsync("ada");
        var token = (await ada.CreateGroupAsync()).Token;
        await server.ChangeAsync(token, conversation =>
            (conversation.Type, conversation.ObjectType, conversation.Attributes, conversation.Name) = ((ConversationType)type, objectType, (ConversationAttributes)attributes, "[\"a\",\"b\"]"));

        var reply = await ImportAsync(ada, token, Sheet, testRun: true);

        Assert.Equal((400, error), (reply.Status, reply.Error));
    }

    [Fact]
    public async Task Only_owners_and_moderators_import()
    {
        var (ada, bob, sam, guest) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"), await server.PersonAsync("sam"), server.Guest());
        var token = (await ada.CreatePublicAsync("room", bob)).Token;

        var statuses = new List<int>();
        foreach (var person in new[] { bob, sam, guest }) statuses.Add((await ImportAsync(person, token, Sheet, testRun: true)).Status);

        Assert.Equal([403, 404, 401], statuses);
    }

    private static Task<Reply> ImportAsync(TalkClient person, string token, string sheet, bool testRun) => SendAsync(person, token, Encoding.UTF8.GetBytes(sheet), testRun);

    private static Task<Reply> SendAsync(TalkClient person, string token, byte[] file, bool testRun)
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", "guests.csv" }, { new StringContent(testRun ? "true" : "false"), "testRun" } };
        return person.SendAsync(HttpMethod.Post, $"v4/room/{token}/import-emails", form);
    }

    private Task<string[]> NamesAsync(string token) => server.FromDbAsync(db => db.Attendees
        .Where(attendee => attendee.Conversation!.Token == token && attendee.ActorType == ActorTypes.Emails)
        .OrderBy(attendee => attendee.Id)
        .Select(attendee => attendee.DisplayName)
        .ToArrayAsync());
}
