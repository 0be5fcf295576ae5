using Microsoft.EntityFrameworkCore;
using Plenum.Meetings;

namespace Plenum.Tests.Testing;

/// <summary>Conversations to test with.</summary>
internal static class Rooms
{
    /// <summary>A group conversation of this person's own; its token is in the answer.</summary>
    /// <param name="owner">Who creates it.</param>
    /// <param name="name">Its name.</param>
    /// <param name="members">Accounts to add as plain users.</param>
    public static Task<Reply> CreateGroupAsync(this TalkClient owner, string name = "room", params TalkClient[] members) =>
        owner.CreateAsync(new { roomType = 2, roomName = name, participants = UsersOf(members) });

    /// <inheritdoc cref="CreateGroupAsync"/>
    public static Task<Reply> CreatePublicAsync(this TalkClient owner, string name = "room", params TalkClient[] members) =>
        owner.CreateAsync(new { roomType = 3, roomName = name, participants = UsersOf(members) });

    /// <summary>A conversation with these parameters of <c>POST /room</c>; fails the test when it is not created.</summary>
    public static async Task<Reply> CreateAsync(this TalkClient owner, object parameters) =>
        (await owner.PostAsync("v4/room", parameters)).Expect(201);

    /// <summary>The conversation as this person sees it.</summary>
    public static Task<Reply> RoomAsync(this TalkClient person, string token) => person.GetAsync($"v4/room/{token}");

    /// <summary>Makes somebody who is in the conversation something else there, directly.</summary>
    public static Task RankAsync(this PlenumServer server, string token, TalkClient person, ParticipantType type) =>
        server.InDbAsync(async db =>
        {
            var attendees = db.Attendees;
            (await attendees.SingleAsync(attendee => attendee.Conversation!.Token == token && attendee.ActorId == person.User)).ParticipantType = type;
        });

    /// <summary>The ids of everybody who belongs to a conversation, in the order in which they came.</summary>
    public static Task<string[]> ActorsAsync(this PlenumServer server, string token) =>
        server.FromDbAsync(db => db.Attendees.AsNoTracking().Where(attendee => attendee.Conversation!.Token == token).OrderBy(attendee => attendee.Id).Select(attendee => attendee.ActorId).ToArrayAsync());

    private static Dictionary<string, string[]> UsersOf(TalkClient[] members) => new(StringComparer.Ordinal) { ["users"] = [.. members.Select(member => member.User)] };
}
