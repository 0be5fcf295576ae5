using System.ComponentModel.DataAnnotations;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Rooms;

namespace Plenum.Conversations;

/// <summary>What moderators set (conversations §3.4). Every answer is the Room as the caller sees it afterwards.</summary>
internal static class SettingsEndpoints
{
    public static void MapSettings(this IEndpointRouteBuilder api)
    {
        var room = api.MapGroup($"v4/room/{ConversationToken.Route}").WithTags("Conversation settings");

        room.MapPut("", Rename).Needs(Guard.AnyModerator)
            .WithName("room-renameRoom").WithSummary("Rename a conversation");
        room.MapPut("description", Describe).Needs(Guard.AnyModerator)
            .WithName("room-setDescription").WithSummary("Describe a conversation");
        room.MapPut("read-only", SetReadOnly).Needs(Guard.AccountModerator)
            .WithName("room-setReadOnly").WithSummary("Lock or unlock chat and call");
        room.MapPut("listable", SetListable).Needs(Guard.AccountModerator)
            .WithName("room-setListable").WithSummary("Choose who finds the conversation");
        room.MapPut("mention-permissions", SetMentionPermissions).Needs(Guard.AccountModerator)
            .WithName("room-setMentionPermissions").WithSummary("Choose who may mention everybody");
        room.MapPut("permissions/default", SetPermissions).Needs(Guard.AnyModerator)
            .WithName("room-setPermissions").WithSummary("Set the permissions of everybody who has none of their own");
        room.MapPut("permissions/call", RefusePermissions).Needs(Guard.AnyModerator)
            .WithName("room-setCallPermissions").WithSummary("Retired: calls have no permissions of their own");
        room.MapPost("message-expiration", SetMessageExpiration).Needs(Guard.AnyModerator)
            .WithName("room-setMessageExpiration").WithSummary("Let messages disappear after a while");
        room.MapPut("recording-consent", SetRecordingConsent).Needs(Guard.AccountModerator)
            .WithName("room-setRecordingConsent").WithSummary("Ask for consent to being recorded");
        room.MapPost("preserve", Preserve).Needs(Guard.AccountModerator)
            .WithName("room-preserveConversation").WithSummary("Protect a conversation from being deleted or opened");
        room.MapDelete("preserve", Unpreserve).Needs(Guard.AccountModerator)
            .WithName("room-unpreserveConversation").WithSummary("End the protection of a conversation");
        room.MapDelete("object", Unbind).Needs(Guard.AnyModerator)
            .WithName("room-unbindRoomFromObject").WithSummary("Keep a conversation beyond the object it belongs to");
    }

    /// <returns>200 Room; 400 <c>event</c>, <c>type</c>, <c>value</c>.</returns>
    private static Task<OcsResult<RoomView>> Rename(Meetings.Access access, RenameRequest request, ConversationSettings settings, RoomViews rooms, CancellationToken ct) =>
        rooms.AnswerAsync(settings.Rename(access, request.RoomName), access, ct);

    /// <returns>200 Room; 400 <c>event</c>, <c>value</c>, <c>type</c>.</returns>
    private static Task<OcsResult<RoomView>> Describe(Meetings.Access access, DescriptionRequest request, ConversationSettings settings, RoomViews rooms, CancellationToken ct) =>
        rooms.AnswerAsync(settings.Describe(access, request.Description), access, ct);

    /// <returns>200 Room; 400 <c>type</c>, <c>value</c>.</returns>
    private static async Task<OcsResult<RoomView>> SetReadOnly(Meetings.Access access, StateRequest request, ConversationSettings settings, RoomViews rooms, CancellationToken ct) =>
        await rooms.AnswerAsync(await settings.SetReadOnlyAsync(access, request.State, ct), access, ct);

    /// <returns>200 Room; 403 <c>preserved</c>; 400 <c>forced</c>, <c>classified</c>, <c>type</c>, <c>breakout-room</c>, <c>value</c>.</returns>
    private static Task<OcsResult<RoomView>> SetListable(Meetings.Access access, ScopeRequest request, ConversationSettings settings, RoomViews rooms, CancellationToken ct) =>
        rooms.AnswerAsync(settings.SetListable(access, request.Scope), access, ct);

    /// <returns>200 Room; 400 <c>forced</c>, <c>type</c>, <c>breakout-room</c>, <c>value</c>.</returns>
    private static Task<OcsResult<RoomView>> SetMentionPermissions(
        Meetings.Access access, MentionPermissionsRequest request, ConversationSettings settings, RoomViews rooms, CancellationToken ct) =>
        rooms.AnswerAsync(settings.SetMentionPermissions(access, request.MentionPermissions), access, ct);

    /// <returns>200 Room; 400 <c>forced</c>, <c>type</c>, <c>breakout-room</c>.</returns>
    private static async Task<OcsResult<RoomView>> SetPermissions(
        Meetings.Access access, PermissionsRequest request, DefaultPermissions permissions, RoomViews rooms, CancellationToken ct) =>
        await rooms.AnswerAsync(await permissions.SetAsync(access, request.Permissions, ct), access, ct);

    /// <returns>400 <c>mode</c>, always.</returns>
    private static OcsResult<RoomView> RefusePermissions(PermissionsRequest request) => OcsResult.Refuse<RoomView>(SettingRefusals.Mode);

    /// <returns>200 Room; 400 <c>forced</c>, <c>breakout-room</c>, <c>type</c>, <c>value</c>.</returns>
    private static Task<OcsResult<RoomView>> SetMessageExpiration(Meetings.Access access, ExpirationRequest request, ConversationSettings settings, RoomViews rooms, CancellationToken ct) =>
        rooms.AnswerAsync(settings.SetMessageExpiration(access, request.Seconds), access, ct);

    /// <returns>200 Room; 412 <c>config</c>; 400 <c>classified</c>, <c>value</c>, <c>call</c>, <c>breakout-room</c>.</returns>
    private static async Task<OcsResult<RoomView>> SetRecordingConsent(
        Meetings.Access access, ConsentRequest request, ConversationSettings settings, RoomViews rooms, CancellationToken ct) =>
        await rooms.AnswerAsync(await settings.SetRecordingConsentAsync(access, request.RecordingConsent, ct), access, ct);

    /// <returns>200 Room; 403 <c>permissions</c> for moderators who do not own the conversation.</returns>
    private static Task<OcsResult<RoomView>> Preserve(Meetings.Access access, ConversationSettings settings, RoomViews rooms, CancellationToken ct) =>
        rooms.AnswerAsync(settings.SetPreserved(access, preserved: true), access, ct);

    /// <inheritdoc cref="Preserve"/>
    private static Task<OcsResult<RoomView>> Unpreserve(Meetings.Access access, ConversationSettings settings, RoomViews rooms, CancellationToken ct) =>
        rooms.AnswerAsync(settings.SetPreserved(access, preserved: false), access, ct);

    /// <returns>200 Room; 400 <c>object-type</c> where there is nothing to be taken off.</returns>
    private static Task<OcsResult<RoomView>> Unbind(Meetings.Access access, ConversationSettings settings, RoomViews rooms, CancellationToken ct) =>
        rooms.AnswerAsync(settings.Unbind(access), access, ct);

    /// <summary>The refusal, or the Room as the caller sees it now.</summary>
    internal static async Task<OcsResult<RoomView>> AnswerAsync(this RoomViews rooms, Refusal? refusal, Meetings.Access access, CancellationToken ct) =>
        refusal is null ? OcsResult.Ok(await rooms.OfAsync(access, ct)) : OcsResult.Refuse<RoomView>(refusal);

    /// <param name="RoomName">1 to 255 characters after trimming.</param>
    internal sealed record RenameRequest(string RoomName) : OcsRequest<RenameRequest>;

    /// <param name="Description">At most 2000 characters after trimming; empty removes it.</param>
    internal sealed record DescriptionRequest(string Description) : OcsRequest<DescriptionRequest>;

    /// <param name="State">1 locks, 0 unlocks.</param>
    internal sealed record StateRequest(int State) : OcsRequest<StateRequest>;

    /// <param name="Scope">0 participants only, 1 accounts, 2 accounts and guests of the server.</param>
    internal sealed record ScopeRequest(int Scope) : OcsRequest<ScopeRequest>;

    /// <param name="MentionPermissions">0 everybody, 1 moderators.</param>
    internal sealed record MentionPermissionsRequest(int MentionPermissions) : OcsRequest<MentionPermissionsRequest>;

    /// <param name="Permissions">A sum of permission bits; 0 for the server's default.</param>
    internal sealed record PermissionsRequest([Range(0, 511)] int Permissions) : OcsRequest<PermissionsRequest>;

    /// <param name="Seconds">0 keeps messages for ever.</param>
    internal sealed record ExpirationRequest([Range(0, int.MaxValue)] int Seconds) : OcsRequest<ExpirationRequest>;

    /// <param name="RecordingConsent">1 asks for consent before a call is joined.</param>
    internal sealed record ConsentRequest(int RecordingConsent) : OcsRequest<ConsentRequest>;
}
