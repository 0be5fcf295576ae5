using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Plenum.Chat;

namespace Plenum.Tests.Testing;

/// <summary>Joining, adding, promoting: people in conversations.</summary>
internal static class People
{
    /// <summary>The name of the header that tells tabs of one browser apart.</summary>
    public const string TabHeader = "X-Nextcloud-Talk-Session-Tab-Id";

    /// <summary>Joins with a session; the answer is the Room with its <c>sessionId</c>. Fails the test when that is refused.</summary>
    public static async Task<Reply> JoinAsync(this TalkClient person, string token, string password = "") =>
        (await person.TryJoinAsync(token, password)).Expect(200);

    /// <summary>Knocks; whatever the answer is.</summary>
    public static Task<Reply> TryJoinAsync(this TalkClient person, string token, string password = "", bool force = true) =>
        person.PostAsync($"v4/room/{token}/participants/active", new { password, force });

    /// <summary>Joins in a browser tab of its own: 64 times the same letter names it.</summary>
    public static async Task<Reply> JoinInTabAsync(this TalkClient person, string token, char tab) =>
        (await person.SendAsync(HttpMethod.Post, $"v4/room/{token}/participants/active", body: null, (TabHeader, new string(tab, 64)))).Expect(200);

    public static async Task LeaveAsync(this TalkClient person, string token) =>
        (await person.DeleteAsync($"v4/room/{token}/participants/active")).Expect(200);

    /// <summary>Adds somebody; fails the test when that is refused.</summary>
    public static async Task AddAsync(this TalkClient moderator, string token, TalkClient person) =>
        (await moderator.TryAddAsync(token, person.User)).Expect(200);

    public static Task<Reply> TryAddAsync(this TalkClient moderator, string token, string newParticipant, string source = "users") =>
        moderator.PostAsync($"v4/room/{token}/participants", new { newParticipant, source });

    /// <summary>The id under which this person is an attendee, as the person's own Room says.</summary>
    public static async Task<long> AttendeeIdAsync(this TalkClient person, string token) =>
        (await person.GetAsync($"v4/room/{token}")).Expect(200)["attendeeId"].GetInt64();

    /// <summary>Account → moderator, guest → guest moderator.</summary>
    public static async Task PromoteAsync(this TalkClient moderator, string token, TalkClient person) =>
        (await moderator.TryPromoteAsync(token, await person.AttendeeIdAsync(token))).Expect(200);

    public static async Task DemoteAsync(this TalkClient moderator, string token, TalkClient person) =>
        (await moderator.TryDemoteAsync(token, await person.AttendeeIdAsync(token))).Expect(200);

    /// <param name="moderator">Who promotes.</param>
    /// <param name="token">Where.</param>
    /// <param name="attendeeId">Whom.</param>
    /// <param name="participantType">1 owner, 2 moderator, 0 one step.</param>
    public static Task<Reply> TryPromoteAsync(this TalkClient moderator, string token, long attendeeId, int participantType = 0) =>
        moderator.PostAsync($"v4/room/{token}/moderators", new { attendeeId, participantType });

    public static Task<Reply> TryDemoteAsync(this TalkClient moderator, string token, long attendeeId, int participantType = 0) =>
        moderator.SendAsync(HttpMethod.Delete, $"v4/room/{token}/moderators?attendeeId={attendeeId}&participantType={participantType}");

    /// <summary>Removes somebody by attendee id.</summary>
    public static Task<Reply> TryRemoveAsync(this TalkClient moderator, string token, long attendeeId) =>
        moderator.DeleteAsync($"v4/room/{token}/attendees?attendeeId={attendeeId}");

    public static Task<Reply> TryGrantAsync(this TalkClient moderator, string token, long attendeeId, int permissions, string method = "set") =>
        moderator.PutAsync($"v4/room/{token}/attendees/permissions", new { attendeeId, permissions, method });

    public static Task<Reply> TryBanAsync(this TalkClient moderator, string token, string actorType, string actorId, string internalNote = "") =>
        moderator.PostAsync($"v1/ban/{token}", new { actorType, actorId, internalNote });

    public static Task<Reply> ParticipantsAsync(this TalkClient person, string token) => person.GetAsync($"v4/room/{token}/participants");

    /// <summary>A text in the data.</summary>
    public static string Text(this Reply reply, string name) => reply[name].GetString()!;

    /// <summary>The row of this actor in a list of participants.</summary>
    public static JsonElement Row(this Reply list, string actorId) =>
        list.Data.EnumerateArray().Single(row => row.GetProperty("actorId").GetString() == actorId);

    /// <summary>Actor id and participant type of everybody in a list.</summary>
    public static IEnumerable<(string Id, int Type)> Types(this Reply list) =>
        list.Data.EnumerateArray().Select(row => (row.GetProperty("actorId").GetString()!, row.GetProperty("participantType").GetInt32()));

    /// <summary>The keys of all system messages of a conversation, oldest first.</summary>
    /// <summary>What people wrote in a conversation, oldest first.</summary>
    public static Task<List<string>> CommentsAsync(this PlenumServer server, string token) => server.FromDbAsync(db =>
        db.Messages.AsNoTracking()
            .Where(message => message.Conversation!.Token == token && message.Kind == MessageKind.Comment)
            .OrderBy(message => message.Id)
            .Select(message => message.Text)
            .ToListAsync());

    public static Task<List<string>> SystemMessagesAsync(this PlenumServer server, string token) => server.FromDbAsync(db =>
        db.Messages.AsNoTracking()
            .Where(message => message.Conversation!.Token == token && message.Kind == MessageKind.System)
            .OrderBy(message => message.Id)
            .Select(message => message.Text)
            .ToListAsync());
}
