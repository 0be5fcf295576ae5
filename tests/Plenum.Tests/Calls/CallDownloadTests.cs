using Plenum.Accounts;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Calls;

public sealed class CallDownloadTests(PlenumServer server) : IClassFixture<PlenumServer>
{
    [Fact]
    [Case("calls 34")]
    public async Task A_moderator_downloads_who_took_part()
    {
        var (ada, bob, eve) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"), await server.PersonAsync("eve"));
        var room = await server.StageAsync(ada, ConversationType.Public, conversation => conversation.Name = "Q1: results");
        await room.SeatAsync(bob);
        await room.SeatAsync(eve);
        var gil = await room.GuestAsync(name: "=cmd");
        await server.InDbAsync(async db => (await db.FindAsync<Account>(ada.User))!.Email = "ada@example.org");
        foreach (var person in new[] { gil, ada, bob }) await person.PostAsync(room.Call);
        await bob.DeleteAsync(room.Call);

        var reply = await ada.GetAsync($"{room.Call}/download?format=csv");

        var lines = reply.Body.TrimEnd('\n').Split('\n');
        Assert.Equal((200, "text/csv"), (reply.Status, reply.Headers["Content-Type"]));
        Assert.Contains("""filename="Q1-results 2026-03-02.csv""", reply.Headers["Content-Disposition"], StringComparison.Ordinal);
        Assert.Equal(["name,email,type,identifier", $"{ada.User},ada@example.org,users,{ada.User}", $"{bob.User},,users,{bob.User}"], lines[..3]);
        Assert.StartsWith("'=cmd,,guests,", lines[3], StringComparison.Ordinal);
        Assert.Equal(4, lines.Length);
    }

    [Fact]
    public async Task The_format_is_csv_when_nothing_is_said()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);
        await ada.PostAsync(room.Call);

        var reply = await ada.GetAsync($"{room.Call}/download");

        Assert.Equal((200, "text/csv"), (reply.Status, reply.Headers["Content-Type"]));
    }

    [Theory]
    [Case("calls 34")]
    [InlineData("xml")]
    [InlineData("json")]
    [InlineData("pdf")]
    [InlineData("")]
    public async Task There_is_no_other_format(string format)
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);
        await ada.PostAsync(room.Call);

        var reply = await ada.GetAsync($"{room.Call}/download?format={format}");

        Assert.Equal(400, reply.Status);
    }

    [Fact]
    [Case("calls 34")]
    public async Task Without_a_call_there_is_nothing_to_download()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada);
        await ada.PostAsync(room.Call);
        await ada.DeleteAsync(room.Call);

        var reply = await ada.GetAsync($"{room.Call}/download");

        Assert.Equal(400, reply.Status);
    }

    [Fact]
    [Case("calls 34")]
    public async Task It_is_for_moderators_with_or_without_account()
    {
        var (ada, bob) = (await server.PersonAsync("ada"), await server.PersonAsync("bob"));
        var room = await server.StageAsync(ada, ConversationType.Public);
        await room.SeatAsync(bob);
        var gus = await room.GuestAsync(ParticipantType.GuestModerator);
        await ada.PostAsync(room.Call);

        var (user, guestModerator) = (await bob.GetAsync($"{room.Call}/download"), await gus.GetAsync($"{room.Call}/download"));

        Assert.Equal((403, 200), (user.Status, guestModerator.Status));
    }

    [Fact]
    public async Task Who_took_part_in_a_classified_call_is_nobodys_business()
    {
        var ada = await server.PersonAsync("ada");
        var room = await server.StageAsync(ada, with: conversation => conversation.Attributes = ConversationAttributes.Classified);
        await ada.PostAsync(room.Call);

        var reply = await ada.GetAsync($"{room.Call}/download");

        Assert.Equal(403, reply.Status);
    }
}
