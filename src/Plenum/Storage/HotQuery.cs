using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Plenum.Storage;

/// <summary>
/// A query that nearly every request asks: translated once for each model (SQLite, PostgreSQL), not looked up in EF's
/// cache by its expression again and again.
/// </summary>
/// <param name="compile">Calls <c>EF.CompileAsyncQuery</c>.</param>
internal sealed class HotQuery<TQuery>(Func<TQuery> compile)
    where TQuery : Delegate
{
    private readonly ConditionalWeakTable<IModel, TQuery> translated = [];

    public TQuery On(PlenumDb db) => translated.GetValue(db.Model, _ => compile());
}
