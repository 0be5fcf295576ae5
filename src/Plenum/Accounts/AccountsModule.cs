namespace Plenum.Accounts;

internal static class AccountsModule
{
    public static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BruteForceOptions>().Bind(configuration.GetSection("Plenum:BruteForce"));
        return services
            .AddSingleton<ProvenCredentials>()
            .AddSingleton<Passwords>()
            .AddScoped<AccountBook>()
            .AddScoped<Authenticator>()
            .AddScoped<FirstStart>()
            .AddScoped<BruteForce>()
            .AddScoped<BrowserBook>()
            .AddScoped<GroupMemberships>();
    }
}
