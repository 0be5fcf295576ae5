using System.Globalization;
using Plenum.Common;
using Plenum.Meetings;

namespace Plenum.Webinars;

/// <summary>What a moderator wants the lobby to be: checked in the order of webinars §3.1.</summary>
/// <param name="State">On or off.</param>
/// <param name="OpensAt">When it opens by itself; never with a lobby that is off.</param>
internal readonly record struct LobbySetting(LobbyState State, DateTimeOffset? OpensAt)
{
    /// <summary>The last second of the year 9999: what lies beyond cannot be written as a date.</summary>
    private const decimal LatestTimer = 253402300799;

    /// <param name="conversation">The conversation whose lobby it is.</param>
    /// <param name="state">As sent: 0 or 1.</param>
    /// <param name="timer">As sent, before any cast: Unix seconds.</param>
    public static Result<LobbySetting> Choose(Conversation conversation, int state, object? timer)
    {
        if (!TryReadTimer(timer, out var opensAt)) return LobbyRefusals.Value;
        if (conversation.IsBreakoutRoom) return LobbyRefusals.BreakoutRoom;
        if (!conversation.IsGroupOrPublic) return LobbyRefusals.Type;

        // A lobby that came with the creation of the conversation can be switched off whatever the conversation is for.
        if (state != (int)LobbyState.None && !HasPlaceForLobby(conversation.ObjectType)) return LobbyRefusals.Object;

        return state switch
        {
            (int)LobbyState.None => new LobbySetting(LobbyState.None, OpensAt: null),
            (int)LobbyState.NonModerators => new LobbySetting(LobbyState.NonModerators, opensAt),
            _ => LobbyRefusals.Value,
        };
    }

    /// <summary>Null, nothing and 0 mean no timer; everything else has to be a date. Fractions of a second are dropped.</summary>
    public static bool TryReadTimer(object? timer, out DateTimeOffset? opensAt)
    {
        opensAt = null;
        if (timer is null or "") return true;
        if (!TryReadNumber(timer, out var seconds) || seconds is < 0 or > LatestTimer) return false;

        var whole = (long)seconds;
        if (whole > 0) opensAt = DateTimeOffset.FromUnixTimeSeconds(whole);
        return true;
    }

    /// <summary>Breakout rooms have one as well, but theirs is moved by starting and stopping only.</summary>
    private static bool HasPlaceForLobby(string objectType) => objectType is
        ObjectTypes.None or ObjectTypes.Emails or ObjectTypes.Event or ObjectTypes.ExtendedConversation or ObjectTypes.InstantMeeting;

    private static bool TryReadNumber(object value, out decimal number)
    {
        number = value as decimal? ?? 0;
        return value is decimal
            || (value is string text && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number));
    }
}

/// <summary>Talk's words for why a lobby cannot be set.</summary>
internal static class LobbyRefusals
{
    public static readonly Refusal Value = Refusal.Invalid("value");
    public static readonly Refusal BreakoutRoom = Refusal.Invalid("breakout-room");
    public static readonly Refusal Type = Refusal.Invalid("type");
    public static readonly Refusal Object = Refusal.Invalid("object");
}
