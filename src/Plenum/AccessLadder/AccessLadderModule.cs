using Microsoft.AspNetCore.OpenApi;
using Plenum.Ocs;

namespace Plenum.AccessLadder;

internal static class AccessLadderModule
{
    public static IServiceCollection AddAccessLadder(this IServiceCollection services) => services
        .AddScoped<AccessReader>()
        .AddScoped<CrowdReader>()
        .AddScoped<LadderClimb>()
        .AddScoped<AdministratorLock>()
        .AddScoped<GuardedWrite>()
        .Configure<OpenApiOptions>(OpenApiModule.Document, options => options.AddOperationTransformer<OpenApiGuards>());
}
