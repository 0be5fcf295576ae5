using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Settings;
using Plenum.Storage;
using Plenum.UserStatuses;

namespace Plenum.Rooms;

/// <summary>One conversation to show, with what its viewer is in it.</summary>
internal sealed record RoomEntry(Conversation Conversation, Attendee? Attendee, Session? Session = null);

/// <summary>What a list of Room objects is to contain.</summary>
internal sealed record RoomViewOptions
{
    public static readonly RoomViewOptions Default = new();

    /// <summary>The bridge sees every conversation by its name, and nothing that was said in it.</summary>
    public static readonly RoomViewOptions SipBridge = new() { LastMessage = false, ForceName = true, Preview = true };

    public bool LastMessage { get; init; } = true;

    /// <summary>One-to-ones show the status of the other side to people with an account.</summary>
    public bool Statuses { get; init; } = true;

    /// <summary>Breakout rooms and the SIP bridge show real names to whoever may ask at all.</summary>
    public bool ForceName { get; init; }

    /// <summary>A visitor gets the preview even where the conversation is not listed.</summary>
    public bool Preview { get; init; }
}

/// <summary>Gathers the facts of Room objects, for any number of conversations with the same few queries, and shapes them.</summary>
internal sealed class RoomViews(PlenumDb db, UnitOfWork unit, MessageViews messages, GroupMemberships memberships, StatusReader statuses, TalkConfigStore configs, TimeProvider time)
{
    /// <summary>The conversation as the caller of this request sees it.</summary>
    public async Task<RoomView> OfAsync(Caller caller, RoomEntry entry, CancellationToken ct, RoomViewOptions? options = null) =>
        (await OfAsync(caller, [entry], options ?? RoomViewOptions.Default, ct))[0];

    /// <inheritdoc cref="OfAsync(Caller, RoomEntry, CancellationToken, RoomViewOptions)"/>
    public Task<RoomView> OfAsync(Access access, CancellationToken ct) =>
        OfAsync(
            access.Caller,
            new RoomEntry(access.Conversation, access.Visitor, access.Session),
            ct,
            access.IsSipBridge ? RoomViewOptions.SipBridge : RoomViewOptions.Default);

    /// <summary>The conversations in the given order.</summary>
    public async Task<List<RoomView>> OfAsync(Caller caller, IReadOnlyList<RoomEntry> entries, RoomViewOptions options, CancellationToken ct)
    {
        if (unit.IsRunning) await unit.FlushAsync(ct);

        var config = await configs.GetAsync(ct);
        var news = await db.NewsAsync([.. entries.Select(entry => entry.Attendee).OfType<Attendee>()], time.Now(), ct);
        var lastMessages = options.LastMessage ? await LastMessagesAsync(entries, news, config, ct) : [];
        var peerIds = entries.Select(entry => PeerIdOf(entry.Conversation, entry.Attendee)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var peers = await NamesAsync(peerIds, ct);
        var peerStatuses = options.Statuses && caller.HasAccount ? await statuses.OfAsync(peerIds, ct) : [];
        var inSipGroups = config.SipConfigured && await memberships.AdmitsAsync(config.SipGroups, caller.Account, ct);
        var inStartGroups = await memberships.AdmitsAsync(config.StartCallsGroups, caller.Account, ct);

        return
        [
            .. entries.Select(entry =>
            {
                var (conversation, attendee, session) = entry;
                var peer = PeerIdOf(conversation, attendee);
                return RoomShape.Of(new RoomFacts
                {
                    Conversation = conversation,
                    Config = config,
                    Attendee = attendee,
                    Session = session,
                    HasAccount = attendee is null ? caller.HasAccount : attendee.ActorType == ActorTypes.Users,
                    Preview = options.Preview || conversation.Listable != Listable.ParticipantsOnly,
                    ForceName = options.ForceName,
                    PeerId = peer,
                    PeerStatus = peer is null || peerStatuses.Count == 0 ? null : PublicStatusView.Of(peer, peerStatuses.GetValueOrDefault(peer)),
                    DisplayName = DisplayNameOf(entry, caller, options.ForceName, peer is null ? null : peers.GetValueOrDefault(peer, peer)),
                    InSipGroups = inSipGroups,
                    InStartCallGroups = inStartGroups,
                    LastMessage = lastMessages.GetValueOrDefault(conversation.Id),
                    Unread = news.GetValueOrDefault(conversation.Id)?.Unread ?? 0,
                    CommonRead = news.GetValueOrDefault(conversation.Id)?.CommonRead ?? 0,
                });
            }),
        ];
    }

    /// <summary>Rendered only for those who may read them.</summary>
    private async Task<Dictionary<long, MessageView>> LastMessagesAsync(
        IReadOnlyList<RoomEntry> entries, Dictionary<long, RoomNews> news, TalkConfig config, CancellationToken ct)
    {
        var readable = entries.Where(entry => entry.Attendee is { Sensitive: false } attendee && !Waits(entry.Conversation, attendee, config)).ToList();
        var rows = readable.Select(entry => news.GetValueOrDefault(entry.Conversation.Id)?.LastMessage).OfType<Message>().ToList();
        if (rows.Count == 0) return [];

        var conversations = readable.ToDictionary(entry => entry.Conversation.Id, entry => entry.Conversation);
        var views = await messages.OfAsync(rows, conversations, readable[0].Attendee!.Actor, withParents: false, ct);
        var conversationOf = rows.ToDictionary(row => row.Id, row => row.ConversationId);
        return views.ToDictionary(view => conversationOf[view.Id]);
    }

    private static bool Waits(Conversation conversation, Attendee attendee, TalkConfig config) =>
        LobbyRules.Blocks(conversation.LobbyState, attendee.ParticipantType, PermissionRules.Effective(attendee, conversation, config.DefaultPermissions));

    /// <summary>Names of the other sides of one-to-ones.</summary>
    private async Task<Dictionary<string, string>> NamesAsync(HashSet<string> peerIds, CancellationToken ct)
    {
        if (peerIds.Count == 0) return [];

        var ids = peerIds.ToArray();
        return await db.Accounts.AsNoTracking().Where(account => ids.Contains(account.Id))
            .ToDictionaryAsync(account => account.Id, account => account.DisplayName, ct);
    }

    private static string? PeerIdOf(Conversation conversation, Attendee? attendee) =>
        attendee is null ? null : OneToOneRules.PeerOf(conversation, attendee.ActorId);

    private static string DisplayNameOf(RoomEntry entry, Caller caller, bool forced, string? peerName)
    {
        const string Private = "Private conversation";
        var (conversation, attendee, _) = entry;
        if (conversation.ObjectType == ObjectTypes.SharePassword) return $"Password request: {conversation.Name}";
        if (conversation.Type == ConversationType.OneToOne) return peerName ?? Private;
        if (forced) return conversation.Name;

        var isOutsider = attendee is null && !caller.HasAccount && conversation.Type != ConversationType.Public;
        var isHidden = attendee is null && conversation.Listable == Listable.ParticipantsOnly;
        return isOutsider || isHidden ? Private : conversation.Name;
    }
}
