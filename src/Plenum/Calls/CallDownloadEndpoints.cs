using System.Text;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Rooms;

namespace Plenum.Calls;

/// <summary>The list of those who took part in the running call, for moderators (calls §A.2).</summary>
internal static class CallDownloadEndpoints
{
    private const string Csv = "csv";
    private const string ContentType = "text/csv";

    public static void MapCallDownload(this IEndpointRouteBuilder api) =>
        api.MapGet($"v4/call/{ConversationToken.Route}/download", Download).Needs(Guard.AnyModerator).Protects(Protects.RoomToken)
            .WithMetadata(new OwnsFormat()).Produces(StatusCodes.Status200OK, contentType: ContentType)
            .WithTags("Calls").WithName("call-download-participants-for-call").WithSummary("Download who takes part in the running call");

    /// <summary>200 the file; 400 null for another format, without a call or without anybody in it; 403 for others than moderators and in classified conversations.</summary>
    private static async Task<IResult> Download(
        Meetings.Access access, DownloadRequest request, CallGuestbook guestbook, RoomViews rooms, TimeProvider time, CancellationToken ct)
    {
        if (access.Conversation.Has(ConversationAttributes.Classified)) return OcsResult.Refuse<Nothing>(Refusal.Forbidden());
        if (request.Format != Csv) return OcsResult.Refuse<Nothing>(CallRefusals.NothingToDownload);

        var entries = await guestbook.OfAsync(access.Conversation, ct);
        if (entries.Count == 0) return OcsResult.Refuse<Nothing>(CallRefusals.NothingToDownload);

        var name = (await rooms.OfAsync(access, ct)).DisplayName;
        var file = CallSheetRules.FileName(name, DateOnly.FromDateTime(time.Now().UtcDateTime));
        return Results.File(Encoding.UTF8.GetBytes(CallSheetRules.Csv(entries)), ContentType, file);
    }
}

/// <param name="Format">Only <c>csv</c>.</param>
internal sealed record DownloadRequest(string Format = "csv") : OcsRequest<DownloadRequest>;
