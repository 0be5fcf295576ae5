using System.Text.Json;
using Plenum.Accounts;
using Plenum.Common;
using Plenum.Meetings;
using Plenum.Ocs;
using Plenum.Pages;
using Plenum.Settings;

namespace Plenum.Administration;

/// <summary>What the server is and can do (platform §1.9, §5.2, §6).</summary>
internal static class CapabilitiesEndpoints
{
    public static void MapCapabilities(this IEndpointRouteBuilder ocs)
    {
        ocs.MapGet("cloud/capabilities", Get).WithMetadata(new CsrfExempt()).WithTags("Capabilities")
            .AnswersWith(200, 304).WithName("capabilities-get").WithSummary("Get what the server can do");
        ocs.MapGet("config", GetConfig).WithMetadata(new CsrfExempt()).WithTags("Capabilities")
            .WithName("config-get").WithSummary("Get the API's version and the server's host");
    }

    public static void MapTalkCapabilities(this IEndpointRouteBuilder talk) =>
        talk.MapGet($"v4/room/{ConversationToken.Route}/capabilities", GetOfRoom).Needs(Guard.Attendee).WithTags("Capabilities")
            .WithName("room-getCapabilities").WithSummary("Get what the server of a conversation can do");

    /// <summary>
    /// The whole of it (platform §5.2): anybody may ask, an account learns more. The ETag names the content; asked for
    /// what the client already has, the answer is 304 without a body.
    /// </summary>
    private static async Task<OcsResult<CapabilitiesView>> Get(HttpRequest request, Caller caller, CapabilitiesReader reader, CancellationToken ct)
    {
        var view = await reader.OfAsync(caller, PublicUrl.Of(request), ct);
        var etag = $"\"{Digest(view)}\"";
        var status = CacheHeaders.IsKnown(request, etag) ? StatusCodes.Status304NotModified : StatusCodes.Status200OK;
        return OcsResult.From<CapabilitiesView>(view, status).With("ETag", etag);
    }

    /// <summary>The Talk part alone, for a participant; its digest in the header, as every Talk hash 40 digits long.</summary>
    private static async Task<OcsResult<TalkCapabilities>> GetOfRoom(Meetings.Access access, CapabilitiesReader reader, CancellationToken ct)
    {
        if (await reader.TalkAsync(access.Caller, ct) is not { } talk) return OcsResult.Refuse<TalkCapabilities>(Refusal.Forbidden());

        return OcsResult.Ok(talk).With(TalkHash.Header, Digest(talk));
    }

    /// <summary>The API's own version (platform §1.9).</summary>
    private static OcsResult<ConfigView> GetConfig(HttpRequest request) =>
        OcsResult.Ok(new ConfigView("1.7", Branding.Name, request.Host.Value ?? "", Contact: "", Ssl: "false"));

    private static string Digest<T>(T view) => Secret.Sha1(JsonSerializer.Serialize(view, OcsJson.Options));
}

/// <param name="Version">Of the OCS API.</param>
/// <param name="Website">The product.</param>
/// <param name="Host">The server's host, with port.</param>
/// <param name="Contact">Always empty.</param>
/// <param name="Ssl">Always <c>"false"</c>: clients take the scheme they came with.</param>
internal sealed record ConfigView(string Version, string Website, string Host, string Contact, string Ssl);
