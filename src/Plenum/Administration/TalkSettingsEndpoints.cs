using System.Text.Json;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Settings;

namespace Plenum.Administration;

/// <summary>Talk's own addresses for settings (platform §8, §9).</summary>
internal static class TalkSettingsEndpoints
{
    private static readonly Refusal Unfit = new(RefusalKind.Invalid, Body: default(Nothing));

    public static void MapTalkSettings(this IEndpointRouteBuilder talk)
    {
        var settings = talk.MapGroup("v1/settings").WithTags("Settings");

        settings.MapPost("user", SetPreference).Needs(Guard.Account)
            .WithName("settings-setUserSetting").WithSummary("Change one of one's preferences");
        settings.MapPost("sip", SetSip).Needs(Guard.Administrator)
            .WithName("settings-setSIPSettings").WithSummary("Change the settings of telephone dial-in");
    }

    /// <summary>Answers null; 400 with null for an unknown key or a value that does not fit.</summary>
    private static async Task<OcsResult<Nothing>> SetPreference(PreferenceRequest request, Caller caller, Preferences preferences, CancellationToken ct)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { [request.Key] = request.Value };
        return await preferences.SetAsync(caller.Account!.Id, values, ct) ? OcsResult.Ok(default(Nothing)) : OcsResult.Refuse<Nothing>(Unfit);
    }

    /// <summary>Answers null. All three are replaced: what is not sent is emptied.</summary>
    private static async Task<OcsResult<Nothing>> SetSip(SipRequest request, ConfigBook configs, CancellationToken ct)
    {
        await configs.SetAsync(TalkConfig.App, "sip_bridge_groups", JsonSerializer.Serialize(request.SipGroups ?? []), ct);
        await configs.SetAsync(TalkConfig.App, "sip_bridge_dialin_info", request.DialInInfo, ct);
        await configs.SetAsync(TalkConfig.App, "sip_bridge_shared_secret", request.SharedSecret, ct);
        return OcsResult.Ok(default(Nothing));
    }

    private sealed record PreferenceRequest(string Key = "", string Value = "") : OcsRequest<PreferenceRequest>;

    private sealed record SipRequest(string[]? SipGroups = null, string DialInInfo = "", string SharedSecret = "") : OcsRequest<SipRequest>;
}
