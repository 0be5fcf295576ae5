using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Settings;

namespace Plenum.Administration;

/// <summary>One's own preferences through the general API (platform §7.6). Only the app <c>spreed</c> has any.</summary>
internal static class UserConfigEndpoints
{
    private static readonly Refusal Unfit = new(RefusalKind.Invalid, Message: "The app, the key or the value is not known");

    public static void MapUserConfig(this IEndpointRouteBuilder provisioning)
    {
        var own = provisioning.MapGroup("config/users/{app}").WithTags("Settings");

        own.MapPost("", SetMany).Needs(Guard.Account)
            .WithName("preferences-setMultiplePreferences").WithSummary("Change several of one's preferences, all or none");
        own.MapDelete("", DeleteMany).Needs(Guard.Account)
            .WithName("preferences-deleteMultiplePreference").WithSummary("Go back to several defaults, all or none");
        own.MapPost("{key}", Set).Needs(Guard.Account)
            .WithName("preferences-setPreference").WithSummary("Change one of one's preferences");
        own.MapDelete("{key}", Delete).Needs(Guard.Account)
            .WithName("preferences-deletePreference").WithSummary("Go back to a default");
    }

    /// <summary>Answers <c>[]</c>; 400 for an app without preferences, an unknown key or a value that does not fit.</summary>
    private static async Task<OcsResult<Empty>> Set(string app, string key, SetRequest request, Caller caller, Preferences preferences, CancellationToken ct) =>
        Answer(app == TalkConfig.App && await preferences.SetAsync(caller.Account!.Id, One(key, request.ConfigValue), ct));

    /// <inheritdoc cref="Set"/>
    private static async Task<OcsResult<Empty>> SetMany(string app, SetManyRequest request, Caller caller, Preferences preferences, CancellationToken ct) =>
        Answer(app == TalkConfig.App && await preferences.SetAsync(caller.Account!.Id, request.Configs, ct));

    /// <summary>Answers <c>[]</c>, also when nothing was chosen; 400 for an app without preferences or an unknown key.</summary>
    private static async Task<OcsResult<Empty>> Delete(string app, string key, Caller caller, Preferences preferences, CancellationToken ct) =>
        Answer(app == TalkConfig.App && await preferences.ResetAsync(caller.Account!.Id, [key], ct));

    /// <inheritdoc cref="Delete"/>
    private static async Task<OcsResult<Empty>> DeleteMany(string app, DeleteManyRequest request, Caller caller, Preferences preferences, CancellationToken ct) =>
        Answer(app == TalkConfig.App && await preferences.ResetAsync(caller.Account!.Id, request.ConfigKeys, ct));

    private static OcsResult<Empty> Answer(bool fits) => fits ? OcsResult.Ok(default(Empty)) : OcsResult.Refuse<Empty>(Unfit);

    private static Dictionary<string, string> One(string key, string value) => new(StringComparer.Ordinal) { [key] = value };

    private sealed record SetRequest(string ConfigValue) : OcsRequest<SetRequest>;

    private sealed record SetManyRequest(IReadOnlyDictionary<string, string> Configs) : OcsRequest<SetManyRequest>;

    private sealed record DeleteManyRequest(string[] ConfigKeys) : OcsRequest<DeleteManyRequest>;
}
