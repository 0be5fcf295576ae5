using Microsoft.EntityFrameworkCore;
using Plenum.AccessLadder;
using Plenum.Accounts;
using Plenum.BreakoutRooms;
using Plenum.Calls;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Notifications;
using Plenum.Rooms;
using Plenum.Roster;
using Plenum.Settings;
using Plenum.Storage;
using Plenum.Webinars;

namespace Plenum.Participants;

/// <summary>Somebody who wants to come in.</summary>
/// <param name="Caller">Who.</param>
/// <param name="Token">Where.</param>
/// <param name="Password">The conversation's password, if it was typed.</param>
/// <param name="Force">A session of this tab that is in the call may be replaced.</param>
/// <param name="CookieSecret">What the browser's cookie says or is going to say.</param>
internal sealed record Knock(Caller Caller, string Token, string Password, bool Force, string CookieSecret);

/// <summary>
/// Joining a conversation (conversations §5.9). The slow comparison of passwords happens before the transaction; inside
/// it everything is decided anew, and a password counts only for the hash that it was compared with.
/// </summary>
internal sealed class Joining(
    PlenumDb db,
    UnitOfWork unit,
    AccessReader reader,
    LobbyTimer lobbyTimer,
    Passwords passwords,
    BrowserBook browsers,
    BanList bans,
    RosterBook roster,
    SessionBook sessions,
    MoveBook moves,
    Pins pins,
    NotificationBook notifications,
    RoomViews rooms,
    TalkConfigStore configs,
    BruteForce bruteForce,
    SessionPings pings,
    TimeProvider time)
{
    /// <summary>The password was changed while it was being compared: start over.</summary>
    private static readonly Refusal PasswordChanged = new(RefusalKind.Conflict);

    public async Task<Result<RoomView>> JoinAsync(Knock knock, CancellationToken ct)
    {
        Result<RoomView> result;
        do
        {
            var provenHash = await ProveAsync(knock, ct);
            result = provenHash.TryGet(out var hash, out var refusal) ? await unit.RunAsync(() => EnterAsync(knock, hash, ct), ct) : refusal;
        }
        while (ReferenceEquals(result.Refusal, PasswordChanged));

        await CountAsync(knock, result.Refusal, ct);
        if (ReferenceEquals(result.Refusal, JoinRules.Banned)) await FollowAsync(knock, ct);
        return result;
    }

    /// <returns>The stored hash that the password matches; empty where none is needed.</returns>
    private async Task<Result<string>> ProveAsync(Knock knock, CancellationToken ct)
    {
        var facts = await ReadAsync(knock.Caller, knock.Token, tracked: false, ct);
        if (facts.Conversation is { } found && found.IsDue(time.Now()))
        {
            await lobbyTimer.OpenAsync(found.Id, ct);
        }

        if (JoinRules.Check(facts, knock.Force) is { } refusal) return refusal;
        if (!JoinRules.NeedsPassword(facts)) return "";

        var hash = facts.Conversation!.PasswordHash!;
        if (knock.Caller.Browser is { } browser && await browsers.HasAsync(browser, knock.Token, BrowserGrantKind.Password, Secret.Sha256(hash), ct)) return hash;
        return await passwords.VerifyAsync(hash, knock.Password, ct) ? hash : JoinRules.WrongPassword;
    }

    private async Task<Result<RoomView>> EnterAsync(Knock knock, string provenHash, CancellationToken ct)
    {
        var browser = await browsers.KeepAsync(knock.CookieSecret, ct);
        var caller = knock.Caller with { Browser = browser };
        var facts = await ReadAsync(caller, knock.Token, tracked: true, ct);
        if (JoinRules.Check(facts, knock.Force) is { } refusal) return refusal;

        var conversation = facts.Conversation!;
        if (JoinRules.NeedsPassword(facts))
        {
            if (conversation.PasswordHash != provenHash) return PasswordChanged;
            await browsers.GrantAsync(browser, conversation.Token, BrowserGrantKind.Password, Secret.Sha256(provenHash), ct);
        }

        var replaced = facts.Attendee is { } present ? await PreviousAsync(caller, present, ct) : [];
        await sessions.EndAsync(conversation, replaced, ct, areReplaced: true);
        var sessionId = SessionBook.CreateId(caller.TabId, facts.Attendee?.InvitedAddress);
        if ((facts.Attendee ?? await AddAsync(facts, caller, sessionId, ct)) is not { } attendee) return DirectoryLock.Gone;

        if (SipRules.IsOn(conversation, await configs.GetAsync(ct))) await pins.IssueAsync(conversation, [attendee], ct);

        await unit.FlushAsync(ct);
        if (facts is { Attendee: not null, HasAccount: true }) await notifications.JoinedAsync(attendee.Id, ct);
        var session = sessions.Open(conversation, attendee, sessionId, browser, caller.TabId, replaced);
        unit.Announce(new SessionJoined(conversation.Id, conversation.Token, sessionId));
        await moves.ArriveAsync(conversation, attendee, sessionId, ct);
        return await rooms.OfAsync(caller, new RoomEntry(conversation, attendee, session), ct);
    }

    private async Task<JoinFacts> ReadAsync(Caller caller, string token, bool tracked, CancellationToken ct)
    {
        var (found, _) = await reader.ReadAsync(caller, Guard.Visible, isTalk: true, token, tracked, ct);
        return new JoinFacts
        {
            Conversation = found.Conversation,
            Attendee = found.Attendee,
            HasAccount = caller.HasAccount,
            IsListed = found.IsListed,
            IsBanned = found.IsBanned,
            InCall = found.Attendee is { } attendee ? (await PreviousAsync(caller, attendee, ct)).Find(IsInCall) : null,
        };
    }

    private bool IsInCall(Session session) => session.InCall != CallFlags.Disconnected && pings.LastPing(session.Id, session.LastPing) >= time.Now() - Session.OnlineFor;

    /// <summary>The sessions that this browser tab has in the conversation: the one it replaces by joining again.</summary>
    private async Task<List<Session>> PreviousAsync(Caller caller, Attendee attendee, CancellationToken ct)
    {
        if (caller.Browser is not { } browser) return [];

        return await db.Sessions.Include(session => session.Attendee)
            .Where(session => session.AttendeeId == attendee.Id && session.BrowserSessionId == browser.Id && session.TabId == caller.TabId)
            .ToListAsync(ct);
    }

    /// <returns>null for an account that was deleted while its request was being answered.</returns>
    private async Task<Attendee?> AddAsync(JoinFacts facts, Caller caller, string sessionId, CancellationToken ct)
    {
        var type = JoinRules.TypeOf(facts);
        if (type == ParticipantType.Guest) caller.Browser!.GuestId ??= Secret.Sha1(sessionId);
        var actor = caller.Actor!.Value;
        var person = new NewAttendee(actor, caller.Account?.DisplayName ?? "", type) { Announced = type == ParticipantType.User };
        return (await roster.AddAsync(facts.Conversation!, [person], actor, ct)).FirstOrDefault();
    }

    private async Task FollowAsync(Knock knock, CancellationToken ct)
    {
        var conversation = await db.Conversations.AsNoTracking().FirstOrDefaultAsync(candidate => candidate.Token == knock.Token, ct);
        if (conversation is not null) await bans.FollowAsync(conversation, knock.Caller, ct);
    }

    /// <summary>Wrong tries count; a success forgets those at the same conversation.</summary>
    private Task CountAsync(Knock knock, Refusal? refusal, CancellationToken ct) => refusal switch
    {
        null => bruteForce.ForgetAsync(knock.Caller.Network, [Protects.RoomToken, Protects.RoomPassword], knock.Token, ct),
        { Kind: RefusalKind.NotFound } => bruteForce.RegisterAsync(Protects.RoomToken, knock.Caller.Network, knock.Token, ct),
        _ when ReferenceEquals(refusal, JoinRules.WrongPassword) => bruteForce.RegisterAsync(Protects.RoomPassword, knock.Caller.Network, knock.Token, ct),
        _ => Task.CompletedTask,
    };
}
