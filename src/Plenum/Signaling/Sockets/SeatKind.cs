namespace Plenum.Signaling;

/// <summary>Who sits there.</summary>
internal enum SeatKind
{
    /// <summary>A client of a person.</summary>
    Client,

    /// <summary>A client that the administrator trusts: a telephone bridge, a recorder (calls §E.12).</summary>
    Internal,

    /// <summary>Somebody for whom an internal client speaks, such as a telephone.</summary>
    Virtual,
}
