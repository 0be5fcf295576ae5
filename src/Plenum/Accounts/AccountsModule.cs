using Plenum.Common;
using Plenum.Realtime;

namespace Plenum.Accounts;

internal static class AccountsModule
{
    public static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BruteForceOptions>().Bind(configuration.GetSection("Plenum:BruteForce"))
            .Validate(options => options.Allowed.All(AddressRange.IsValid), "Plenum:BruteForce:AllowedNetworks must list addresses or networks such as 10.0.0.0/8.")
            .ValidateOnStart();
        services.AddOptions<AdmissionOptions>().Bind(configuration.GetSection("Plenum:Admission"))
            .Validate(options => options.IsValid, "Plenum:Admission must let at least one in at a time, and nobody wait for less than nothing.")
            .ValidateOnStart();
        return services
            .AddSingleton<Doors>()
            .AddSingleton<ProvenCredentials>()
            .AddSingleton<Passwords>()
            .AddSingleton<LoginNotes>()
            .AddScoped<IDueWork, LoginTimes>()
            .AddScoped<IDueWork, StaleRows>()
            .AddScoped<AppPasswordBook>()
            .AddScoped<LoginFlowBook>()
            .AddScoped<SignInBook>()
            .AddScoped<AccountBook>()
            .AddScoped<DirectoryLock>()
            .AddScoped<Authenticator>()
            .AddScoped<FirstStart>()
            .AddScoped<BruteForce>()
            .AddScoped<BrowserBook>()
            .AddScoped<GroupMemberships>()
            .AddScoped<PeerVisibility>();
    }
}
