using System.ComponentModel.DataAnnotations;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;

namespace Plenum.UserStatuses;

/// <param name="StatusType"><c>online</c>, <c>away</c>, <c>dnd</c>, <c>busy</c>, <c>invisible</c> or <c>offline</c>.</param>
internal sealed record ChooseStatusRequest(string StatusType) : OcsRequest<ChooseStatusRequest>;

/// <param name="MessageId">One of those that <c>predefined_statuses</c> lists.</param>
/// <param name="ClearAt">Unix seconds when it goes; null for never.</param>
internal sealed record PredefinedMessageRequest(string MessageId, [Range(0, StatusMessageRules.LastInstant)] long? ClearAt = null) : OcsRequest<PredefinedMessageRequest>;

/// <param name="StatusIcon">One emoji.</param>
/// <param name="Message">At most 80 characters; with neither there is no message any more.</param>
/// <param name="ClearAt">Unix seconds when it goes; null for never.</param>
internal sealed record CustomMessageRequest(string? StatusIcon = null, string? Message = null, [Range(0, StatusMessageRules.LastInstant)] long? ClearAt = null) : OcsRequest<CustomMessageRequest>;

/// <param name="Status"><c>online</c>, or <c>away</c> when the person is idle.</param>
internal sealed record HeartbeatRequest(string Status) : OcsRequest<HeartbeatRequest>;

/// <summary>One's own status (platform §12). No route of Talk, but of the server around it.</summary>
internal static class OwnStatusEndpoints
{
    public static void MapOwnStatus(this IEndpointRouteBuilder api)
    {
        var own = api.MapGroup("user_status").WithTags("User status");

        own.MapGet("", Get).Needs(Guard.Account)
            .WithName("user_status-getStatus").WithSummary("Get one's own status");
        own.MapPut("status", Choose).Needs(Guard.Account)
            .WithName("user_status-setStatus").WithSummary("Choose one's status");
        own.MapPut("message/predefined", SayPredefined).Needs(Guard.Account)
            .WithName("user_status-setPredefinedMessage").WithSummary("Set a predefined message");
        own.MapPut("message/custom", SayCustom).Needs(Guard.Account)
            .WithName("user_status-setCustomMessage").WithSummary("Set a message of one's own");
        own.MapDelete("message", Clear).Needs(Guard.Account)
            .WithName("user_status-clearMessage").WithSummary("Take one's message away");
        own.MapDelete("revert/{messageId}", Revert).Needs(Guard.Account)
            .WithName("user_status-revertStatus").WithSummary("Go back to the status before one that came by itself");

        api.MapPut("heartbeat", Beat).Needs(Guard.Account).OwnsUnitOfWork().WithTags("User status")
            .AnswersWith(200, 204).WithName("heartbeat-heartbeat").WithSummary("Say that one is there");
    }

    /// <returns>200 status; 404 for somebody who never had one.</returns>
    private static async Task<OcsResult<OwnStatusView>> Get(Caller caller, StatusReader statuses, CancellationToken ct) =>
        await statuses.OfAsync(caller.Account!.Id, ct) is { } status ? OcsResult.Ok(OwnStatusView.Of(status)) : OcsResult.Refuse<OwnStatusView>(StatusRefusals.None);

    /// <returns>200 status; 400 for one that there is not.</returns>
    private static async Task<OcsResult<OwnStatusView>> Choose(Caller caller, ChooseStatusRequest request, StatusBook statuses, CancellationToken ct) =>
        OcsResult.From((await statuses.ChooseAsync(caller, request.StatusType, ct)).Then(OwnStatusView.Of));

    /// <returns>200 status; 400 for an unknown id or a time that is past.</returns>
    private static async Task<OcsResult<OwnStatusView>> SayPredefined(Caller caller, PredefinedMessageRequest request, StatusBook statuses, TimeProvider time, CancellationToken ct) =>
        await SayAsync(caller, StatusMessageRules.Predefined(request.MessageId, request.ClearAt, time.Now()), statuses, ct);

    /// <returns>200 status; 400 for an icon that is not one emoji, a message that is too long or a time that is past.</returns>
    private static async Task<OcsResult<OwnStatusView>> SayCustom(Caller caller, CustomMessageRequest request, StatusBook statuses, TimeProvider time, CancellationToken ct) =>
        await SayAsync(caller, StatusMessageRules.Custom(request.StatusIcon, request.Message, request.ClearAt, time.Now()), statuses, ct);

    /// <returns>200 [], also when there was none.</returns>
    private static async Task<OcsResult<Empty>> Clear(Caller caller, StatusBook statuses, CancellationToken ct) =>
        OcsResult.From((await statuses.SayAsync(caller.Account!.Id, message: null, ct)).Then(_ => default(Empty)));

    /// <summary>Only <c>call</c> comes by itself: who takes it back is seen as before the call until joining the next one.</summary>
    /// <returns>200 status that was restored; 200 [] when there was nothing to go back from.</returns>
    private static async Task<OcsResult<object>> Revert(Caller caller, string messageId, StatusBook statuses, CancellationToken ct) =>
        OcsResult.From((await statuses.RevertAsync(caller.Account!.Id, messageId, ct)).Then(status => status is null ? default(Empty) : (object)OwnStatusView.Of(status)));

    /// <summary>Clients send it every five minutes; after fifteen without one somebody online or away is offline.</summary>
    /// <returns>200 status; 204 when it is the same as before; 400 for anything but <c>online</c> and <c>away</c>.</returns>
    private static async Task<OcsResult<OwnStatusView>> Beat(Caller caller, HeartbeatRequest request, Heartbeats heartbeats, CancellationToken ct)
    {
        if (StatusNames.Parse(request.Status) is not ((StatusType.Online or StatusType.Away) and { } said)) return OcsResult.Refuse<OwnStatusView>(StatusRefusals.UnknownType);
        if (!(await heartbeats.BeatAsync(caller, said, ct)).TryGet(out var changed, out var refusal)) return OcsResult.Refuse<OwnStatusView>(refusal);

        return changed is null ? OcsResult.From<OwnStatusView>(default(OwnStatusView)!, StatusCodes.Status204NoContent) : OcsResult.Ok(OwnStatusView.Of(changed));
    }

    private static async Task<OcsResult<OwnStatusView>> SayAsync(Caller caller, Result<StatusMessage?> fit, StatusBook statuses, CancellationToken ct)
    {
        if (!fit.TryGet(out var message, out var refusal)) return OcsResult.Refuse<OwnStatusView>(refusal);

        return OcsResult.From((await statuses.SayAsync(caller.Account!.Id, message, ct)).Then(OwnStatusView.Of));
    }
}
