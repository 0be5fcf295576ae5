using Plenum.Common;
using Plenum.Storage;

namespace Plenum.AccessLadder;

/// <summary>
/// For a route that does something slow (hashing a password) before its unit of work: runs the rest in one, in which
/// the ladder is climbed again and <see cref="Meetings.Access"/> filled with tracked entities.
/// </summary>
internal sealed class GuardedWrite(LadderClimb climb, UnitOfWork unit)
{
    public Task<Result<T>> RunAsync<T>(HttpContext http, Func<Task<Result<T>>> work, CancellationToken ct) =>
        unit.RunAsync<T>(async () => await climb.TryAsync(http, tracked: true, ct) is { } late ? late : await work(), ct);
}
