using Microsoft.Extensions.Options;
using Plenum.AccessLadder;
using Plenum.Accounts;
using Plenum.Administration;
using Plenum.BreakoutRooms;
using Plenum.Calls;
using Plenum.Chat;
using Plenum.CommandLine;
using Plenum.Common;
using Plenum.Conversations;
using Plenum.ExternalSignaling;
using Plenum.Media;
using Plenum.Meetings;
using Plenum.Messaging;
using Plenum.Notifications;
using Plenum.Ocs;
using Plenum.Pages;
using Plenum.Participants;
using Plenum.Realtime;
using Plenum.Rooms;
using Plenum.Roster;
using Plenum.Settings;
using Plenum.Signaling;
using Plenum.Storage;
using Plenum.Telemetry;
using Plenum.UserStatuses;
using Plenum.Webinars;

namespace Plenum;

/// <summary>Puts the server together: one line per folder.</summary>
internal static class PlenumHost
{
    public const string DefaultUrl = "http://localhost:8080";
    private const int CannotStart = 1;

    public static async Task<int> RunAsync(string[] args)
    {
        await using var app = Build(args);
        try
        {
            await PrepareAsync(app.Services);
            await app.StartAsync();
        }
        catch (Exception exception) when (exception is StartFailure or OptionsValidationException or UnauthorizedAccessException or IOException)
        {
            await Console.Error.WriteLineAsync($"Plenum cannot start: {exception.Message}");
            return CannotStart;
        }

        foreach (var url in app.Urls) Console.WriteLine($"Plenum is ready: {url}");
        await app.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>Everything but the listening, for commands: the database is ready, and only warnings are logged, away from the output.</summary>
    public static async Task<WebApplication> OpenAsync()
    {
        var app = Build([], builder => builder.Logging
            .ClearProviders()
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            .SetMinimumLevel(LogLevel.Warning));
        await PrepareAsync(app.Services, Console.Error);
        return app;
    }

    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(RequestLimits.Apply);
        if (builder.Configuration["urls"] is null) builder.WebHost.UseUrls(DefaultUrl);
        builder.AddTelemetry();
        AddServices(builder.Services, builder.Configuration);
        configure?.Invoke(builder);

        var app = builder.Build();
        Map(app);
        return app;
    }

    /// <summary>Creates or upgrades the database and, in an empty one, the administrator.</summary>
    public static async Task PrepareAsync(IServiceProvider services, TextWriter? news = null)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Database>().PrepareAsync(CancellationToken.None);
        if (await scope.ServiceProvider.GetRequiredService<FirstStart>().CreateAdminAsync(CancellationToken.None) is { } password)
        {
            (news ?? Console.Out).WriteLine($"First start. Administrator: admin, one-time password: {password}");
        }
    }

    public static void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<Dice, SecureDice>()
        .AddStorage(configuration)
        .AddTrustedProxies(configuration)
        .AddOcsOpenApi()
        .AddRealtime()
        .AddSettings()
        .AddPages()
        .AddAccounts(configuration)
        .AddMeetings()
        .AddUserStatuses()
        .AddChat()
        .AddRooms()
        .AddNotifications()
        .AddCalls()
        .AddRoster()
        .AddWebinars()
        .AddAccessLadder()
        .AddMessaging()
        .AddBreakoutRooms()
        .AddConversations()
        .AddParticipants()
        .AddMedia(configuration)
        .AddSignaling()
        .AddExternalSignaling()
        .AddAdministration()
        .AddCommandLine();

    private static void Map(WebApplication app)
    {
        app.UseTelemetry();
        app.UseTrustedProxies();
        app.UseMiddleware<ResponseHeaders>();
        app.UseWebFiles();
        app.UseWebSockets();
        app.UseMiddleware<OcsMiddleware>();
        app.UseRouting();
        app.UseWebPages();
        app.UseMiddleware<OcsNegotiation>();
        app.UseMiddleware<MaintenanceMode>();
        app.UseMiddleware<AdmissionMiddleware>();
        app.UseMiddleware<CallerMiddleware>();
        app.UseMiddleware<CsrfGuard>();
        app.UseMiddleware<ClientVersionGate>();

        app.MapOcsOpenApi();
        app.MapStatusPages();
        app.MapLogin();
        app.MapCallPage();
        app.MapSignalingSocket();
        var ocs = app.MapGroup(OcsMiddleware.Root).AddEndpointFilter<LadderFilter>();
        var talk = ocs.MapGroup("apps/spreed/api").WithMetadata(new TalkRoute());
        talk.MapTalkCapabilities();
        talk.MapMessaging();
        talk.MapBreakoutRooms();
        talk.MapConversations();
        talk.MapParticipants();
        talk.MapSignaling();
        talk.MapExternalSignaling();
        ocs.MapAdministration();
        ocs.MapNotifications();
        ocs.MapUserStatuses();
        talk.MapCalls();
        talk.MapRinging();
        talk.MapCallDownload();
        talk.MapLobby();
        talk.MapTelephone();

        var own = ocs.MapGroup("apps/plenum/api").WithMetadata(new TalkRoute());
        own.MapInvitationLinks();
        own.MapMoves();
        own.MapWaiting();
        own.MapHands();
        own.MapGoingOn();
        own.MapDoor();
        own.MapBoard();
        own.MapTimer();
        own.MapChoices();
    }
}
