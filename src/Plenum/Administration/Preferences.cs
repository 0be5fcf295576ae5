using Microsoft.EntityFrameworkCore;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Settings;
using Plenum.Storage;

namespace Plenum.Administration;

/// <summary>Stores what people choose for themselves (platform §9). Runs inside the caller's unit of work.</summary>
internal sealed class Preferences(PlenumDb db, MeetingLock meetings, DirectoryLock directory)
{
    /// <summary>All of them or none.</summary>
    /// <returns>False when a key is unknown or a value does not fit; nothing is stored then.</returns>
    public async Task<bool> SetAsync(string accountId, IReadOnlyDictionary<string, string> values, CancellationToken ct)
    {
        if (values.Any(entry => !PreferenceRules.Accepts(entry.Key, entry.Value))) return false;
        if (values.ContainsKey(PreferenceRules.ReadPrivacy)) await TakeReadersAsync(accountId, ct);

        var stored = (await StoredAsync(accountId, values.Keys, ct)).ToDictionary(preference => preference.Key, StringComparer.Ordinal);
        foreach (var (key, value) in values)
        {
            if (stored.TryGetValue(key, out var preference)) preference.Value = value;
            else db.UserPreferences.Add(new UserPreference { AccountId = accountId, App = TalkConfig.App, Key = key, Value = value });
        }

        if (values.TryGetValue(PreferenceRules.ReadPrivacy, out var privacy)) await MarkReadersAsync(accountId, privacy == "1", ct);
        return true;
    }

    /// <summary>Goes back to the defaults; what was not chosen stays so.</summary>
    /// <returns>False when a key is unknown.</returns>
    public async Task<bool> ResetAsync(string accountId, IReadOnlyCollection<string> keys, CancellationToken ct)
    {
        if (!keys.All(PreferenceRules.IsKnown)) return false;

        if (keys.Contains(PreferenceRules.ReadPrivacy)) await TakeReadersAsync(accountId, ct);

        db.UserPreferences.RemoveRange(await StoredAsync(accountId, keys, ct));
        if (keys.Contains(PreferenceRules.ReadPrivacy)) await MarkReadersAsync(accountId, isPrivate: false, ct);
        return true;
    }

    private Task<List<UserPreference>> StoredAsync(string accountId, IEnumerable<string> keys, CancellationToken ct) =>
        db.UserPreferences
            .Where(preference => preference.AccountId == accountId && preference.App == TalkConfig.App && keys.Contains(preference.Key))
            .ToListAsync(ct);

    /// <summary>Whoever is being added somewhere just now either waits and sees the choice, or is waited for.</summary>
    private Task TakeReadersAsync(string accountId, CancellationToken ct) => meetings.TakeAsync(
        db.Attendees.Where(attendee => attendee.ActorType == ActorTypes.Users && attendee.ActorId == accountId).Select(attendee => attendee.ConversationId),
        () => directory.TakeAccountAsync(accountId, ct),
        ct);

    /// <summary>Every conversation knows by itself whose read marker others may see.</summary>
    private async Task MarkReadersAsync(string accountId, bool isPrivate, CancellationToken ct) =>
        await db.Attendees
            .Where(attendee => attendee.ActorType == ActorTypes.Users && attendee.ActorId == accountId)
            .ExecuteUpdateAsync(change => change.SetProperty(attendee => attendee.ReadPrivate, isPrivate), ct);
}
