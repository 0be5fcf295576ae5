using System.ComponentModel.DataAnnotations;
using Plenum.Ocs;

namespace Plenum.Administration;

/// <summary>What to look for and which part of the finds to answer with; without a limit all of them.</summary>
internal sealed record PageRequest(string Search = "", [Range(0, int.MaxValue)] int? Limit = null, [Range(0, int.MaxValue)] int Offset = 0) : OcsRequest<PageRequest>
{
    /// <param name="all">Ordered rows.</param>
    public IQueryable<T> Cut<T>(IQueryable<T> all)
    {
        if (Offset > 0) all = all.Skip(Offset);
        return Limit is { } limit ? all.Take(limit) : all;
    }
}
