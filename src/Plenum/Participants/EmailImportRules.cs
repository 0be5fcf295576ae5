using Plenum.Common;
using Plenum.Meetings;
using Plenum.Roster;

namespace Plenum.Participants;

/// <summary>What an import does, or would do.</summary>
/// <param name="Guests">Whom it invites, each once.</param>
/// <param name="Duplicates">How many rows name somebody who is invited already, or named above.</param>
/// <param name="InvalidLines">Rows without an address that can be invited, by line.</param>
internal sealed record EmailImportPlan(IReadOnlyList<EmailInvitee> Guests, int Duplicates, IReadOnlyList<int> InvalidLines);

/// <summary>Inviting many people from a file (conversations §5.4).</summary>
internal static class EmailImportRules
{
    public static readonly Refusal NoFile = Refusal.Invalid("file", "The file could not be read");

    public static Refusal? Check(Conversation conversation)
    {
        if (conversation.Has(ConversationAttributes.Classified)) return Refusal.Invalid("classified");
        return AddRules.TakesPeople(conversation) && !conversation.IsBreakoutRoom ? null : Refusal.Invalid("room");
    }

    /// <param name="rows">The file.</param>
    /// <param name="known">Who is invited already.</param>
    /// <param name="banned">Who may not be: their rows count as invalid.</param>
    public static EmailImportPlan Plan(IReadOnlyList<EmailSheetRow> rows, IReadOnlySet<Actor> known, IReadOnlySet<Actor> banned)
    {
        var (guests, invalid, duplicates) = (new List<EmailInvitee>(), new List<int>(), 0);
        var named = known.ToHashSet();
        foreach (var row in rows)
        {
            var actor = Invitations.ActorOf(row.Address);
            if (!Invitations.IsAddress(row.Address) || banned.Contains(actor)) invalid.Add(row.Line);
            else if (!named.Add(actor)) duplicates++;
            else guests.Add(new EmailInvitee(row.Address, NameOf(row)));
        }

        return new EmailImportPlan(guests, duplicates, invalid);
    }

    /// <summary>A test run that finds rows to skip says so by failing; nothing is lost by it.</summary>
    public static Refusal RowsRefused(EmailImportPlan plan) => new(
        RefusalKind.Invalid,
        Body: EmailImportView.Of(plan) with { Error = "rows", Message = $"Rows without an address that can be invited: {plan.InvalidLines.Count}" });

    private static string NameOf(EmailSheetRow row) =>
        string.Equals(row.Name, row.Address, StringComparison.OrdinalIgnoreCase) ? "" : GuestNameRules.Of(row.Name);
}
