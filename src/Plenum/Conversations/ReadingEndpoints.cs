using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Rooms;
using Plenum.Settings;
using Plenum.UserStatuses;

namespace Plenum.Conversations;

/// <param name="NoStatusUpdate">1 leaves the caller's status alone; otherwise asking by a Talk app on a telephone says that its person is online.</param>
/// <param name="IncludeStatus">One-to-ones show the status of the other side, and <c>modifiedSince</c> keeps them all.</param>
/// <param name="ModifiedSince">Unix seconds; 0 lists everything.</param>
/// <param name="IncludeLastMessage">Leaves <c>lastMessage</c> out when false.</param>
internal sealed record ListRequest(
    int NoStatusUpdate = 0, bool IncludeStatus = false, [Range(0, SettingRules.LastInstant)] long ModifiedSince = 0, bool IncludeLastMessage = true)
    : OcsRequest<ListRequest>;

/// <param name="SearchTerm">Words that occur in the name; empty finds all.</param>
internal sealed record SearchRequest(string SearchTerm = "") : OcsRequest<SearchRequest>;

/// <summary>Reading conversations (conversations §3.1).</summary>
internal static class ReadingEndpoints
{
    private const string ModifiedBefore = "X-Nextcloud-Talk-Modified-Before";

    public static void MapReading(this IEndpointRouteBuilder api)
    {
        var v4 = api.MapGroup("v4").WithTags("Conversations");

        v4.MapGet("room", List).Needs(Guard.Account)
            .WithName("room-getRooms").WithSummary("List one's conversations");
        v4.MapGet("listed-room", Search).Needs(Guard.Account)
            .WithName("room-getListedRooms").WithSummary("Find conversations to join");
        v4.MapGet("room/note-to-self", NoteToSelf).Needs(Guard.Account)
            .WithName("room-getNoteToSelfConversation").WithSummary("Get the conversation with oneself");
        v4.MapGet($"room/{ConversationToken.Route}", Get).Needs(Guard.Visible | Guard.OrSipBridge).Protects(Protects.RoomToken, Protects.SipBridgeSecret)
            .WithName("room-getSingleRoom").WithSummary("Get a conversation");
    }

    /// <returns>200 list of Room by id, with the Talk hash and the time before which nothing is missing.</returns>
    private static async Task<OcsResult<List<RoomView>>> List(
        Caller caller, ListRequest request, ConversationList list, Heartbeats heartbeats, TalkConfigStore configs, TimeProvider time, CancellationToken ct)
    {
        if (request.NoStatusUpdate == 0) await heartbeats.NoteAppAsync(caller, ct);

        // Taken first: what changes while the list is read is reported again next time, never lost.
        var before = time.Now().ToUnixTimeSeconds();
        return OcsResult.Ok(await list.OfAsync(caller, request, ct))
            .With(TalkHash.Header, (await configs.GetAsync(ct)).Hash)
            .With(ModifiedBefore, before.ToString(CultureInfo.InvariantCulture));
    }

    /// <returns>200 list of Room, in the form for visitors.</returns>
    private static async Task<OcsResult<List<RoomView>>> Search(Caller caller, SearchRequest request, ListedConversations listed, CancellationToken ct) =>
        OcsResult.Ok(await listed.FindAsync(caller, request.SearchTerm, ct));

    /// <returns>200 Room; created when there is none yet.</returns>
    private static async Task<OcsResult<RoomView>> NoteToSelf(Caller caller, NotesToSelf notes, RoomViews rooms, TalkConfigStore configs, CancellationToken ct) =>
        (await notes.OpenAsync(caller.Account!, ct)).TryGet(out var entry, out var refusal)
            ? OcsResult.Ok(await rooms.OfAsync(caller, entry, ct)).With(TalkHash.Header, (await configs.GetAsync(ct)).Hash)
            : OcsResult.Refuse<RoomView>(refusal);

    /// <returns>200 Room in the form for participants, people who wait in the lobby, visitors or people with only the link; 404.</returns>
    private static async Task<OcsResult<RoomView>> Get(Meetings.Access access, RoomViews rooms, CancellationToken ct) =>
        OcsResult.Ok(await rooms.OfAsync(access, ct)).With(TalkHash.Header, access.Config.Hash);
}
