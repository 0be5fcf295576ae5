namespace Plenum.Settings;

/// <summary>Which preferences there are and what they may be (platform §9).</summary>
internal static class PreferenceRules
{
    public const string ReadPrivacy = "read_status_privacy";

    private const int MaxLength = 255;

    public static bool IsKnown(string key) => key is
        "attachment_folder" or ReadPrivacy or "typing_privacy" or "play_sounds" or "calls_start_without_media" or "blur_virtual_background"
        or "conversations_list_style" or "conversations_sort_order" or "conversations_group_mode" or "chat_style" or "live_transcription_target_language_id";

    public static bool Accepts(string key, string value) => key switch
    {
        "attachment_folder" => IsOwnPath(value),
        ReadPrivacy or "typing_privacy" => value is "0" or "1",
        "play_sounds" or "calls_start_without_media" or "blur_virtual_background" => value is "yes" or "no",
        "conversations_list_style" => value is "two-lines" or "compact",
        "conversations_sort_order" => value is "activity" or "alphabetical",
        "conversations_group_mode" => value is "none" or "group-first" or "private-first",
        "chat_style" => value is "split" or "unified",
        "live_transcription_target_language_id" => value.Length <= MaxLength,
        _ => false,
    };

    /// <summary>A folder below one's own root: <c>/Talk</c>.</summary>
    private static bool IsOwnPath(string path) =>
        path.Length is > 0 and <= MaxLength && path[0] == '/' && !path.Any(char.IsControl) && !path.Split('/').Any(part => part is "." or "..");
}
