using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Plenum.Ocs;

/// <summary>
/// The parameters of an endpoint, declared as a positional record: a constructor parameter without default is
/// required, <c>[Range]</c> bounds an integer. A request that does not fit never reaches the endpoint: the answer is
/// 400 with the parameter's name, after the guards have spoken.
/// </summary>
internal abstract record OcsRequest<TSelf> : IEndpointParameterMetadataProvider
    where TSelf : OcsRequest<TSelf>
{
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new OcsRequestMetadata(RecordBinder.For(typeof(TSelf)).Parameters));

    public static async ValueTask<TSelf?> BindAsync(HttpContext context)
    {
        var bag = await OcsBinding.ParametersOfAsync(context);
        var (instance, misfit) = RecordBinder.For(typeof(TSelf)).Bind(bag);
        if (misfit is not null) OcsBinding.Refuse(context, misfit);
        return (TSelf)instance;
    }
}

/// <summary>What a route takes: read by the OpenAPI document.</summary>
internal sealed record OcsRequestMetadata(IReadOnlyList<RequestParameter> Parameters);

/// <summary>What binding found wrong with a request; answered once the guards have let the caller through.</summary>
internal static class OcsBinding
{
    private static readonly object BagKey = new();
    private static readonly object MisfitKey = new();

    public static async ValueTask<ParameterBag> ParametersOfAsync(HttpContext context)
    {
        if (context.Items[BagKey] is ParameterBag known) return known;

        var bag = await ParameterBag.ReadAsync(context.Request, context.RequestAborted);
        context.Items[BagKey] = bag;
        return bag;
    }

    public static void Refuse(HttpContext context, string parameter) => context.Items.TryAdd(MisfitKey, parameter);

    /// <returns>The name of the first parameter that does not fit, or null.</returns>
    public static string? MisfitOf(HttpContext context) => context.Items[MisfitKey] as string;
}

/// <summary>Builds request records from parameters; one per record type, made once.</summary>
internal sealed class RecordBinder
{
    private static readonly ConcurrentDictionary<Type, RecordBinder> Known = new();

    private readonly ConstructorInvoker constructor;
    private readonly RequestParameter[] parameters;

    private RecordBinder(Type type)
    {
        var primary = type.GetConstructors().MaxBy(candidate => candidate.GetParameters().Length)!;
        constructor = ConstructorInvoker.Create(primary);
        parameters = [.. primary.GetParameters().Select(parameter => new RequestParameter(parameter))];
    }

    public IReadOnlyList<RequestParameter> Parameters => parameters;

    public static RecordBinder For(Type type) => Known.GetOrAdd(type, static type => new RecordBinder(type));

    /// <returns>The record, and the name of the first parameter that does not fit; a misfit has its default value.</returns>
    public (object Instance, string? Misfit) Bind(ParameterBag bag)
    {
        var misfit = bag.IsMalformed ? "body" : null;
        var instance = Build((string name, out object? value) => bag.TryGet(name, out value), ref misfit);
        return (instance, misfit);
    }

    internal object Build(Lookup lookup, ref string? misfit)
    {
        var arguments = new object?[parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            if (!parameters[i].TryBind(lookup, out arguments[i])) misfit ??= parameters[i].Name;
        }

        return constructor.Invoke(arguments.AsSpan());
    }

    internal delegate bool Lookup(string name, out object? value);
}
