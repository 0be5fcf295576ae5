using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Rooms;
using Plenum.Settings;

namespace Plenum.Conversations;

/// <param name="NoStatusUpdate">Accepted: there is no user status that a list could bring online.</param>
/// <param name="IncludeStatus">Accepted: adds one-to-ones to what <c>modifiedSince</c> keeps.</param>
/// <param name="ModifiedSince">Unix seconds; 0 lists everything.</param>
/// <param name="IncludeLastMessage">Leaves <c>lastMessage</c> out when false.</param>
internal sealed record ListRequest(
    int NoStatusUpdate = 0, bool IncludeStatus = false, [Range(0L, long.MaxValue)] long ModifiedSince = 0, bool IncludeLastMessage = true)
    : OcsRequest<ListRequest>;

/// <summary>Reading conversations (conversations §3.1).</summary>
internal static class ReadingEndpoints
{
    private const string ModifiedBefore = "X-Nextcloud-Talk-Modified-Before";

    public static void MapReading(this IEndpointRouteBuilder api)
    {
        var v4 = api.MapGroup("v4").WithTags("Conversations");

        v4.MapGet("room", List).Needs(Guard.Account)
            .WithName("room-getRooms").WithSummary("List one's conversations");
        v4.MapGet($"room/{ConversationToken.Route}", Get).Needs(Guard.Visible | Guard.OrSipBridge).Protects(Protects.RoomToken, Protects.SipBridgeSecret)
            .WithName("room-getSingleRoom").WithSummary("Get a conversation");
    }

    private static async Task<OcsResult<List<RoomView>>> List(Caller caller, ListRequest request, ConversationList list, TalkConfigStore configs, TimeProvider time, CancellationToken ct)
    {
        // Taken first: what changes while the list is read is reported again next time, never lost.
        var before = time.Now().ToUnixTimeSeconds();
        return OcsResult.Ok(await list.OfAsync(caller, request, ct))
            .With(TalkHash.Header, TalkHash.Of(await configs.GetAsync(ct)))
            .With(ModifiedBefore, before.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task<OcsResult<RoomView>> Get(Meetings.Access access, RoomViews rooms, CancellationToken ct) =>
        OcsResult.Ok(await rooms.OfAsync(access, ct)).With(TalkHash.Header, TalkHash.Of(access.Config));
}
