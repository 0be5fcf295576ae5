using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Settings;

namespace Plenum.Administration;

/// <summary>Runtime settings of apps, for administrators (platform §7.5). A change holds from the next request on.</summary>
internal static class AppConfigEndpoints
{
    private static readonly Refusal NotReadable = Locked("The name of the app cannot be");
    private static readonly Refusal NotWritable = Locked("This setting cannot be changed");

    public static void MapAppConfig(this IEndpointRouteBuilder provisioning)
    {
        var apps = provisioning.MapGroup("config/apps").WithTags("Settings");

        apps.MapGet("", Apps).Needs(Guard.Administrator)
            .WithName("app_config-getApps").WithSummary("List the apps that have settings");
        apps.MapGet("{app}", Keys).Needs(Guard.Administrator)
            .WithName("app_config-getKeys").WithSummary("List the settings of an app");
        apps.MapGet("{app}/{key}", Get).Needs(Guard.Administrator)
            .WithName("app_config-getValue").WithSummary("Get a setting");
        apps.MapPost("{app}/{key}", Set).Needs(Guard.Administrator)
            .WithName("app_config-setValue").WithSummary("Change a setting");
        apps.MapDelete("{app}/{key}", Delete).Needs(Guard.Administrator)
            .WithName("app_config-deleteKey").WithSummary("Go back to the default of a setting");
    }

    /// <summary>Answers <c>{data: [app, …]}</c>.</summary>
    private static async Task<OcsResult<DataView<List<string>>>> Apps(ConfigBook configs, CancellationToken ct) =>
        OcsResult.Ok(DataView.Of(await configs.AppsAsync(ct)));

    /// <summary>Answers <c>{data: [key, …]}</c>; 403 for a name that no app can have.</summary>
    private static async Task<OcsResult<DataView<List<string>>>> Keys(string app, ConfigBook configs, CancellationToken ct) =>
        ConfigKeyRules.IsValidApp(app)
            ? OcsResult.Ok(DataView.Of(await configs.KeysAsync(app, ct)))
            : OcsResult.Refuse<DataView<List<string>>>(NotReadable);

    /// <summary>Answers <c>{data: value}</c>, always a text; what is not set is <c>defaultValue</c>.</summary>
    private static async Task<OcsResult<DataView<string>>> Get(string app, string key, ReadRequest request, ConfigBook configs, CancellationToken ct) =>
        ConfigKeyRules.IsValidApp(app)
            ? OcsResult.Ok(DataView.Of(await configs.GetAsync(app, key, ct) ?? request.DefaultValue))
            : OcsResult.Refuse<DataView<string>>(NotReadable);

    /// <summary>Answers <c>[]</c>; 403 with a message for what the server keeps itself and for names that cannot be.</summary>
    private static async Task<OcsResult<Empty>> Set(string app, string key, WriteRequest request, ConfigBook configs, CancellationToken ct)
    {
        if (!ConfigKeyRules.IsValidApp(app) || !ConfigKeyRules.IsWritable(key)) return OcsResult.Refuse<Empty>(NotWritable);

        await configs.SetAsync(app, key, request.Value, ct);
        return OcsResult.Ok(default(Empty));
    }

    /// <summary>Answers <c>[]</c>, also when nothing was set; 403 as for changing.</summary>
    private static async Task<OcsResult<Empty>> Delete(string app, string key, ConfigBook configs, CancellationToken ct)
    {
        if (!ConfigKeyRules.IsValidApp(app) || !ConfigKeyRules.IsWritable(key)) return OcsResult.Refuse<Empty>(NotWritable);

        await configs.DeleteAsync(app, key, ct);
        return OcsResult.Ok(default(Empty));
    }

    private static Refusal Locked(string message) => Refusal.Forbidden() with { Message = message, Body = DataView.Of(new MessageView(message)) };

    private sealed record ReadRequest(string DefaultValue = "") : OcsRequest<ReadRequest>;

    private sealed record WriteRequest(string Value) : OcsRequest<WriteRequest>;

    private sealed record MessageView(string Message);
}

/// <summary>The settings API wraps what it says once more in <c>data</c>.</summary>
internal sealed record DataView<T>(T Data);

internal static class DataView
{
    public static DataView<T> Of<T>(T data) => new(data);
}
