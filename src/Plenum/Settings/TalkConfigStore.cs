using Microsoft.EntityFrameworkCore;
using Plenum.Storage;

namespace Plenum.Settings;

/// <summary>Reads the settings once per request, so that a change holds from the next request on, on every node.</summary>
internal sealed class TalkConfigStore(PlenumDb db)
{
    private TalkConfig? snapshot;

    public async ValueTask<TalkConfig> GetAsync(CancellationToken ct)
    {
        if (snapshot is not null) return snapshot;

        var values = await db.AppConfig.AsNoTracking().Where(value => value.App == TalkConfig.App)
            .ToDictionaryAsync(value => value.Key, value => value.Value, ct);
        return snapshot = new TalkConfig(values);
    }
}
