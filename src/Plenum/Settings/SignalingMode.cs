namespace Plenum.Settings;

/// <summary>How clients reach each other.</summary>
internal enum SignalingMode
{
    /// <summary>By polling.</summary>
    Internal,

    /// <summary>By this server's own WebSockets, which clients take for a separate server.</summary>
    Embedded,

    /// <summary>By separate servers.</summary>
    External,
}
