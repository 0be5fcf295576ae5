using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Settings;
using Plenum.Storage;
using Plenum.Webinars;

namespace Plenum.AccessLadder;

/// <summary>Reads what the ladder decides on: the conversation of a token and what the caller is in it.</summary>
internal sealed class AccessReader(PlenumDb db, MeetingLock meetings, GroupMemberships memberships, TalkConfigStore configs, BanList bans)
{
    /// <param name="caller">Who asks.</param>
    /// <param name="guards">What the route needs; less needs less reading.</param>
    /// <param name="isTalk">The route is one of Talk's own.</param>
    /// <param name="token">The conversation in the route, if there is one.</param>
    /// <param name="tracked">Entities are going to be changed.</param>
    /// <param name="ct">Cancels the reading.</param>
    /// <param name="signature">Whether the SIP bridge asks.</param>
    public async Task<(LadderFacts Facts, Session? Session)> ReadAsync(
        Caller caller, Guard guards, bool isTalk, string? token, bool tracked, CancellationToken ct, SipSignature signature = SipSignature.Absent)
    {
        var config = await configs.GetAsync(ct);
        var facts = new LadderFacts
        {
            Guards = guards,
            HasAccount = caller.HasAccount,
            IsAdministrator = (guards & Guard.Administrator) == Guard.Administrator && caller.Account is { } asked && await memberships.IsAdminAsync(asked, ct),
            MayUseTalk = !isTalk || !caller.HasAccount || await memberships.AdmitsAsync(config.AllowedGroups, caller.Account, ct),
            CallsEnabled = config.StartCalls != 3,
            SipConfigured = config.SipConfigured,
            SipDialOutEnabled = config.SipDialOutEnabled,
            SipSignature = signature,
        };
        var needsConversation = (guards & (Guard.Visible | Guard.Attendee | Guard.Existing)) != 0;
        if (token is null || !needsConversation || ((guards & Guard.Account) != 0 && !caller.HasAccount)) return (facts, null);

        if (tracked) await meetings.TakeAsync(token, ct);
        var conversation = await Source(db.Conversations, tracked).FirstOrDefaultAsync(candidate => candidate.Token == token, ct);
        if (conversation is null) return (facts, null);

        // The bridge is nobody's attendee.
        var isBridge = (guards & Guard.SipBridge) != 0 || ((guards & Guard.OrSipBridge) != 0 && signature == SipSignature.Valid);
        if (isBridge) return (facts with { Conversation = conversation }, null);

        var attendee = await FindAttendeeAsync(caller, conversation, tracked, ct);
        var session = attendee is null ? null : await FindSessionAsync(caller, attendee, tracked, ct);
        var permissions = attendee is null ? Permissions.Inherit : PermissionRules.Effective(attendee, conversation, config.DefaultPermissions);
        return (facts with
        {
            Conversation = conversation,
            Attendee = attendee,
            IsListed = attendee is null && await IsListedAsync(caller, conversation, ct),
            IsBanned = await bans.IsBannedAsync(conversation, caller, attendee?.Actor ?? caller.Actor, ct),
            Permissions = permissions,
            MayStartCall = attendee is not null && (guards & Guard.StartCall) != 0
                && StartCallRules.MayStart(
                    conversation, attendee.ParticipantType, permissions, config.StartCalls, await memberships.AdmitsAsync(config.StartCallsGroups, caller.Account, ct)),
        }, session);
    }

    /// <summary>A conversation that the caller could join without an invitation because it is listed.</summary>
    public async ValueTask<bool> IsListedAsync(Caller caller, Conversation conversation, CancellationToken ct) => conversation.Listable switch
    {
        Listable.ParticipantsOnly => false,
        _ when caller.Account is null => false,
        Listable.Everyone => true,
        _ => !await memberships.IsServerGuestAsync(caller.Account, ct),
    };

    /// <summary>The attendee of an account, of an e-mail guest whose invitation this browser opened, or of a guest known by cookie.</summary>
    private async Task<Attendee?> FindAttendeeAsync(Caller caller, Conversation conversation, bool tracked, CancellationToken ct)
    {
        var here = Source(db.Attendees, tracked).Where(attendee => attendee.ConversationId == conversation.Id);
        if (caller.Account is { } account)
        {
            return await here.FirstOrDefaultAsync(attendee => attendee.ActorType == ActorTypes.Users && attendee.ActorId == account.Id, ct);
        }

        if (caller.Browser is not { } browser) return null;

        // An invitation to the parent is good for its breakout rooms.
        var invitedTo = conversation.IsBreakoutRoom ? conversation.ObjectId : conversation.Token;
        var grants = db.BrowserGrants;
        var invited = await here.FirstOrDefaultAsync(
            attendee => attendee.ActorType == ActorTypes.Emails && grants.Any(grant =>
                grant.BrowserSessionId == browser.Id && grant.Kind == BrowserGrantKind.Invitation && grant.Token == invitedTo && grant.Value == attendee.ActorId),
            ct);
        if (invited is not null || browser.GuestId is not { } guest) return invited;

        return await here.FirstOrDefaultAsync(attendee => attendee.ActorType == ActorTypes.Guests && attendee.ActorId == guest, ct);
    }

    /// <summary>The session of this browser and tab. A client that keeps no cookie has none of its own and uses the newest.</summary>
    private Task<Session?> FindSessionAsync(Caller caller, Attendee attendee, bool tracked, CancellationToken ct)
    {
        var all = Source(db.Sessions, tracked).Where(session => session.AttendeeId == attendee.Id);
        if (caller.Browser is { } browser) all = all.Where(session => session.BrowserSessionId == browser.Id);
        if (caller.TabId is { } tab) all = all.Where(session => session.TabId == tab);
        return all.OrderByDescending(session => session.Id).FirstOrDefaultAsync(ct);
    }

    private static IQueryable<T> Source<T>(DbSet<T> set, bool tracked)
        where T : class =>
        tracked ? set : set.AsNoTracking();
}
