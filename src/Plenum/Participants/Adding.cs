using Plenum.BreakoutRooms;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Roster;
using Plenum.Webinars;

namespace Plenum.Participants;

/// <summary>Adds people to a conversation at a moderator's request (conversations §5.3).</summary>
internal sealed class Adding(Invitations invitations, BreakoutCascade breakoutRooms, SipPhones phones, BanList bans)
{
    /// <param name="conversation">The tracked conversation.</param>
    /// <param name="by">The moderator.</param>
    /// <param name="source">What kind of id follows: an actor type.</param>
    /// <param name="id">An account's or group's id, an address, a telephone number.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task<Result<Empty>> AddAsync(Conversation conversation, Actor by, string source, string id, CancellationToken ct)
    {
        if (AddRules.Check(conversation, source) is { } refusal) return refusal;

        return source switch
        {
            ActorTypes.Users when conversation.IsBreakoutRoom => (await breakoutRooms.AddToRoomAsync(conversation, id, by, ct)).Then(_ => default(Empty)),
            ActorTypes.Users => await AddUserAsync(conversation, by, id, ct),
            ActorTypes.Groups => await AddGroupAsync(conversation, by, id, ct),
            ActorTypes.Emails => await AddEmailAsync(conversation, by, id, ct),
            _ => (await phones.AddAsync(conversation, by, id, ct)).Then(_ => default(Empty)),
        };
    }

    private async Task<Result<Empty>> AddUserAsync(Conversation conversation, Actor by, string id, CancellationToken ct)
    {
        if (await invitations.FindUserAsync(id, ct) is not { } account) return AddRules.Unknown;
        if (await IsBannedAsync(conversation, Actor.User(account.Id), ct)) return AddRules.Banned;

        await invitations.AddUsersAsync(conversation, [account], by, ct);
        return default(Empty);
    }

    private async Task<Result<Empty>> AddGroupAsync(Conversation conversation, Actor by, string id, CancellationToken ct)
    {
        if (await invitations.FindGroupAsync(id, ct) is not { } group) return AddRules.Unknown;

        await invitations.AddGroupsAsync(conversation, [group], by, ct);
        return default(Empty);
    }

    private async Task<Result<Empty>> AddEmailAsync(Conversation conversation, Actor by, string address, CancellationToken ct)
    {
        if (!Invitations.IsAddress(address)) return AddRules.NotAnAddress;
        if (await IsBannedAsync(conversation, Invitations.ActorOf(address), ct)) return AddRules.Banned;

        await invitations.AddEmailsAsync(conversation, [address], by, ct);
        return default(Empty);
    }

    private async Task<bool> IsBannedAsync(Conversation conversation, Actor actor, CancellationToken ct) =>
        (await bans.BannedAmongAsync(conversation, [actor], ct)).Count > 0;
}
