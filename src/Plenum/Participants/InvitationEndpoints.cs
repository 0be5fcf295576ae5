using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;

namespace Plenum.Participants;

/// <param name="AttendeeId">An e-mail guest; null for all of them.</param>
internal sealed record ResendRequest([Range(0L, long.MaxValue)] long? AttendeeId = null) : OcsRequest<ResendRequest>;

/// <param name="TestRun">Say what would happen, and do nothing.</param>
internal sealed record ImportRequest(bool TestRun = false) : OcsRequest<ImportRequest>;

/// <param name="AttendeeId">The e-mail guest.</param>
/// <param name="Address">Where the link is to be sent.</param>
/// <param name="Link">Whoever opens it is this guest.</param>
internal sealed record InvitationView(long AttendeeId, string Address, string Link);

/// <param name="Invites">How many people are invited.</param>
/// <param name="Duplicates">How many rows name somebody who is invited already, or named above.</param>
/// <param name="Invalid">How many rows were skipped; absent when none was.</param>
/// <param name="InvalidLines">Their lines in the file.</param>
/// <param name="Error"><c>rows</c> in a test run with rows that would be skipped.</param>
internal sealed record EmailImportView(
    int Invites,
    int Duplicates,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Invalid,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<int>? InvalidLines,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Message = null)
{
    public static EmailImportView Of(EmailImportPlan plan) => plan.InvalidLines.Count == 0
        ? new(plan.Guests.Count, plan.Duplicates, Invalid: null, InvalidLines: null)
        : new(plan.Guests.Count, plan.Duplicates, plan.InvalidLines.Count, plan.InvalidLines);
}

/// <summary>Personal links of e-mail guests (conversations §5.4). Plenum sends no mail: moderators can read the links and send them.</summary>
internal static class InvitationEndpoints
{
    private const string FileField = "file";

    public static void MapInvitations(this IEndpointRouteBuilder api)
    {
        var room = api.MapGroup($"v4/room/{ConversationToken.Route}").WithTags("Participants");

        room.MapPost("participants/resend-invitations", Resend).Needs(Guard.AccountModerator)
            .WithName("room-resendInvitations").WithSummary("Complete invitations that were sent");
        room.MapPost("import-emails", Import).Needs(Guard.AccountModerator).TakesFile(FileField)
            .WithName("room-importEmailsAsParticipants").WithSummary("Invite everybody in a file");
    }

    /// <summary>Plenum's own addition, below <c>/ocs/v2.php/apps/plenum/api</c>.</summary>
    public static void MapInvitationLinks(this IEndpointRouteBuilder own) =>
        own.MapGet($"v1/room/{ConversationToken.Route}/invitations", List).Needs(Guard.AccountModerator).WithTags("Participants")
            .WithName("plenum-listInvitations").WithSummary("List the personal links of e-mail guests");

    /// <summary>Gives links and PINs to e-mail guests that have none.</summary>
    /// <returns>200 null, also for somebody who is no e-mail guest; 404 null for an unknown attendee.</returns>
    private static async Task<OcsResult<Nothing>> Resend(Meetings.Access access, ResendRequest request, PersonalLinks links, CancellationToken ct) =>
        OcsResult.From(await links.CompleteAsync(access.Conversation, request.AttendeeId, ct));

    /// <returns>200 list by attendee id: id, address, link.</returns>
    private static async Task<OcsResult<List<InvitationView>>> List(Meetings.Access access, HttpRequest http, PersonalLinks links, CancellationToken ct) =>
        OcsResult.Ok(await links.ListAsync(access.Conversation, $"{http.Scheme}://{http.Host}{http.PathBase}", ct));

    /// <summary>Invites the addresses of a CSV file (multipart, field <c>file</c>) with a column <c>email</c> and maybe one <c>name</c>.</summary>
    /// <returns>200 counts; 400 <c>file</c>, <c>classified</c>, <c>room</c>, <c>header-email</c>, in a test run <c>rows</c> with the counts.</returns>
    private static async Task<OcsResult<EmailImportView>> Import(Meetings.Access access, ImportRequest request, HttpRequest http, EmailImport import, CancellationToken ct)
    {
        var file = http.HasFormContentType ? (await http.ReadFormAsync(ct)).Files[FileField] : null;
        return OcsResult.From(await import.ImportAsync(access, file, request.TestRun, ct));
    }
}
