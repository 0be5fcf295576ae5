using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Plenum.Chat;
using Plenum.Meetings;

namespace Plenum.Tests.Testing;

internal static class Meetings
{
    /// <summary>A group conversation with an owner and some members, ready to be split.</summary>
    public static Task<Meeting> GroupAsync(this PlenumServer server, int members = 3) => StartAsync(server, "group", members, TalkClientKind.Group);

    /// <summary>The same as a public conversation; guests come by the link.</summary>
    public static Task<Meeting> PublicAsync(this PlenumServer server, int members = 0) => StartAsync(server, "webinar", members, TalkClientKind.Public);

    private static async Task<Meeting> StartAsync(PlenumServer server, string name, int members, TalkClientKind kind)
    {
        var owner = await server.PersonAsync("olga");
        var people = new List<TalkClient>();
        for (var i = 0; i < members; i++) people.Add(await server.PersonAsync("una"));
        var room = kind == TalkClientKind.Public ? await owner.CreatePublicAsync(name, [.. people]) : await owner.CreateGroupAsync(name, [.. people]);
        return new Meeting(server, owner, people, room.Token);
    }

    private enum TalkClientKind
    {
        Group,
        Public,
    }
}

/// <summary>A conversation and its breakout rooms.</summary>
internal sealed class Meeting(PlenumServer server, TalkClient owner, IReadOnlyList<TalkClient> people, string token)
{
    public TalkClient Owner => owner;

    public string Token => token;

    /// <summary>The plain members, in the order in which they were added.</summary>
    public IReadOnlyList<TalkClient> People => people;

    /// <summary>The base path of most operations.</summary>
    public string Path => $"v1/breakout-rooms/{token}";

    /// <summary>Configures; whatever the answer is.</summary>
    public Task<Reply> TryConfigureAsync(int mode, int amount, string attendeeMap = "[]") =>
        owner.PostAsync(Path, new { mode, amount, attendeeMap });

    /// <summary>Configures with these people in these rooms, and says the tokens of the rooms.</summary>
    public async Task<string[]> ManualAsync(int amount, params (TalkClient Person, int Room)[] map)
    {
        (await TryConfigureAsync(2, amount, await MapAsync(map))).Expect(200);
        return await RoomTokensAsync();
    }

    /// <summary>Configures automatic (1) or free (3) rooms and says their tokens.</summary>
    public async Task<string[]> SplitAsync(int mode, int amount)
    {
        (await TryConfigureAsync(mode, amount)).Expect(200);
        return await RoomTokensAsync();
    }

    public async Task StartAsync() => (await owner.PostAsync($"{Path}/rooms")).Expect(200);

    public async Task StopAsync() => (await owner.DeleteAsync($"{Path}/rooms")).Expect(200);

    public Task<Reply> ReorganizeAsync(string attendeeMap) => owner.PostAsync($"{Path}/attendees", new { attendeeMap });

    public async Task<Reply> ReorganizeAsync(params (TalkClient Person, int Room)[] map) => await ReorganizeAsync(await MapAsync(map));

    public Task<Reply> SwitchAsync(TalkClient person, string target) => person.PostAsync($"{Path}/switch", new { target });

    /// <summary>Deletes one of the breakout rooms.</summary>
    public async Task DeleteRoomAsync(string roomToken) => (await owner.DeleteAsync($"v4/room/{roomToken}")).Expect(200);

    /// <summary>Another moderator.</summary>
    public async Task<TalkClient> ModeratorAsync(ParticipantType type = ParticipantType.Moderator)
    {
        var moderator = await server.PersonAsync("mona");
        await owner.AddAsync(token, moderator);
        await SetTypeAsync(moderator, type);
        return moderator;
    }

    /// <summary>Makes somebody of the parent something else, before there are breakout rooms.</summary>
    public async Task SetTypeAsync(TalkClient person, ParticipantType type)
    {
        var id = await person.AttendeeIdAsync(token);
        await server.InDbAsync(async db => (await db.Attendees.SingleAsync(attendee => attendee.Id == id)).ParticipantType = type);
    }

    /// <summary>A browser that has joined by the link.</summary>
    public async Task<TalkClient> GuestAsync()
    {
        var guest = server.Guest();
        await guest.JoinAsync(token);
        return guest;
    }

    /// <summary>A browser that has opened an invitation by e-mail and joined.</summary>
    public async Task<TalkClient> EmailGuestAsync(string address = "gil@example.org")
    {
        (await owner.TryAddAsync(token, address, "emails")).Expect(200);
        var invitations = (await owner.GetAsync($"/ocs/v2.php/apps/plenum/api/v1/room/{token}/invitations")).Expect(200);
        var guest = server.Guest();
        (await guest.GetAsync(new Uri(invitations.Data[0].GetProperty("link").GetString()!).PathAndQuery)).Expect(200);
        await guest.JoinAsync(token);
        return guest;
    }

    /// <summary>The JSON of an attendee map that sends these people into these rooms.</summary>
    public static string Map(params (long AttendeeId, int Room)[] entries) =>
        JsonSerializer.Serialize(entries.ToDictionary(entry => entry.AttendeeId.ToString(CultureInfo.InvariantCulture), entry => entry.Room));

    public async Task<string> MapAsync(params (TalkClient Person, int Room)[] entries)
    {
        var ids = new List<(long, int)>();
        foreach (var (person, room) in entries) ids.Add((await person.AttendeeIdAsync(token), room));
        return Map([.. ids]);
    }

    /// <summary>The tokens of the breakout rooms in the order of their numbers.</summary>
    public Task<string[]> RoomTokensAsync() => server.FromDbAsync(db =>
        db.Conversations.Where(room => room.ObjectType == ObjectTypes.BreakoutRoom && room.ObjectId == token).OrderBy(room => room.Id).Select(room => room.Token).ToArrayAsync());

    public Task<Conversation> StoredAsync(string? roomToken = null) =>
        server.FromDbAsync(db => db.Conversations.AsNoTracking().SingleAsync(room => room.Token == (roomToken ?? token)));

    public Task<List<Conversation>> StoredRoomsAsync() =>
        server.FromDbAsync(db => db.Conversations.AsNoTracking().Where(room => room.ObjectId == token).OrderBy(room => room.Id).ToListAsync());

    /// <summary>Who is in a conversation: actor id and participant type, sorted by id.</summary>
    public Task<Dictionary<string, ParticipantType>> MembersAsync(string roomToken) => server.FromDbAsync(db =>
        db.Attendees.Where(attendee => attendee.Conversation!.Token == roomToken).ToDictionaryAsync(attendee => attendee.ActorId, attendee => attendee.ParticipantType));

    /// <summary>The numbers of the rooms that somebody is in, counted from 0: <c>"0 2"</c>.</summary>
    public async Task<string> RoomsOfAsync(string actorId)
    {
        var tokens = await RoomTokensAsync();
        var found = await server.FromDbAsync(db =>
            db.Attendees.Where(attendee => tokens.Contains(attendee.Conversation!.Token) && attendee.ActorId == actorId).Select(attendee => attendee.Conversation!.Token).ToListAsync());
        return string.Join(' ', found.Select(room => Array.IndexOf(tokens, room)).Order());
    }

    public Task<string> RoomsOfAsync(TalkClient person) => RoomsOfAsync(person.User);

    /// <summary>The system messages of a conversation, oldest first, as <c>key</c> or, about somebody, <c>key actor→user</c>.</summary>
    public Task<string[]> SaidAsync(string roomToken) => server.FromDbAsync(async db =>
    {
        var messages = await db.Messages.AsNoTracking()
            .Where(message => message.Conversation!.Token == roomToken && message.Kind == MessageKind.System)
            .OrderBy(message => message.Id)
            .ToListAsync();
        return messages.Select(Said).ToArray();
    });

    public Task<string> GuestIdAsync(TalkClient guest) => ActorIdAsync(guest, token);

    public static async Task<string> ActorIdAsync(TalkClient person, string roomToken) =>
        (await person.RoomAsync(roomToken)).Expect(200)["actorId"].GetString()!;

    public Task<CallFlags> InCallAsync(TalkClient person, string roomToken) => server.FromDbAsync(async db =>
        (await db.Sessions.Where(session => session.Attendee!.Conversation!.Token == roomToken && session.Attendee.ActorId == person.User).Select(session => session.InCall).ToListAsync())
            .Aggregate(CallFlags.Disconnected, (all, flags) => all | flags));

    private static string Said(Message message)
    {
        var parameters = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(message.Parameters)!;
        return parameters.TryGetValue("user", out var user) ? $"{message.Text} {message.ActorId}→{user.GetString()}" : message.Text;
    }
}
