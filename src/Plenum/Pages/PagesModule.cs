namespace Plenum.Pages;

internal static class PagesModule
{
    public static IServiceCollection AddPages(this IServiceCollection services) => services.AddSingleton<WebRoot>();

    /// <summary>Before anybody is asked who they are.</summary>
    public static void UseWebFiles(this IApplicationBuilder app) => app.UseMiddleware<WebFiles>();

    /// <summary>Once it is known that no endpoint answers.</summary>
    public static void UseWebPages(this IApplicationBuilder app) => app.UseMiddleware<WebPages>();
}
