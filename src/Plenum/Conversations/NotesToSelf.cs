using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Rooms;
using Plenum.Roster;
using Plenum.Storage;

namespace Plenum.Conversations;

/// <summary>The conversation that everybody can have with themselves (conversations §1.1): created when it is asked for.</summary>
internal sealed class NotesToSelf(PlenumDb db, UnitOfWork unit, ConversationFactory factory, RosterBook roster)
{
    private const string Name = "Note to self";
    private const string Description = "A place for your private notes, thoughts and ideas";
    private const string Picture = "📝";
    private const string Color = "0082c9";

    /// <returns>Refused when the account has been deleted meanwhile.</returns>
    public async Task<Result<RoomEntry>> OpenAsync(Account owner, CancellationToken ct)
    {
        if (await FindAsync(owner, ct) is { } known) return known;

        return await unit.RunAsync<RoomEntry>(async () => await FindAsync(owner, ct) is { } found ? found : await CreateAsync(owner, ct), ct);
    }

    private async Task<RoomEntry?> FindAsync(Account owner, CancellationToken ct)
    {
        var key = UniqueKeys.OfNoteToSelf(owner.Id);
        var attendee = await db.Attendees.AsNoTracking().Include(attendee => attendee.Conversation).FirstOrDefaultAsync(
            attendee => attendee.Conversation!.UniqueKey == key && attendee.ActorType == ActorTypes.Users && attendee.ActorId == owner.Id, ct);
        return attendee is null ? null : new RoomEntry(attendee.Conversation!, attendee);
    }

    private async Task<Result<RoomEntry>> CreateAsync(Account owner, CancellationToken ct)
    {
        var by = Actor.User(owner.Id);
        var conversation = await factory.CreateAsync(token => Draft(owner, token), by, ct);
        var attendees = await roster.AddAsync(conversation, [new NewAttendee(by, owner.DisplayName, ParticipantType.Owner) { Announced = false }], by, ct);
        if (attendees.Count == 0) return DirectoryLock.Gone;

        attendees[0].Favorite = true;
        return new RoomEntry(conversation, attendees[0]);
    }

    private Conversation Draft(Account owner, string token) => new()
    {
        Token = token,
        Type = ConversationType.NoteToSelf,
        Name = Name,
        Description = Description,
        ObjectType = ObjectTypes.NoteToSelf,
        ObjectId = owner.Id,
        UniqueKey = UniqueKeys.OfNoteToSelf(owner.Id),
        AvatarEmoji = Picture,
        AvatarColor = Color,
        AvatarVersion = RoomAvatar.NewVersion(),
        LastActivity = factory.Now,
        CreatedAt = factory.Now,
    };
}
