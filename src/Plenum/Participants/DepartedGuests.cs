using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Conversations;
using Plenum.Meetings;
using Plenum.Realtime;
using Plenum.Roster;
using Plenum.Storage;

namespace Plenum.Participants;

/// <summary>
/// Since when guests have been missing, as far as this node has looked. A guest who reloads the page is away for a
/// moment only. Kept in memory: after a restart everybody has time to come back. Replaced as a whole, never changed.
/// </summary>
internal sealed class MissingGuests
{
    public IReadOnlyDictionary<long, DateTimeOffset> Since { get; set; } = new Dictionary<long, DateTimeOffset>();
}

/// <summary>
/// Removes guests who have left and left nothing behind, not even a name (conversations §5.1). Named ones stay, for the
/// chat shows what they are called.
/// </summary>
internal sealed class DepartedGuests(PlenumDb db, Upkeep upkeep, UpkeepTimes times, RosterBook roster, MissingGuests missing, TimeProvider time) : IDueWork
{
    private static readonly TimeSpan Every = Session.AliveFor;

    public Task<DateTimeOffset?> NextAsync(CancellationToken ct) => Task.FromResult<DateTimeOffset?>(times.NextOf(nameof(DepartedGuests)));

    public async Task RunAsync(CancellationToken ct)
    {
        var (now, before) = (time.Now(), missing.Since);
        var absent = await Absent().Select(attendee => new { attendee.Id, attendee.ConversationId }).ToListAsync(ct);
        var since = absent.ToDictionary(guest => guest.Id, guest => before.GetValueOrDefault(guest.Id, now));
        var gone = absent.Where(guest => since[guest.Id] + Every <= now).ToLookup(guest => guest.ConversationId, guest => guest.Id);
        await upkeep.EachAsync([.. gone.Select(guests => guests.Key)], async conversation =>
        {
            var ids = gone[conversation.Id].ToArray();
            var still = await Absent().Where(attendee => ids.Contains(attendee.Id)).ToListAsync(ct);
            await roster.RemoveAsync(conversation, still, by: null, ct);
        }, ct);
        missing.Since = since;
        times.Done(nameof(DepartedGuests), Every);
    }

    private IQueryable<Attendee> Absent() => db.Attendees
        .Where(attendee => attendee.ActorType == ActorTypes.Guests && attendee.ParticipantType == ParticipantType.Guest
            && attendee.DisplayName == "" && attendee.Permissions == Permissions.Inherit)
        .WithoutPresence(db);
}
