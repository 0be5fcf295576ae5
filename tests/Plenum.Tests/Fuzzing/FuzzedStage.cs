using Microsoft.EntityFrameworkCore;
using Plenum.Meetings;
using Plenum.Tests.Testing;

namespace Plenum.Tests.Fuzzing;

/// <summary>A server with a little of everything, and who asks it: administrator, owner, member, guest, outsider.</summary>
internal sealed class FuzzedStage : IAsyncDisposable
{
    private readonly PlenumServer server = new();
    private Dictionary<string, string[]> right = [];

    public PlenumServer Server => server;

    public IReadOnlyList<TalkClient> People { get; private set; } = [];

    public static async Task<FuzzedStage> SetAsync()
    {
        var stage = new FuzzedStage();
        await stage.server.InitializeAsync();
        await stage.FillAsync();
        return stage;
    }

    public async ValueTask DisposeAsync() => await server.DisposeAsync();

    /// <summary>What a parameter of this name may well be.</summary>
    public string Right(string name, Oddities odd) =>
        odd.OneOf(right.TryGetValue(name, out var known) ? known : name.EndsWith("Id", StringComparison.Ordinal) ? right["id"] : right["number"]);

    private async Task FillAsync()
    {
        var (admin, ada, bob, eve) = (server.Admin(), await server.PersonAsync(), await server.PersonAsync("bob", "staff"), await server.PersonAsync("eve"));
        await server.WithSipAsync(("sip_dialout", "yes"), ("sip_bridge_groups", "[]"));
        var parent = (await ada.CreatePublicAsync("Class", bob)).Token;
        var group = (await ada.CreateGroupAsync("Group", bob)).Token;
        var pair = (await ada.CreateAsync(new { roomType = 1, invite = bob.User })).Token;
        var guest = server.Guest();
        var joined = await guest.JoinAsync(parent);
        await ada.JoinAsync(parent);
        await bob.JoinAsync(parent);
        (await ada.PostAsync($"v1/breakout-rooms/{parent}", new { mode = 1, amount = 2 })).Expect(200);
        var message = await ada.SayAsync(parent, "hello @all");
        await bob.SayAsync(group, $"@{ada.User} and `code`");
        People = [admin, ada, bob, guest, eve];

        var rooms = await server.FromDbAsync(db => db.Conversations.AsNoTracking().Select(conversation => conversation.Token).ToArrayAsync());
        var attendees = await server.FromDbAsync(db => db.Attendees.AsNoTracking().Select(attendee => new { attendee.Id, attendee.ActorId }).ToListAsync());
        string[] tokens = [parent, parent, group, pair, .. rooms], users = [ada.User, bob.User, eve.User, "nobody"];
        string[] ids = [.. attendees.Select(attendee => $"{attendee.Id}"), $"{message}"];
        string[] actors = [.. attendees.Select(attendee => attendee.ActorId), joined.Text("actorId"), "staff"];
        right = new(StringComparer.Ordinal)
        {
            ["token"] = tokens, ["target"] = tokens, ["replyToToken"] = tokens, ["objectId"] = [.. tokens, "500"],
            ["id"] = ids, ["attendeeId"] = ids, ["messageId"] = [$"{message}", "1"], ["replyTo"] = [$"{message}", "1"], ["lastReadMessage"] = [$"{message}", "-2"],
            ["userid"] = users, ["userId"] = users, ["invite"] = [.. users, "staff"], ["newParticipant"] = [.. users, "staff", "x@example.org"], ["participant"] = actors,
            ["actorId"] = actors, ["groupid"] = ["staff", "admin", "guests"], ["groupId"] = ["staff"], ["source"] = ["users", "groups", "emails", "phones"], ["actorType"] = ["users", "guests", "emails", "ip"],
            ["sessionId"] = [joined.Text("sessionId")], ["app"] = ["spreed", "core"], ["key"] = ["start_calls", "default_permissions", "recording_consent", "displayname", "read_status_privacy", "typing_privacy"],
            ["number"] = ["0", "1", "2", "3", "255", "511"], ["message"] = ["hello", "@all", $"@{bob.User}"], ["roomName"] = ["Room"], ["attendeeMap"] = ["{}", "[]", $"{{\"{attendees[^1].Id}\":1}}"],
            ["password"] = ["", "a long enough password"], ["timer"] = [$"{server.Clock.Unix + 3600}", "0"], ["emoji"] = ["🚀"], ["email"] = ["eve@example.org"], ["search"] = ["a", ""], ["method"] = ["set", "add", "remove"],
        };
    }
}
