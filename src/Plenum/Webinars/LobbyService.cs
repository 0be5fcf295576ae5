using Plenum.Chat;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Storage;

namespace Plenum.Webinars;

/// <summary>Switches the lobby of a conversation (webinars §3.1, §3.7). Runs inside the unit of work of the request.</summary>
internal sealed class LobbyService(UnitOfWork unit, ChatLog log, LobbyTimer timers, LobbyEviction eviction)
{
    /// <summary>
    /// Stores state and timer. A system message only when the state changed; everybody reads the conversation again in
    /// any case. A timer in the past opens the lobby at once, otherwise those it holds back leave the call.
    /// </summary>
    public async Task<Result<Nothing>> SetAsync(Conversation conversation, Actor by, int state, object? timer, CancellationToken ct)
    {
        if (!LobbySetting.Choose(conversation, state, timer).TryGet(out var chosen, out var refusal)) return refusal;

        timers.OpenIfDue(conversation);
        var before = conversation.LobbyState;
        (conversation.LobbyState, conversation.LobbyTimer) = (chosen.State, chosen.OpensAt);
        if (chosen.State != before) log.PostSystem(conversation, by, KeyOf(chosen.State));
        unit.Announce(new RoomUpdated(conversation.Id, conversation.Token) { IsLobbySwitched = chosen.State != before });
        if (chosen.OpensAt is not null) unit.DeadlineMoved();

        timers.OpenIfDue(conversation);
        await eviction.EvictAsync(conversation, ct);
        return Result.Done;
    }

    private static string KeyOf(LobbyState state) => state switch
    {
        LobbyState.None => SystemMessageKeys.LobbyNone,
        LobbyState.NonModerators => SystemMessageKeys.LobbyNonModerators,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, message: null),
    };
}
