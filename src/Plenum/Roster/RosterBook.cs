using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Calls;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Notifications;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.Roster;

/// <summary>Somebody to add.</summary>
internal sealed record NewAttendee(Actor Actor, string DisplayName, ParticipantType Type = ParticipantType.User)
{
    public Permissions Permissions { get; init; }

    public string? InvitedAddress { get; init; }

    public string? AccessToken { get; init; }

    public string? PhoneNumber { get; init; }

    /// <summary>Says <c>user_added</c>; not for creators and those who walk in by a public link.</summary>
    public bool Announced { get; init; } = true;
}

/// <summary>Whom to add where.</summary>
internal sealed record Addition(Conversation Conversation, IReadOnlyCollection<NewAttendee> People);

/// <summary>Whom to remove from where: tracked attendees of that conversation.</summary>
internal sealed record Removal(Conversation Conversation, IReadOnlyCollection<Attendee> Attendees);

/// <summary>
/// Who belongs to a conversation: the one place that inserts and removes attendees, with their messages, PINs and the
/// end of their sessions. Runs inside the caller's unit of work.
/// </summary>
internal sealed class RosterBook(PlenumDb db, UnitOfWork unit, DirectoryLock directory, ChatLog log, CallState calls, Pins pins, NotificationBook notifications, TimeProvider time)
{
    /// <summary>
    /// Adds those who are not there yet, in the given order. One <c>user_added</c> for each account other than the
    /// actor; only the last counts as activity.
    /// </summary>
    /// <returns>The new attendees; people who were there already are left alone and not among them, nor are accounts that have been deleted.</returns>
    public Task<List<Attendee>> AddAsync(Conversation conversation, IReadOnlyCollection<NewAttendee> people, Actor by, CancellationToken ct) =>
        AddAsync([new Addition(conversation, people)], by, ct);

    /// <summary>The same for several conversations, with as many queries as for one.</summary>
    public async Task<List<Attendee>> AddAsync(IReadOnlyList<Addition> additions, Actor by, CancellationToken ct)
    {
        if (!additions.Any(addition => addition.People.Count > 0)) return [];

        await unit.FlushAsync(ct);
        var accounts = await HoldAsync(additions, ct);
        var known = await PresentAsync(additions, ct);
        var privateReaders = await PrivateReadersAsync(additions, ct);
        var all = new List<Attendee>();
        foreach (var (conversation, people) in additions)
        {
            var existing = conversation.IsBreakoutRoom ? people : people.Select(person => Existing(person, accounts)).OfType<NewAttendee>();
            var fresh = existing.Where(person => known.Add((conversation.Id, person.Actor))).ToList();
            if (fresh.Count == 0) continue;

            var attendees = fresh.ConvertAll(person => NewRow(conversation, person, privateReaders));
            db.Attendees.AddRange(attendees);
            all.AddRange(attendees);
            notifications.Invite(conversation, attendees, by);
            if (conversation.SipEnabled != SipState.Disabled) await pins.IssueAsync(conversation, attendees, ct);

            // Signaling servers hear of the invitation before the message (calls §D.4); in breakout rooms of the message first (webinars §5.3).
            if (conversation.IsBreakoutRoom) SayAdded(conversation, fresh, by);
            unit.Announce(new Invited(conversation.Id, conversation.Token, [.. fresh.Select(person => person.Actor)]));
            if (!conversation.IsBreakoutRoom) SayAdded(conversation, fresh, by);
        }

        return all;
    }

    /// <summary>
    /// Removes attendees: their sessions leave the call and end, accounts get a <c>user_removed</c> (by themselves when
    /// they left). Guests and people who had joined by link and walk out go without a word.
    /// </summary>
    public Task RemoveAsync(Conversation conversation, IReadOnlyCollection<Attendee> attendees, Actor? by, CancellationToken ct) =>
        RemoveAsync([new Removal(conversation, attendees)], by, ct);

    /// <summary>The same for several conversations.</summary>
    public async Task RemoveAsync(IReadOnlyList<Removal> removals, Actor? by, CancellationToken ct)
    {
        var ids = removals.SelectMany(removal => removal.Attendees).Select(attendee => attendee.Id).ToArray();
        if (ids.Length == 0) return;

        var sessions = await db.Sessions.Include(session => session.Attendee).Where(session => ids.Contains(session.AttendeeId)).ToListAsync(ct);
        var sessionsOf = sessions.ToLookup(session => session.ConversationId);
        await calls.LeaveAsync([.. removals.Select(removal => new Leaving(removal.Conversation, [.. sessionsOf[removal.Conversation.Id]]))], ct);
        foreach (var (conversation, attendees) in removals)
        {
            if (attendees.Count == 0) continue;

            var ending = sessionsOf[conversation.Id].ToList();
            if (ending.Count > 0) unit.Announce(new SessionsDisinvited(conversation.Id, conversation.Token, [.. ending.Select(session => session.SessionId)]));

            foreach (var attendee in attendees) SayRemoved(conversation, attendee, by);
            unit.Announce(new Disinvited(conversation.Id, conversation.Token, [.. attendees.Select(attendee => attendee.Actor)]));
        }

        db.Sessions.RemoveRange(sessions);
        db.Attendees.RemoveRange(removals.SelectMany(removal => removal.Attendees));
    }

    /// <summary>Somebody who came by the public link is added by a moderator: stays from now on, and is announced like everybody who is added.</summary>
    public void MakeMember(Conversation conversation, Attendee attendee, Actor by)
    {
        if (attendee.ParticipantType != ParticipantType.SelfJoinedUser) return;

        attendee.ParticipantType = ParticipantType.User;
        attendee.LastAttendeeActivity = time.Now();
        log.PostSystem(conversation, by, SystemMessageKeys.UserAdded, RosterMessages.UserParameter(attendee.ActorId));
        unit.Announce(new ParticipantsChanged(conversation.Id, conversation.Token) { AttendeeIds = [attendee.Id], AreTypesChanged = true });
    }

    /// <summary>Accounts that come into a conversation are held until the end. Who comes into a breakout room is in its parent, which is taken.</summary>
    private async Task<Dictionary<string, string>> HoldAsync(IReadOnlyList<Addition> additions, CancellationToken ct)
    {
        var ids = additions.Where(addition => !addition.Conversation.IsBreakoutRoom).SelectMany(addition => addition.People)
            .Where(person => person.Actor.Type == ActorTypes.Users)
            .Select(person => person.Actor.Id)
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        return ids.Length == 0 ? [] : await directory.HoldAccountsAsync(ids, ct);
    }

    /// <summary>Under the name it has now; null for an account that is gone.</summary>
    private static NewAttendee? Existing(NewAttendee person, Dictionary<string, string> accounts)
    {
        if (person.Actor.Type != ActorTypes.Users) return person;
        return accounts.TryGetValue(person.Actor.Id, out var name) ? person with { DisplayName = name } : null;
    }

    /// <summary>Who of those to add is there already, in each conversation.</summary>
    private async Task<HashSet<(long ConversationId, Actor Actor)>> PresentAsync(IReadOnlyList<Addition> additions, CancellationToken ct)
    {
        var conversations = additions.Select(addition => addition.Conversation.Id).Distinct().ToArray();
        var ids = additions.SelectMany(addition => addition.People).Select(person => person.Actor.Id).Distinct(StringComparer.Ordinal).ToArray();
        var present = await db.Attendees.AsNoTracking()
            .Where(attendee => conversations.Contains(attendee.ConversationId) && ids.Contains(attendee.ActorId))
            .Select(attendee => new { attendee.ConversationId, attendee.ActorType, attendee.ActorId })
            .ToListAsync(ct);
        return [.. present.Select(row => (row.ConversationId, new Actor(row.ActorType, row.ActorId)))];
    }

    private Attendee NewRow(Conversation conversation, NewAttendee person, HashSet<string> privateReaders) => new()
    {
        ConversationId = conversation.Id,
        ActorType = person.Actor.Type,
        ActorId = person.Actor.Id,
        DisplayName = person.DisplayName,
        ParticipantType = person.Type,
        Permissions = person.Permissions,
        InvitedAddress = person.InvitedAddress,
        AccessToken = person.AccessToken,
        PhoneNumber = person.PhoneNumber,
        LastReadMessage = conversation.LastMessageId,
        ReadPrivate = person.Actor.Type == ActorTypes.Groups || (person.Actor.Type == ActorTypes.Users && privateReaders.Contains(person.Actor.Id)),
        Sensitive = conversation.Has(ConversationAttributes.Classified),
        NotificationLevel = conversation.Has(ConversationAttributes.Announcement) && person.Actor.Type == ActorTypes.Users
            ? NotificationLevel.Always
            : NotificationLevel.Default,
        AddedAt = time.Now(),
    };

    private void SayAdded(Conversation conversation, List<NewAttendee> people, Actor by)
    {
        if (conversation.Type is ConversationType.OneToOne or ConversationType.Changelog) return;

        var said = people.FindAll(person => person.Announced && RosterMessages.Added(person) is not null);
        for (var i = 0; i < said.Count; i++)
        {
            var (key, parameters) = RosterMessages.Added(said[i])!.Value;
            log.PostSystem(conversation, by, key, parameters, activity: i == said.Count - 1);
        }
    }

    private void SayRemoved(Conversation conversation, Attendee attendee, Actor? by)
    {
        if (conversation.Type == ConversationType.OneToOne || RosterMessages.Removed(attendee) is not var (key, parameters)) return;

        var left = by is null || by == attendee.Actor;
        if (left && attendee.ParticipantType == ParticipantType.SelfJoinedUser) return;

        log.PostSystem(conversation, by ?? attendee.Actor, key, parameters);
    }

    private async Task<HashSet<string>> PrivateReadersAsync(IReadOnlyList<Addition> additions, CancellationToken ct)
    {
        var users = additions.SelectMany(addition => addition.People).Where(person => person.Actor.Type == ActorTypes.Users).Select(person => person.Actor.Id).Distinct(StringComparer.Ordinal).ToArray();
        return await db.UserPreferences.AsNoTracking()
            .Where(preference => preference.App == TalkConfig.App && preference.Key == "read_status_privacy" && preference.Value == "1" && users.Contains(preference.AccountId))
            .Select(preference => preference.AccountId)
            .ToHashSetAsync(StringComparer.Ordinal, ct);
    }
}
