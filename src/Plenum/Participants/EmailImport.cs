using System.Text;
using Microsoft.EntityFrameworkCore;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Roster;
using Plenum.Storage;

namespace Plenum.Participants;

/// <summary>Invites everybody in an uploaded file (conversations §5.4): the kind of conversation stays what it is.</summary>
internal sealed class EmailImport(PlenumDb db, Invitations invitations, BanList bans)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="access">The moderator, and where.</param>
    /// <param name="file">The upload, if there is one.</param>
    /// <param name="testRun">Only say what would happen.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task<Result<EmailImportView>> ImportAsync(Access access, IFormFile? file, bool testRun, CancellationToken ct)
    {
        if (file is null || await TextOfAsync(file, ct) is not { } text) return EmailImportRules.NoFile;
        if (EmailImportRules.Check(access.Conversation) is { } refusal) return refusal;
        if (!EmailSheet.Read(text).TryGet(out var rows, out var unreadable)) return unreadable;

        var plan = await PlanAsync(access.Conversation, rows, ct);
        if (testRun) return plan.InvalidLines.Count > 0 ? EmailImportRules.RowsRefused(plan) : EmailImportView.Of(plan);

        await invitations.AddEmailsAsync(access.Conversation, plan.Guests, access.Attendee.Actor, ct);
        return EmailImportView.Of(plan);
    }

    private async Task<EmailImportPlan> PlanAsync(Conversation conversation, List<EmailSheetRow> rows, CancellationToken ct)
    {
        var known = await db.Attendees.AsNoTracking()
            .Where(attendee => attendee.ConversationId == conversation.Id && attendee.ActorType == ActorTypes.Emails)
            .Select(attendee => attendee.ActorId)
            .ToListAsync(ct);
        var banned = await bans.BannedAmongAsync(conversation, [.. rows.Select(row => Invitations.ActorOf(row.Address)).Distinct()], ct);
        return EmailImportRules.Plan(rows, known.Select(id => new Actor(ActorTypes.Emails, id)).ToHashSet(), banned);
    }

    /// <returns>null for what is no text.</returns>
    private static async Task<string?> TextOfAsync(IFormFile file, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, ct);
        try
        {
            return Utf8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
