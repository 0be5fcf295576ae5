using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Rooms;
using Plenum.Storage;

namespace Plenum.Conversations;

/// <summary>Conversations that an account may join without an invitation (conversations §3.1, quirk Q36).</summary>
internal sealed class ListedConversations(PlenumDb db, GroupMemberships memberships, RoomViews rooms)
{
    private static readonly RoomViewOptions Preview = new() { LastMessage = false, Preview = true };

    /// <param name="caller">Somebody with an account.</param>
    /// <param name="searchTerm">Every word of it occurs in the name, whatever the case.</param>
    /// <param name="ct">Cancels the reading.</param>
    /// <returns>By id; neither those the caller is in nor those the caller is banned from.</returns>
    public async Task<List<RoomView>> FindAsync(Caller caller, string searchTerm, CancellationToken ct)
    {
        var words = searchTerm.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var scope = await memberships.IsServerGuestAsync(caller.Account!, ct) ? Listable.Everyone : Listable.Accounts;
        var candidates = Candidates(caller.Account!.Id, scope);
        if (words.Length > 0)
        {
            // Compared here: databases disagree about the case of letters beyond ASCII.
            var names = await candidates.Select(conversation => new { conversation.Id, conversation.Name }).ToListAsync(ct);
            var matching = names.FindAll(candidate => words.All(word => candidate.Name.Contains(word, StringComparison.OrdinalIgnoreCase))).ConvertAll(candidate => candidate.Id);
            candidates = db.Conversations.AsNoTracking().Where(conversation => matching.Contains(conversation.Id));
        }

        var found = await candidates.OrderBy(conversation => conversation.Id).ToListAsync(ct);
        return await rooms.OfAsync(caller, found.ConvertAll(conversation => new RoomEntry(conversation, Attendee: null)), Preview, ct);
    }

    private IQueryable<Conversation> Candidates(string accountId, Listable scope)
    {
        var (attendees, bans) = (db.Attendees, db.Bans);
        return db.Conversations.AsNoTracking().Where(conversation =>
            (conversation.Type == ConversationType.Group || conversation.Type == ConversationType.Public)
            && conversation.Listable >= scope
            && !attendees.Any(attendee => attendee.ConversationId == conversation.Id && attendee.ActorType == ActorTypes.Users && attendee.ActorId == accountId)
            && !bans.Any(ban => ban.ConversationId == conversation.Id && ban.BannedActorType == ActorTypes.Users && ban.BannedActorId == accountId));
    }
}
