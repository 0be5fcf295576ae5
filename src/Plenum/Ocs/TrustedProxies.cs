using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace Plenum.Ocs;

/// <summary>Whose word about the client's address and scheme counts; <c>Plenum__TrustedProxies</c>.</summary>
internal sealed record ProxyOptions
{
    /// <summary>Addresses and networks, separated by commas: <c>127.0.0.1, 10.0.0.0/8, fd00::/8</c>. Empty: nobody's.</summary>
    public string TrustedProxies { get; init; } = "";

    public IEnumerable<string> Entries => TrustedProxies.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>
/// Takes the client's address, scheme and host from the headers of the proxies that are configured, from the nearest
/// hop to the first that is not trusted; from everybody else they are ignored (platform §2.11).
/// </summary>
internal static class TrustedProxies
{
    public static IServiceCollection AddTrustedProxies(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ProxyOptions>().Bind(configuration.GetSection("Plenum"))
            .Validate(options => options.Entries.All(entry => TryParse(entry, out _)), "Plenum:TrustedProxies must list addresses or networks such as 10.0.0.0/8.")
            .ValidateOnStart();
        return services;
    }

    public static void UseTrustedProxies(this WebApplication app)
    {
        var entries = app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value.Entries.ToArray();

        // Without any the framework's middleware would trust everybody.
        if (entries.Length == 0) return;

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var entry in entries)
        {
            if (TryParse(entry, out var network)) options.KnownIPNetworks.Add(network);
        }

        app.UseForwardedHeaders(options);
    }

    private static bool TryParse(string entry, out IPNetwork network)
    {
        if (entry.Contains('/', StringComparison.Ordinal)) return IPNetwork.TryParse(entry, out network);

        network = default;
        if (!IPAddress.TryParse(entry, out var address)) return false;

        network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return true;
    }
}
