using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Plenum.AccessLadder;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Notifications;
using Plenum.Roster;
using Plenum.Storage;

namespace Plenum.Participants;

/// <summary>Somebody who opens the link of a conversation in a browser.</summary>
/// <param name="Caller">Who.</param>
/// <param name="Token">Which conversation.</param>
/// <param name="Invitation">What a personal link carries; null for the plain link.</param>
/// <param name="Password">What was typed into the form; null when nothing was.</param>
/// <param name="CookieSecret">What the browser's cookie says or is going to say.</param>
internal sealed record Visit(Caller Caller, string Token, PersonalInvitation? Invitation, string? Password, string CookieSecret);

/// <param name="Address">The address that was invited.</param>
/// <param name="Access">The secret that was sent to it.</param>
internal sealed record PersonalInvitation(string Address, string Access);

internal enum VisitOutcome
{
    /// <summary>The conversation may be joined.</summary>
    Open = 1,

    /// <summary>The password has to be typed first.</summary>
    AskForPassword = 2,

    WrongPassword = 3,

    /// <summary>Unknown or private: the same for both, so that nobody can tell.</summary>
    SignIn = 4,

    /// <summary>The same for somebody who is signed in.</summary>
    NotFound = 5,

    TooManyTries = 6,
}

/// <summary>
/// The link of a conversation (platform §14.1): proves invitations by e-mail and passwords, and remembers the proof in
/// the browser. Bans and the lobby are left to joining.
/// </summary>
internal sealed class CallPage(PlenumDb db, UnitOfWork unit, AccessReader reader, BrowserBook browsers, Passwords passwords, NotificationBook notifications, BruteForce bruteForce)
{
    private static readonly string[] Protected = [Protects.RoomToken, Protects.RoomPassword];

    public async Task<VisitOutcome> OpenAsync(Visit visit, CancellationToken ct)
    {
        if (await bruteForce.AdmitAsync(visit.Caller.Network, Protected, ct) is not null) return VisitOutcome.TooManyTries;

        var outcome = visit.Invitation is { } invitation ? await ProveAsync(visit, invitation, ct) : await LookAsync(visit, ct);
        await CountAsync(visit, outcome, ct);
        return outcome;
    }

    private async Task<VisitOutcome> ProveAsync(Visit visit, PersonalInvitation invitation, CancellationToken ct)
    {
        var actor = Invitations.ActorOf(invitation.Address);
        var secret = await db.Attendees.AsNoTracking()
            .Where(attendee => attendee.Conversation!.Token == visit.Token && attendee.ActorType == actor.Type && attendee.ActorId == actor.Id)
            .Select(attendee => attendee.AccessToken)
            .FirstOrDefaultAsync(ct);
        if (secret is null || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(invitation.Access))) return VisitOutcome.SignIn;

        await RememberAsync(visit, BrowserGrantKind.Invitation, actor.Id, ct);
        return VisitOutcome.Open;
    }

    private async Task<VisitOutcome> LookAsync(Visit visit, CancellationToken ct)
    {
        var (facts, _) = await reader.ReadAsync(visit.Caller, Guard.Visible, isTalk: true, visit.Token, tracked: false, ct);
        var isVisible = facts.Conversation is { } found && (facts.Attendee is not null || facts.IsListed || found.Type == ConversationType.Public);
        if (!isVisible) return visit.Caller.HasAccount ? VisitOutcome.NotFound : VisitOutcome.SignIn;
        if (facts.Attendee is { ActorType: ActorTypes.Users } member) await notifications.OpenedAsync(member.Id, ct);
        if (facts.Conversation!.PasswordHash is not { } hash || facts.Attendee is not null || facts.IsListed) return await EnterAsync(visit, ct);

        var digest = Secret.Sha256(hash);
        if (visit.Caller.Browser is { } browser && await browsers.HasAsync(browser, visit.Token, BrowserGrantKind.Password, digest, ct)) return VisitOutcome.Open;
        if (visit.Password is not { } typed) return VisitOutcome.AskForPassword;
        if (!await passwords.VerifyAsync(hash, typed, ct)) return VisitOutcome.WrongPassword;

        await RememberAsync(visit, BrowserGrantKind.Password, digest, ct);
        return VisitOutcome.Open;
    }

    private async Task<VisitOutcome> EnterAsync(Visit visit, CancellationToken ct)
    {
        if (visit.Caller.Browser is not null) return VisitOutcome.Open;

        await unit.RunAsync(
            async () =>
            {
                await browsers.KeepAsync(visit.CookieSecret, ct);
                return Result.Done;
            },
            ct);
        return VisitOutcome.Open;
    }

    private async Task RememberAsync(Visit visit, BrowserGrantKind kind, string value, CancellationToken ct) =>
        await unit.RunAsync(async () =>
        {
            var browser = await browsers.KeepAsync(visit.CookieSecret, ct);
            await browsers.GrantAsync(browser, visit.Token, kind, value, ct);
            return Result.Done;
        }, ct);

    /// <summary>Looking at the form is no try; typing something wrong into it is one.</summary>
    private Task CountAsync(Visit visit, VisitOutcome outcome, CancellationToken ct) => outcome switch
    {
        VisitOutcome.Open => bruteForce.ForgetAsync(visit.Caller.Network, Protected, visit.Token, ct),
        VisitOutcome.SignIn or VisitOutcome.NotFound => bruteForce.RegisterAsync(Protects.RoomToken, visit.Caller.Network, visit.Token, ct),
        VisitOutcome.WrongPassword => bruteForce.RegisterAsync(Protects.RoomPassword, visit.Caller.Network, visit.Token, ct),
        _ => Task.CompletedTask,
    };
}
