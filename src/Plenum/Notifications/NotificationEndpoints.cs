using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.UserStatuses;

namespace Plenum.Notifications;

/// <summary>What an account is to be told: clients ask every half minute (platform §13.1).</summary>
internal static class NotificationEndpoints
{
    private const string StatusHeader = "X-Nextcloud-User-Status";

    private static readonly Refusal Gone = new(RefusalKind.NotFound, Body: default(Nothing));

    public static void MapNotifications(this IEndpointRouteBuilder ocs)
    {
        // Both versions answer alike; the newer one is described.
        MapVersion(ocs.MapGroup("apps/notifications/api/v1/notifications").ExcludeFromDescription(), suffix: "-v1");
        MapVersion(ocs.MapGroup("apps/notifications/api/v2/notifications").WithTags("Notifications"), suffix: "");
    }

    private static void MapVersion(RouteGroupBuilder notifications, string suffix)
    {
        notifications.MapGet("", List).Needs(Guard.Account).WithMetadata(new CsrfExempt()).AnswersWith(200, 304)
            .WithName($"notifications-list{suffix}").WithSummary("List what one is to be told, newest first");
        notifications.MapGet("{notificationId:long}", Get).Needs(Guard.Account).WithMetadata(new CsrfExempt()).AnswersWith(200, 404)
            .WithName($"notifications-get{suffix}").WithSummary("Get one notification");
        notifications.MapDelete("{notificationId:long}", Delete).Needs(Guard.Account).AnswersWith(200, 404)
            .WithName($"notifications-delete{suffix}").WithSummary("Dismiss one notification");
        notifications.MapDelete("", DeleteAll).Needs(Guard.Account)
            .WithName($"notifications-deleteAll{suffix}").WithSummary("Dismiss all notifications");
        notifications.MapPost("exists", Exists).Needs(Guard.Account).OwnsUnitOfWork()
            .WithName($"notifications-exists{suffix}").WithSummary("Ask which notifications there still are");
    }

    /// <summary>
    /// At most 25. The ETag names the ids, and the calls among them that are over, which read otherwise then; asked for
    /// what the client already has, the answer is 304 without a body. Both say the caller's status, so that the client
    /// disturbs nobody who does not want to be.
    /// </summary>
    private static async Task<OcsResult<List<NotificationView>>> List(
        HttpRequest request, Caller caller, NotificationReader reader, NotificationViews views, StatusReader statuses, CancellationToken ct)
    {
        var status = StatusNames.Of((await statuses.OfAsync(caller.Account!.Id, ct))?.Status ?? StatusType.Offline);
        var newest = await reader.NewestAsync(caller.Account!.Id, ct);
        var etag = $"\"{Secret.Sha1(string.Join(',', newest.Select(NameOf)))}\"";
        var list = CacheHeaders.IsKnown(request, etag)
            ? OcsResult.From<List<NotificationView>>(new List<NotificationView>(), StatusCodes.Status304NotModified)
            : OcsResult.Ok(await views.OfAsync(newest, PublicUrl.Of(request), ct));
        return list.With("ETag", etag).With(StatusHeader, status);
    }

    /// <summary>404 null for one that is gone or somebody else's.</summary>
    private static async Task<OcsResult<NotificationView>> Get(long notificationId, HttpRequest request, Caller caller, NotificationReader reader, NotificationViews views, CancellationToken ct) =>
        await reader.FindAsync(caller.Account!.Id, notificationId, ct) is { } found
            ? OcsResult.Ok((await views.OfAsync([found], PublicUrl.Of(request), ct))[0])
            : OcsResult.Refuse<NotificationView>(Gone);

    /// <summary>200 null, also when it is gone already; 404 null for 0, which names none.</summary>
    private static async Task<OcsResult<Nothing>> Delete(long notificationId, Caller caller, NotificationBook book, CancellationToken ct)
    {
        if (notificationId == 0) return OcsResult.Refuse<Nothing>(Gone);

        await book.DismissAsync(caller.Account!.Id, notificationId, ct);
        return OcsResult.Ok(default(Nothing));
    }

    private static async Task<OcsResult<Nothing>> DeleteAll(Caller caller, NotificationBook book, CancellationToken ct)
    {
        await book.DismissAllAsync(caller.Account!.Id, ct);
        return OcsResult.Ok(default(Nothing));
    }

    /// <summary>Those of the ids that there still are, and are the caller's.</summary>
    private static async Task<OcsResult<List<long>>> Exists(ExistsRequest request, Caller caller, NotificationReader reader, CancellationToken ct) =>
        OcsResult.Ok(await reader.AmongAsync(caller.Account!.Id, request.Ids ?? [], ct));

    private static string NameOf(Listed listed) =>
        listed.Notification.Kind == NotificationKind.Call && listed.IsMissed ? $"{listed.Notification.Id} over" : $"{listed.Notification.Id}";

    /// <param name="Ids">What the client shows.</param>
    internal sealed record ExistsRequest(long[]? Ids = null) : OcsRequest<ExistsRequest>;
}
