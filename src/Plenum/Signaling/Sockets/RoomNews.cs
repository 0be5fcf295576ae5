namespace Plenum.Signaling;

/// <summary>What happened in a room since it was last looked at.</summary>
internal sealed class RoomNews
{
    /// <summary>What is new in the chat; more than is worth passing on, if there is a lot of it.</summary>
    public List<long> Messages { get; } = [];

    /// <summary>There may be something new of which one has not heard.</summary>
    public bool MayHaveMissedChat { get; set; }

    public bool HasChat => MayHaveMissedChat || Messages.Count > 0;

    public bool HasCall { get; set; }

    public bool IsCallOver { get; set; }

    public bool HasChanges { get; set; }

    public List<string> Left { get; } = [];

    /// <summary>Who is missing after a move has changed.</summary>
    public bool HasMoves { get; set; }

    /// <summary>Somebody came or went, perhaps without a socket.</summary>
    public bool HasPeople { get; set; }

    /// <summary>A hand went up or down.</summary>
    public bool HasHands { get; set; }

    /// <summary>Those who wait until it is told.</summary>
    public List<TaskCompletionSource> Told { get; } = [];

    /// <summary>Only who is there, in the call or has a hand up has changed: in a crowd that may wait a little.</summary>
    public bool IsPatient => this is { HasChat: false, IsCallOver: false, HasChanges: false, Told.Count: 0, HasMoves: false };

    /// <summary>Nobody came, went or changed: whoever may read is known.</summary>
    public bool IsChatAlone => this is { HasChat: true, HasCall: false, IsCallOver: false, HasChanges: false, Left.Count: 0, Told.Count: 0, HasMoves: false, HasPeople: false, HasHands: false };
}
