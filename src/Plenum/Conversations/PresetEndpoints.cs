using System.Text.Json.Serialization;
using Plenum.Accounts;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Settings;

namespace Plenum.Conversations;

/// <summary>Presets for new conversations (conversations §3.7).</summary>
internal static class PresetEndpoints
{
    public static void MapPresets(this IEndpointRouteBuilder api) =>
        api.MapGet("v1/presets/room", List).Needs(Guard.Account).WithTags("Conversations")
            .WithName("preset-getPresets").WithSummary("List presets for new conversations");

    /// <returns>200 list; presets that the caller could not use are left out.</returns>
    private static async Task<OcsResult<List<PresetView>>> List(Caller caller, GroupMemberships memberships, TalkConfigStore configs, CancellationToken ct)
    {
        var isAdmin = await memberships.IsAdminAsync(caller.Account!, ct);
        return OcsResult.Ok(RoomPresets.OfferedTo(await configs.GetAsync(ct), isAdmin).Select(PresetView.Of).ToList());
    }

    /// <param name="Identifier">What to send as <c>preset</c>.</param>
    /// <param name="Name">For people.</param>
    /// <param name="Description">For people.</param>
    /// <param name="Parameters">What it fills in; an empty list when nothing.</param>
    internal sealed record PresetView(
        string Identifier, string Name, string Description, [property: JsonConverter(typeof(PhpMapConverter<int>))] IReadOnlyDictionary<string, int> Parameters)
    {
        public static PresetView Of(RoomPreset preset) => new(preset.Identifier, preset.Name, preset.Description, preset.Parameters);
    }
}
