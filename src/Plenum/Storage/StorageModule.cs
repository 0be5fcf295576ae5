using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Plenum.Storage;

internal static class StorageModule
{
    private const string FileName = "plenum.db";

    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PlenumOptions>().Bind(configuration.GetSection("Plenum"))
            .Validate(options => options.DataDirectory.Length > 0, "Plenum:DataDirectory must not be empty.")
            .ValidateOnStart();
        services.AddDbContext<PlenumDb, SqlitePlenumDb>((provider, options) =>
            UseSqlite(options, provider.GetRequiredService<IOptions<PlenumOptions>>().Value.DataDirectory));
        return services
            .AddSingleton<WriteLock>()
            .AddSingleton(TimeProvider.System)
            .AddScoped<UnitOfWork>()
            .AddScoped<Database>();
    }

    private static void UseSqlite(DbContextOptionsBuilder options, string dataDirectory)
    {
        Directory.CreateDirectory(dataDirectory);
        options.UseSqlite($"Data Source={Path.Combine(dataDirectory, FileName)};Foreign Keys=True").AddInterceptors(new SqlitePragmas());
    }
}
