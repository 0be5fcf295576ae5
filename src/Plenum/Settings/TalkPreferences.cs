using Microsoft.EntityFrameworkCore;
using Plenum.Storage;

namespace Plenum.Settings;

/// <summary>What an account has chosen for itself (platform §9); somebody without an account has chosen nothing.</summary>
internal sealed class TalkPreferences(IReadOnlyDictionary<string, string> values)
{
    public static readonly TalkPreferences None = new(new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>1 keeps the read marker to oneself.</summary>
    public int ReadPrivacy => Number("read_status_privacy");

    /// <summary>1 keeps to oneself that one is typing.</summary>
    public int TypingPrivacy => Number("typing_privacy");

    /// <summary>null where nothing was chosen.</summary>
    public bool? PlaySounds => Choice("play_sounds");

    public bool? StartWithoutMedia => Choice("calls_start_without_media");

    public bool? BlurBackground => Choice("blur_virtual_background");

    public string? ListStyle => values.GetValueOrDefault("conversations_list_style");

    public string? SortOrder => values.GetValueOrDefault("conversations_sort_order");

    public string? GroupMode => values.GetValueOrDefault("conversations_group_mode");

    public string? ChatStyle => values.GetValueOrDefault("chat_style");

    public string? TranscriptionLanguage => values.GetValueOrDefault("live_transcription_target_language_id");

    private int Number(string key) => values.GetValueOrDefault(key) == "1" ? 1 : 0;

    private bool? Choice(string key) => values.GetValueOrDefault(key) switch
    {
        "yes" => true,
        "no" => false,
        _ => null,
    };
}

/// <summary>Reads what an account has chosen.</summary>
internal sealed class TalkPreferencesStore(PlenumDb db)
{
    public async Task<TalkPreferences> OfAsync(string accountId, CancellationToken ct) =>
        new(await db.UserPreferences.AsNoTracking()
            .Where(preference => preference.AccountId == accountId && preference.App == TalkConfig.App)
            .ToDictionaryAsync(preference => preference.Key, preference => preference.Value, ct));
}
