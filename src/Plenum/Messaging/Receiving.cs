using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Notifications;
using Plenum.Ocs;
using Plenum.UserStatuses;

namespace Plenum.Messaging;

/// <summary>What a client wants to read, within its limits.</summary>
internal sealed record Reading
{
    public const int MaxLimit = 200;
    public const int MaxSeconds = 30;

    public required long Offset { get; init; }

    public required bool IncludeOffset { get; init; }

    public required int Limit { get; init; }

    /// <summary>The lowest id of a newer message.</summary>
    public long First => IncludeOffset ? Offset : Offset + 1;

    /// <summary>How long to wait for something newer.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>The last common read marker that the client knows; 0 when it does not care.</summary>
    public long KnownCommonRead { get; init; }

    public bool SetReadMarker { get; init; }

    /// <summary>What the reader was told of the chat is taken back.</summary>
    public bool TakesBackNotifications { get; init; }

    /// <summary>Nobody is online by reading this.</summary>
    public bool NoStatusUpdate { get; init; }
}

/// <summary>What there is to read: rows with their offset, or only a common read marker that the client does not know yet.</summary>
internal sealed record Received(List<MessageView> Messages, long? LastGiven, long? CommonRead)
{
    /// <summary>The messages as they are sent: written once for everybody who receives this very object or a copy of it.</summary>
    public SharedData<List<MessageView>> Shared { get; } = new(Messages);
}

/// <summary>Reads the chat for somebody who has passed the ladder (chat §4.1).</summary>
internal sealed class Receiving(MessagePages pages, ReadMarkers markers, ChatNotifier notifier, Heartbeats heartbeats)
{
    /// <summary>What a request for newer messages leaves behind before anything is read.</summary>
    public async Task NoteAsync(Meetings.Access access, Reading reading, CancellationToken ct)
    {
        if (!reading.NoStatusUpdate && access.Session is not { InCall: not CallFlags.Disconnected }) await heartbeats.NoteAppAsync(access.Caller, ct);
        if (reading.TakesBackNotifications) TakeBack(access);
        if (reading.SetReadMarker) await markers.RaiseAsync(access.Conversation, access.Attendee, reading.Offset, ct);
    }

    /// <summary>Accounts that look at a chat have no use for what they were told of it so far. Nobody waits for that.</summary>
    public void TakeBack(Meetings.Access access)
    {
        if (access.Attendee.ActorType == ActorTypes.Users) notifier.Seen(new ChatSeen(access.Attendee.Id, access.Conversation.LastMessageId));
    }

    /// <summary>Older messages; null when there are none.</summary>
    public async Task<Received?> OlderAsync(Meetings.Access access, Reading reading, CancellationToken ct) =>
        await WithCommonReadAsync(access, await pages.HistoryAsync(access.Conversation, access.Attendee.Actor, reading.Offset, reading.IncludeOffset, reading.Limit, ct), ct);

    /// <summary>Newer messages; null when there are none yet.</summary>
    public async Task<Received?> NewerAsync(Meetings.Access access, Reading reading, CancellationToken ct) =>
        await WithCommonReadAsync(access, await pages.NewerAsync(access.Conversation, access.Attendee.Actor, reading.Offset, reading.IncludeOffset, reading.Limit, ct), ct);

    public async Task<Received?> AroundAsync(Meetings.Access access, long focus, int limit, CancellationToken ct) =>
        await WithCommonReadAsync(access, await pages.AroundAsync(access.Conversation, access.Attendee.Actor, focus, limit, ct), ct);

    /// <summary>Where there is no message, a common read marker that has moved is news as well.</summary>
    public async Task<Received?> CommonReadAsync(Meetings.Access access, Reading reading, CancellationToken ct)
    {
        if (reading.KnownCommonRead == 0) return null;

        var common = await markers.CommonForAsync(access.Conversation, access.Attendee, ct);
        return common is null || common == reading.KnownCommonRead ? null : new Received([], LastGiven: null, common);
    }

    private async Task<Received?> WithCommonReadAsync(Meetings.Access access, MessagePage? page, CancellationToken ct) =>
        page is null ? null : new Received(page.Messages, page.LastGiven, await markers.CommonForAsync(access.Conversation, access.Attendee, ct));
}
