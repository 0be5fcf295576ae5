using System.Net.Mime;
using Microsoft.AspNetCore.Http.HttpResults;
using Plenum.Ocs;

namespace Plenum.Pages;

/// <summary>Name, colours and logo: clients paint themselves with them.</summary>
internal static class Branding
{
    public const string Name = "Plenum";

    /// <summary>Of this program, in three parts.</summary>
    public static readonly string Version = typeof(Branding).Assembly.GetName().Version!.ToString(3);

    public const string Slogan = "Webinars and breakout rooms";
    public const string Color = "#1f5a94";
    public const string TextColor = "#ffffff";
    public const string BrightColor = "#5b9bd5";

    /// <summary>Behind the server's address.</summary>
    public const string LogoPath = "/img/logo.svg";

    /// <summary>One assembly, three groups.</summary>
    private const string Logo = $"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" role="img" aria-label="{Name}"><circle cx="32" cy="32" r="30" fill="{Color}"/><g fill="{TextColor}"><circle cx="32" cy="19" r="8"/><circle cx="20" cy="40" r="8"/><circle cx="44" cy="40" r="8"/></g></svg>
        """;

    private static readonly TimeSpan LogoKeepsFor = TimeSpan.FromDays(1);

    public static void MapBranding(this IEndpointRouteBuilder app) =>
        app.MapGet(LogoPath, GetLogo).AllowAnonymous().WithTags("Status").WithName("branding-getLogo").WithSummary("Get the server's logo");

    private static ContentHttpResult GetLogo(HttpResponse response)
    {
        CacheHeaders.Keep(response, LogoKeepsFor);
        return TypedResults.Text(Logo, MediaTypeNames.Image.Svg);
    }
}
