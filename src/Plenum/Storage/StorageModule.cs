using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;
using Npgsql;
using Plenum.Realtime;
using Plenum.Telemetry;

namespace Plenum.Storage;

internal static class StorageModule
{
    public const string FileName = "plenum.db";
    public const string ConnectionName = "Plenum";

    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PlenumOptions>().Bind(configuration.GetSection("Plenum"))
            .Validate(options => options.DataDirectory.Length > 0, "Plenum:DataDirectory must not be empty.")
            .ValidateOnStart();
        services.AddOptions<PostgresOptions>().Bind(configuration.GetSection(PostgresOptions.Section))
            .Validate(options => options.IsValid, PostgresConnection.Invalid)
            .ValidateOnStart();
        if (TelemetryModule.IsExported(configuration)) services.AddSingleton<IInterceptor, CommandDurations>();
        if (configuration.GetConnectionString(ConnectionName) is { Length: > 0 } connection) AddPostgres(services, connection);
        else AddSqlite(services);

        return services
            .AddSingleton<SqliteWriter>()
            .AddSingleton(TimeProvider.System)
            .AddScoped<UnitOfWork>()
            .AddScoped<NamedLock>()
            .AddScoped<Database>();
    }

    /// <summary>The file in the data directory.</summary>
    private static void AddSqlite(IServiceCollection services) => services
        .AddSingleton<IBackplane, LocalBackplane>()
        .AddHostedService<SqliteOwner>()
        .AddDbContextPool<PlenumDb, SqlitePlenumDb>((provider, options) =>
        {
            var directory = provider.GetRequiredService<IOptions<PlenumOptions>>().Value.DataDirectory;
            Directory.CreateDirectory(directory);
            SqliteMemory.Configure();
            var connection = new SqliteConnectionStringBuilder { DataSource = Path.Combine(directory, FileName) };
            // A list is one parameter: the statement is the same however long it is.
            options
                .UseSqlite(connection.ToString(), sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
                .AddInterceptors(provider.GetServices<IInterceptor>());
        });

    private static void AddPostgres(IServiceCollection services, string connection) => services
        .AddSingleton(provider => PostgresConnection.Open(connection, provider.GetRequiredService<IOptions<PostgresOptions>>().Value))
        .AddSingleton<PostgresBackplane>()
        .AddSingleton<IBackplane>(provider => provider.GetRequiredService<PostgresBackplane>())
        .AddHostedService(provider => provider.GetRequiredService<PostgresBackplane>())
        .AddScoped<IDueWork, OldNotices>()
        .AddDbContextPool<PlenumDb, PostgresPlenumDb>((provider, options) => options
            .UseNpgsql(
                provider.GetRequiredService<NpgsqlDataSource>(),
                postgres => postgres.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
            .AddInterceptors(provider.GetServices<IInterceptor>()));
}
