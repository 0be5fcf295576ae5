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

        // The bridge is nobody's attendee.
        var isBridge = (guards & Guard.SipBridge) != 0 || ((guards & Guard.OrSipBridge) != 0 && signature == SipSignature.Valid);
        if (await db.FindAsync(token, isBridge ? null : caller.Actor, caller, tracked, ct) is not { } found) return (facts, null);
        if (isBridge) return (facts with { Conversation = found.Conversation }, null);

        if (caller is { HasAccount: false, HasInvitations: true } && await InvitedAsync(caller, found.Conversation, ct) is { } invited)
        {
            found = await db.FindAsync(token, invited, caller, tracked, ct) ?? found;
        }

        var (conversation, attendee, session) = (found.Conversation, found.Attendee, found.Session);
        var permissions = attendee is null ? Permissions.Inherit : PermissionRules.Effective(attendee, conversation, config.DefaultPermissions);
        return (facts with
        {
            Conversation = conversation,
            Attendee = attendee,
            IsListed = attendee is null && await IsListedAsync(caller, conversation, ct),
            IsBanned = found.HasBans && await bans.IsBannedAsync(conversation, caller, attendee?.Actor ?? caller.Actor, ct),
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

    /// <summary>The e-mail guest whose invitation this browser has opened, if the invitation is still good.</summary>
    private async Task<Actor?> InvitedAsync(Caller caller, Conversation conversation, CancellationToken ct)
    {
        // An invitation to the parent is good for its breakout rooms.
        var invitedTo = conversation.IsBreakoutRoom ? conversation.ObjectId : conversation.Token;
        var id = await (
            from grant in db.BrowserGrants.AsNoTracking()
            where grant.BrowserSessionId == caller.Browser!.Id && grant.Kind == BrowserGrantKind.Invitation && grant.Token == invitedTo
            join attendee in db.Attendees.AsNoTracking() on grant.Value equals attendee.ActorId
            where attendee.ConversationId == conversation.Id && attendee.ActorType == ActorTypes.Emails
            select attendee.ActorId).FirstOrDefaultAsync(ct);
        return id is null ? null : new Actor(ActorTypes.Emails, id);
    }
}
