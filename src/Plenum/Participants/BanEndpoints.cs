using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;

namespace Plenum.Participants;

/// <param name="ActorType"><c>users</c>, <c>guests</c>, <c>emails</c> or <c>ip</c>.</param>
/// <param name="ActorId">An actor id, an address, or a range such as <c>2001:db8::/64</c>.</param>
/// <param name="InternalNote">Why, for moderators only; at most 4000 characters.</param>
internal sealed record BanRequest(string ActorType, string ActorId, string InternalNote = "") : OcsRequest<BanRequest>;

/// <param name="BannedTime">Unix seconds.</param>
internal sealed record BanView(
    long Id,
    string ModeratorActorType,
    string ModeratorActorId,
    string ModeratorDisplayName,
    string BannedActorType,
    string BannedActorId,
    string BannedDisplayName,
    long BannedTime,
    string InternalNote)
{
    public static BanView Of(Ban ban, string moderatorName, string bannedName) => new(
        ban.Id,
        ban.ModeratorActorType,
        ban.ModeratorActorId,
        moderatorName,
        ban.BannedActorType,
        ban.BannedActorId,
        bannedName,
        ban.BannedAt.ToUnixTimeSeconds(),
        ban.InternalNote);
}

/// <summary>Who may not enter (conversations §5.12).</summary>
internal static class BanEndpoints
{
    public static void MapBans(this IEndpointRouteBuilder api)
    {
        var bans = api.MapGroup($"v1/ban/{ConversationToken.Route}").WithTags("Bans");

        bans.MapPost("", Ban).Needs(Guard.AnyModerator)
            .WithName("ban-banActor").WithSummary("Ban somebody or an address");
        bans.MapGet("", List).Needs(Guard.AnyModerator)
            .WithName("ban-listBans").WithSummary("List the bans");
        bans.MapDelete("{banId:long}", Lift).Needs(Guard.AnyModerator)
            .WithName("ban-unbanActor").WithSummary("Lift a ban");
    }

    /// <summary>Bans, and removes who is there.</summary>
    /// <returns>200 ban; 400 <c>room</c>, <c>bannedActor</c>, <c>internalNote</c>, <c>self</c>, <c>moderator</c>.</returns>
    private static async Task<OcsResult<BanView>> Ban(Meetings.Access access, BanRequest request, Banning banning, CancellationToken ct) =>
        OcsResult.From(await banning.BanAsync(access, new BanWish(request.ActorType, request.ActorId, request.InternalNote), ct));

    /// <returns>200 list by id.</returns>
    private static async Task<OcsResult<List<BanView>>> List(Meetings.Access access, Banning banning, CancellationToken ct) =>
        OcsResult.Ok(await banning.ListAsync(access.Conversation, ct));

    /// <returns>200 null, also for an unknown id.</returns>
    private static async Task<OcsResult<Nothing>> Lift(Meetings.Access access, long banId, Banning banning, CancellationToken ct)
    {
        await banning.LiftAsync(access.Conversation, banId, ct);
        return OcsResult.Ok(default(Nothing));
    }
}
