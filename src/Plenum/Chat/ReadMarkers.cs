using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Chat;

/// <summary>What people have read (chat §10).</summary>
internal sealed class ReadMarkers(PlenumDb db, UnitOfWork unit)
{
    /// <summary>Where the lowest marker of the accounts that show theirs goes.</summary>
    public const string CommonHeader = "X-Chat-Last-Common-Read";

    /// <summary>The lowest read marker of all accounts that show theirs; 0 when there are none.</summary>
    public async Task<long> CommonAsync(Conversation conversation, CancellationToken ct)
    {
        if (unit.IsRunning) await unit.FlushAsync(ct);
        return await db.Attendees
            .Where(attendee => attendee.ConversationId == conversation.Id && attendee.ActorType == ActorTypes.Users && !attendee.ReadPrivate)
            .MinAsync(attendee => (long?)attendee.LastReadMessage, ct) ?? 0;
    }

    /// <summary>The value of <see cref="CommonHeader"/> for this reader: who hides what they have read does not see it of others.</summary>
    public async Task<string?> CommonForAsync(Conversation conversation, Attendee reader, CancellationToken ct) =>
        reader.ReadPrivate ? null : (await CommonAsync(conversation, ct)).ToString();
}
