namespace Plenum.Settings;

internal static class SettingsModule
{
    public static IServiceCollection AddSettings(this IServiceCollection services) => services
        .AddSingleton<ParsedSettings>()
        .AddScoped<TalkConfigStore>()
        .AddScoped<TalkPreferencesStore>()
        .AddScoped<ConfigBook>();
}
