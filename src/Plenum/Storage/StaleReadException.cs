namespace Plenum.Storage;

/// <summary>What was read had changed before it could be locked: the unit of work starts over. Nobody outside sees it.</summary>
internal sealed class StaleReadException() : Exception("What was read had changed before it could be locked.");
