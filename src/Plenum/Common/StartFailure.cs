namespace Plenum.Common;

/// <summary>Why the server cannot start, in words for whoever runs it: no stack of calls would help them.</summary>
internal sealed class StartFailure(string message, Exception? cause = null) : Exception(message, cause);
