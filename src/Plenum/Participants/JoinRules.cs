using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Participants;

/// <summary>Who knocks at which conversation, and what is known about it.</summary>
internal sealed record JoinFacts
{
    public required Conversation? Conversation { get; init; }

    /// <summary>The caller belongs to the conversation already: an attendee never needs the password again.</summary>
    public required Attendee? Attendee { get; init; }

    public required bool HasAccount { get; init; }

    /// <summary>The conversation is listed for the caller.</summary>
    public required bool IsListed { get; init; }

    public required bool IsBanned { get; init; }

    /// <summary>The session that this browser tab has had here, while it is in the call.</summary>
    public Session? InCall { get; init; }
}

/// <summary>Who may join, in the order in which the reasons against it count (conversations §5.9).</summary>
internal static class JoinRules
{
    public static readonly Refusal NotFound = Refusal.NotFound();
    public static readonly Refusal Banned = Refusal.Forbidden("ban");
    public static readonly Refusal WrongPassword = Refusal.Forbidden("password");

    /// <summary>Everything before the password.</summary>
    /// <param name="facts">Who knocks where.</param>
    /// <param name="force">The session that is in the call may be replaced.</param>
    public static Refusal? Check(JoinFacts facts, bool force)
    {
        if (!IsVisible(facts)) return NotFound;
        if (facts.IsBanned) return Banned;
        if (facts.InCall is { } session && !force) return new Refusal(RefusalKind.Conflict, Body: OtherSession.Of(session));
        return null;
    }

    /// <summary>The password is for those who come by the link alone.</summary>
    public static bool NeedsPassword(JoinFacts facts) =>
        facts is { Conversation.PasswordHash: not null, Attendee: null, IsListed: false };

    /// <summary>What somebody becomes who is no attendee yet.</summary>
    public static ParticipantType TypeOf(JoinFacts facts) => facts switch
    {
        { HasAccount: false } => ParticipantType.Guest,
        { IsListed: true } => ParticipantType.User,
        _ => ParticipantType.SelfJoinedUser,
    };

    private static bool IsVisible(JoinFacts facts) =>
        facts.Conversation is { } conversation
        && (facts.Attendee is not null || facts.IsListed || conversation.Type == ConversationType.Public);
}

/// <summary>The session in the call that a client would push out of it.</summary>
/// <param name="SessionId">Talk's session id.</param>
/// <param name="InCall">Its call flags.</param>
/// <param name="LastPing">Unix seconds.</param>
internal sealed record OtherSession(string SessionId, CallFlags InCall, long LastPing)
{
    public static OtherSession Of(Session session) => new(session.SessionId, session.InCall, session.LastPing.ToUnixTimeSeconds());
}
