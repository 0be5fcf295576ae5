using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Administration;
using Plenum.BreakoutRooms;
using Plenum.Common;
using Plenum.Conversations;
using Plenum.Meetings;
using Plenum.Roster;
using Plenum.Storage;

namespace Plenum.CommandLine;

/// <summary>What <c>plenum demo</c> has made: who can sign in, and the two conversations.</summary>
internal sealed record DemoMeetings(string Password, string Webinar, string Class, DateTimeOffset LobbyOpensAt);

/// <summary>
/// Fills an empty server with something to look at: a webinar behind a lobby that opens in a minute, and a class with
/// manual breakout rooms. Made through the same services as everything else. Runs inside the caller's unit of work.
/// </summary>
internal sealed class Demo(
    PlenumDb db, UnitOfWork unit, AccountProvisioning accounts, CreationService creation, RosterBook roster, BreakoutRoomService breakoutRooms, TimeProvider time)
{
    public const string Host = "olga";
    public const string CoHost = "max";
    public const string Teacher = "tina";

    public static readonly string[] Pupils = ["anna", "ben", "cem", "dora"];

    private const int Rooms = 2;

    /// <summary>Join the call, chat, react: the webinar preset's permissions for its audience.</summary>
    private const int Listen = 389;

    private static readonly TimeSpan LobbyLasts = TimeSpan.FromMinutes(1);
    private static readonly Refusal NotEmpty = Refusal.Invalid("not-empty", "There are conversations on this server already; the demo is for an empty one.");

    public async Task<Result<DemoMeetings>> FillAsync(string password, CancellationToken ct)
    {
        if (await db.Conversations.AnyAsync(ct)) return NotEmpty;

        foreach (var id in new[] { Host, CoHost, Teacher }.Concat(Pupils))
        {
            var name = char.ToUpperInvariant(id[0]) + id[1..];
            if ((await accounts.CreateAsync(new NewAccount(id, password) { DisplayName = name }, ct)).Refusal is { } refusal) return refusal;
        }

        await unit.FlushAsync(ct);
        var opensAt = time.NowInSeconds() + LobbyLasts;
        if (!(await WebinarAsync(opensAt, ct)).TryGet(out var webinar, out var no)) return no;
        if (!(await ClassAsync(ct)).TryGet(out var split, out no)) return no;

        unit.DeadlineMoved();
        return new DemoMeetings(password, webinar.Token, split.Token, opensAt);
    }

    private async Task<Result<Conversation>> WebinarAsync(DateTimeOffset opensAt, CancellationToken ct)
    {
        var wish = new CreationRequest(
            RoomType: (int)ConversationType.Public,
            RoomName: "Webinar",
            Description: "Begins in a minute: the lobby opens by itself.",
            LobbyState: (int)LobbyState.NonModerators,
            LobbyTimer: opensAt.ToUnixTimeSeconds(),
            Permissions: Listen,
            MentionPermissions: 1);
        if (!(await CreateAsync(Host, wish, ct)).TryGet(out var webinar, out var refusal)) return refusal;

        var coHost = new NewAttendee(Actor.User(CoHost), (await AccountAsync(CoHost, ct)).DisplayName, ParticipantType.Moderator);
        await roster.AddAsync(webinar, [coHost], Actor.User(Host), ct);
        return webinar;
    }

    private async Task<Result<Conversation>> ClassAsync(CancellationToken ct)
    {
        var wish = new CreationRequest(RoomType: (int)ConversationType.Group, RoomName: "Class", Participants: new InvitationLists(Users: Pupils));
        if (!(await CreateAsync(Teacher, wish, ct)).TryGet(out var lesson, out var refusal)) return refusal;

        await unit.FlushAsync(ct);
        var pupils = await db.Attendees.AsNoTracking()
            .Where(attendee => attendee.ConversationId == lesson.Id && attendee.ParticipantType == ParticipantType.User)
            .OrderBy(attendee => attendee.Id)
            .Select(attendee => attendee.Id)
            .ToListAsync(ct);
        var map = JsonSerializer.Serialize(pupils.Index().ToDictionary(pupil => $"{pupil.Item}", pupil => pupil.Index % Rooms));
        var configured = await breakoutRooms.ConfigureAsync(lesson, Actor.User(Teacher), (int)BreakoutMode.Manual, Rooms, map, ct);
        return configured.Then(_ => lesson);
    }

    private async Task<Result<Conversation>> CreateAsync(string owner, CreationRequest wish, CancellationToken ct)
    {
        var creator = await AccountAsync(owner, ct);
        if (!(await creation.PrepareAsync(creator, wish, ct)).TryGet(out var prepared, out var refusal)) return refusal;
        return (await creation.CreateAsync(creator, prepared, ct)).Then(entry => entry.Conversation);
    }

    private Task<Account> AccountAsync(string id, CancellationToken ct) => db.Accounts.FirstAsync(account => account.Id == id, ct);
}
