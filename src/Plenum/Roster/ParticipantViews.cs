using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Calls;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.Roster;

/// <summary>Renders participant lists of one or several conversations with the same few queries (conversations §5.1, §5.2). Changes nothing.</summary>
internal sealed class ParticipantViews(PlenumDb db, UnitOfWork unit, GroupMemberships memberships, TalkConfigStore configs, SessionPings pings, TimeProvider time)
{
    /// <summary>
    /// The people of these conversations, by attendee id. Guests appear while they are there, or when somebody gave
    /// them permissions of their own.
    /// </summary>
    /// <param name="conversations">A conversation, or a parent with breakout rooms.</param>
    /// <param name="caller">Who asks; decides who may see telephone details.</param>
    /// <param name="viewer">The caller's attendee: what moderators see in a parent they see in its breakout rooms.</param>
    /// <param name="ct">Cancels the reading.</param>
    public Task<List<ParticipantView>> OfAsync(IReadOnlyCollection<Conversation> conversations, Caller caller, Attendee viewer, CancellationToken ct)
    {
        var ids = conversations.Select(conversation => conversation.Id).ToArray();
        return OfAsync(conversations, db.Attendees.Where(attendee => ids.Contains(attendee.ConversationId)), caller, viewer, AbsentGuests.Hidden, ct);
    }

    /// <summary>The same as moderators plan with it: guests who were put into a breakout room are in it, and in the parent, wherever they are just now.</summary>
    public Task<List<ParticipantView>> OfMeetingAsync(IReadOnlyCollection<Conversation> meeting, Caller caller, Attendee viewer, CancellationToken ct)
    {
        var ids = meeting.Select(conversation => conversation.Id).ToArray();
        return OfAsync(meeting, db.Attendees.Where(attendee => ids.Contains(attendee.ConversationId)), caller, viewer, AbsentGuests.Placed, ct);
    }

    /// <summary>One attendee, whether lists show it or not: the answer after a change to it.</summary>
    public async Task<ParticipantView> OfAsync(Conversation conversation, Attendee attendee, Caller caller, Attendee viewer, CancellationToken ct) =>
        (await OfAsync([conversation], db.Attendees.Where(candidate => candidate.Id == attendee.Id), caller, viewer, AbsentGuests.Shown, ct))[0];

    private async Task<List<ParticipantView>> OfAsync(
        IReadOnlyCollection<Conversation> conversations, IQueryable<Attendee> which, Caller caller, Attendee viewer, AbsentGuests absent, CancellationToken ct)
    {
        if (unit.IsRunning) await unit.FlushAsync(ct);

        var config = await configs.GetAsync(ct);
        var attendees = await which.AsNoTracking().OrderBy(attendee => attendee.Id).ToListAsync(ct);
        var sessions = await LiveSessionsAsync(which, ct);
        var accountNames = await AccountNamesAsync(attendees, ct);
        var seesPhones = config.SipConfigured && viewer.IsAccountModerator;
        var eyes = new Eyes(
            viewer,
            seesPhones,
            seesPhones && config.SipDialOutEnabled && await memberships.AdmitsAsync(config.SipGroups, caller.Account, ct));
        var byId = conversations.ToDictionary(conversation => conversation.Id);
        var placed = attendees.Where(attendee => absent == AbsentGuests.Placed && byId[attendee.ConversationId].IsBreakoutRoom).Select(attendee => attendee.Actor).ToHashSet();
        var views = new List<ParticipantView>(attendees.Count);
        foreach (var attendee in attendees)
        {
            var live = sessions[attendee.Id].ToArray();
            if (absent != AbsentGuests.Shown && !placed.Contains(attendee.Actor) && ListRules.Hides(attendee, isPresent: live.Length > 0)) continue;
            if (NameOf(attendee, accountNames) is not { } name) continue;

            views.Add(Row(byId[attendee.ConversationId], attendee, name, live, config, eyes));
        }

        return views;
    }

    private ParticipantView Row(Conversation conversation, Attendee attendee, string name, Session[] live, TalkConfig config, Eyes eyes)
    {
        var inCallSince = time.Now() - Session.OnlineFor;
        var isSelf = attendee.Actor == eyes.Viewer.Actor;
        var isPhone = attendee.ActorType == ActorTypes.Phones;
        return new ParticipantView
        {
            RoomToken = conversation.Token,
            AttendeeId = attendee.Id,
            ActorType = attendee.ActorType,
            ActorId = attendee.ActorId,
            DisplayName = name,
            ParticipantType = attendee.ParticipantType,
            InCall = live.Where(session => session.LastPing >= inCallSince).Aggregate(CallFlags.Disconnected, (flags, session) => flags | session.InCall),
            LastPing = live.Length == 0 ? 0 : live.Max(session => session.LastPing.ToUnixTimeSeconds()),
            SessionIds = [.. live.Select(session => session.SessionId)],
            Permissions = PermissionRules.Effective(attendee, conversation, config.DefaultPermissions),
            AttendeePermissions = attendee.Permissions,
            AttendeePin = SipRules.IsOn(conversation, config) && (isSelf || eyes.Viewer.IsAccountModerator) ? attendee.Pin ?? "" : "",
            PhoneNumber = isPhone && eyes.SeesPhones ? attendee.PhoneNumber ?? "" : "",
            CallId = isPhone && eyes.SeesCallIds ? attendee.CallId ?? "" : "",
            InvitedActorId = attendee.ActorType == ActorTypes.Emails && (isSelf || eyes.Viewer.IsModerator) ? attendee.InvitedAddress : null,
        };
    }

    private async Task<ILookup<long, Session>> LiveSessionsAsync(IQueryable<Attendee> which, CancellationToken ct)
    {
        var aliveSince = time.Now() - Session.AliveFor;
        var sessions = await db.Sessions.AsNoTracking()
            .Where(session => session.LastPing >= aliveSince && which.Any(attendee => attendee.Id == session.AttendeeId))
            .OrderBy(session => session.Id)
            .ToListAsync(ct);
        foreach (var session in sessions) session.LastPing = pings.LastPing(session.Id, session.LastPing);
        return sessions.ToLookup(session => session.AttendeeId);
    }

    /// <summary>Names of accounts whose attendee has none of its own.</summary>
    private async Task<Dictionary<string, string>> AccountNamesAsync(List<Attendee> attendees, CancellationToken ct)
    {
        var nameless = attendees.Where(attendee => attendee is { ActorType: ActorTypes.Users, DisplayName: "" }).Select(attendee => attendee.ActorId).Distinct(StringComparer.Ordinal).ToArray();
        if (nameless.Length == 0) return [];

        return await db.Accounts.AsNoTracking().Where(account => nameless.Contains(account.Id))
            .ToDictionaryAsync(account => account.Id, account => account.DisplayName, StringComparer.Ordinal, ct);
    }

    /// <returns>null for an account that is gone and has left no name.</returns>
    private static string? NameOf(Attendee attendee, Dictionary<string, string> accountNames) =>
        attendee is { ActorType: ActorTypes.Users, DisplayName: "" } ? accountNames.GetValueOrDefault(attendee.ActorId) : attendee.DisplayName;

    /// <summary>What the viewer is allowed to see of others.</summary>
    private sealed record Eyes(Attendee Viewer, bool SeesPhones, bool SeesCallIds);

    /// <summary>What becomes of guests who are not there and of whom lists keep silent.</summary>
    private enum AbsentGuests
    {
        Hidden,

        /// <summary>Those who were put into a breakout room are shown there and in the parent.</summary>
        Placed,
        Shown,
    }
}
