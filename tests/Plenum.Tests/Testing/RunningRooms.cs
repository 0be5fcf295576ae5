using Microsoft.EntityFrameworkCore;
using Plenum.Meetings;

namespace Plenum.Tests.Testing;

/// <summary>Meetings whose breakout rooms run, and people in their calls.</summary>
internal static class RunningRooms
{
    /// <summary>Two rooms, started; the n-th member belongs into the n-th.</summary>
    public static async Task<(Meeting Meeting, string[] Rooms)> StartedAsync(this PlenumServer server, int members)
    {
        var meeting = await server.GroupAsync(members);
        var rooms = await meeting.ManualAsync(amount: 2, [.. meeting.People.Select((person, room) => (person, room))]);
        await meeting.StartAsync();
        return (meeting, rooms);
    }

    public static async Task EnterCallAsync(this TalkClient person, string token)
    {
        await person.JoinAsync(token);
        (await person.PostAsync($"v4/call/{token}", new { flags = 3 })).Expect(200);
    }

    public static Task<int> SessionsAsync(this PlenumServer server, TalkClient person, string token) => server.FromDbAsync(db =>
        db.Sessions.CountAsync(session => session.Attendee!.Conversation!.Token == token && session.Attendee.ActorId == person.User));
}
