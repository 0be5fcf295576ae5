using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Roster;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.Participants;

/// <summary>The links by which e-mail guests come in.</summary>
internal sealed class PersonalLinks(PlenumDb db, Pins pins, TalkConfigStore configs)
{
    private static readonly Refusal Unknown = new(RefusalKind.NotFound, Body: default(Nothing));

    /// <summary>Creates what a complete invitation has and these lack: the secret of the link, and a PIN where people dial in.</summary>
    /// <param name="conversation">The tracked conversation.</param>
    /// <param name="attendeeId">One e-mail guest, or null for all.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task<Result<Nothing>> CompleteAsync(Conversation conversation, long? attendeeId, CancellationToken ct)
    {
        var invited = await db.Attendees
            .Where(attendee => attendee.ConversationId == conversation.Id
                && (attendeeId == null ? attendee.ActorType == ActorTypes.Emails : attendee.Id == attendeeId))
            .ToListAsync(ct);
        if (attendeeId is not null && invited.Count == 0) return Unknown;

        var guests = invited.FindAll(attendee => attendee.ActorType == ActorTypes.Emails);
        guests.ForEach(guest => guest.AccessToken ??= Invitations.CreateAccessToken());
        if (SipRules.IsOn(conversation, await configs.GetAsync(ct))) await pins.IssueAsync(conversation, guests, ct);
        return Result.Done;
    }

    /// <param name="conversation">The conversation.</param>
    /// <param name="baseUrl">The server as its clients call it, without a slash at the end.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task<List<InvitationView>> ListAsync(Conversation conversation, string baseUrl, CancellationToken ct)
    {
        var guests = await db.Attendees.AsNoTracking()
            .Where(attendee => attendee.ConversationId == conversation.Id && attendee.ActorType == ActorTypes.Emails
                && attendee.InvitedAddress != null && attendee.AccessToken != null)
            .OrderBy(attendee => attendee.Id)
            .Select(attendee => new { attendee.Id, Address = attendee.InvitedAddress!, Secret = attendee.AccessToken! })
            .ToListAsync(ct);
        return guests.ConvertAll(guest => new InvitationView(guest.Id, guest.Address, LinkOf(baseUrl, conversation.Token, guest.Address, guest.Secret)));
    }

    private static string LinkOf(string baseUrl, string token, string address, string secret) =>
        $"{baseUrl}/call/{token}?email={Uri.EscapeDataString(address)}&access={secret}";
}
