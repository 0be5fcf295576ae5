using Microsoft.EntityFrameworkCore;
using Plenum.Calls;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
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

/// <summary>
/// Who belongs to a conversation: the one place that inserts and removes attendees, with their messages, PINs and the
/// end of their sessions. Runs inside the caller's unit of work.
/// </summary>
internal sealed class RosterBook(PlenumDb db, UnitOfWork unit, ChatLog log, CallState calls, Pins pins, TalkConfigStore configs, TimeProvider time)
{
    /// <summary>
    /// Adds those who are not there yet, in the given order. One <c>user_added</c> for each account other than the
    /// actor; only the last counts as activity.
    /// </summary>
    /// <returns>The new attendees; people who were there already are left alone and not among them.</returns>
    public async Task<List<Attendee>> AddAsync(Conversation conversation, IReadOnlyCollection<NewAttendee> people, Actor by, CancellationToken ct)
    {
        if (people.Count == 0) return [];

        await unit.FlushAsync(ct);
        var ids = people.Select(person => person.Actor.Id).ToArray();
        var present = await db.Attendees.AsNoTracking()
            .Where(attendee => attendee.ConversationId == conversation.Id && ids.Contains(attendee.ActorId))
            .Select(attendee => new { attendee.ActorType, attendee.ActorId })
            .ToListAsync(ct);
        var known = present.Select(actor => new Actor(actor.ActorType, actor.ActorId)).ToHashSet();
        var added = people.Where(person => known.Add(person.Actor)).ToList();
        return await InsertAsync(conversation, added, by, ct);
    }

    /// <summary>
    /// Removes attendees: their sessions leave the call and end, accounts get a <c>user_removed</c> (by themselves when
    /// they left). Guests and people who had joined by link and walk out go without a word.
    /// </summary>
    public async Task RemoveAsync(Conversation conversation, IReadOnlyCollection<Attendee> attendees, Actor? by, CancellationToken ct)
    {
        if (attendees.Count == 0) return;

        var ids = attendees.Select(attendee => attendee.Id).ToArray();
        var sessions = await db.Sessions.Include(session => session.Attendee).Where(session => ids.Contains(session.AttendeeId)).ToListAsync(ct);
        await calls.LeaveAsync(conversation, sessions, ct);
        if (sessions.Count > 0) unit.Announce(new SessionsDisinvited(conversation.Id, conversation.Token, [.. sessions.Select(session => session.SessionId)]));

        foreach (var attendee in attendees) SayRemoved(conversation, attendee, by);
        db.Sessions.RemoveRange(sessions);
        db.Attendees.RemoveRange(attendees);
        unit.Announce(new Disinvited(conversation.Id, conversation.Token, [.. attendees.Select(attendee => attendee.Actor)]));
    }

    private async Task<List<Attendee>> InsertAsync(Conversation conversation, List<NewAttendee> people, Actor by, CancellationToken ct)
    {
        if (people.Count == 0) return [];

        var config = await configs.GetAsync(ct);
        var privateReaders = await PrivateReadersAsync(people, ct);
        var attendees = people.ConvertAll(person => new Attendee
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
            ReadPrivate = person.Actor.Type == ActorTypes.Groups || privateReaders.Contains(person.Actor.Id),
            Sensitive = conversation.Has(ConversationAttributes.Classified),
            NotificationLevel = conversation.Has(ConversationAttributes.Announcement) && person.Actor.Type == ActorTypes.Users
                ? NotificationLevel.Always
                : NotificationLevel.Default,
            AddedAt = time.Now(),
        });
        db.Attendees.AddRange(attendees);
        if (SipRules.IsOn(conversation, config)) await pins.IssueAsync(conversation, attendees, ct);

        SayAdded(conversation, people, by);
        unit.Announce(new Invited(conversation.Id, conversation.Token, [.. people.Select(person => person.Actor)]));
        return attendees;
    }

    private void SayAdded(Conversation conversation, List<NewAttendee> people, Actor by)
    {
        if (conversation.Type is ConversationType.OneToOne or ConversationType.Changelog) return;

        var said = people.FindAll(person => person is { Announced: true, Actor.Type: ActorTypes.Users });
        for (var i = 0; i < said.Count; i++)
        {
            log.PostSystem(conversation, by, SystemMessageKeys.UserAdded, UserParameter(said[i].Actor), activity: i == said.Count - 1);
        }
    }

    private void SayRemoved(Conversation conversation, Attendee attendee, Actor? by)
    {
        if (attendee.ActorType != ActorTypes.Users || conversation.Type == ConversationType.OneToOne) return;

        var left = by is null || by == attendee.Actor;
        if (left && attendee.ParticipantType == ParticipantType.SelfJoinedUser) return;

        log.PostSystem(conversation, by ?? attendee.Actor, SystemMessageKeys.UserRemoved, UserParameter(attendee.Actor));
    }

    private static Dictionary<string, object> UserParameter(Actor user) => new(StringComparer.Ordinal) { ["user"] = user.Id };

    private async Task<HashSet<string>> PrivateReadersAsync(List<NewAttendee> people, CancellationToken ct)
    {
        var users = people.Where(person => person.Actor.Type == ActorTypes.Users).Select(person => person.Actor.Id).ToArray();
        return await db.UserPreferences.AsNoTracking()
            .Where(preference => preference.App == TalkConfig.App && preference.Key == "read_status_privacy" && preference.Value == "1" && users.Contains(preference.AccountId))
            .Select(preference => preference.AccountId)
            .ToHashSetAsync(StringComparer.Ordinal, ct);
    }
}
