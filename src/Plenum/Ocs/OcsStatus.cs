namespace Plenum.Ocs;

/// <summary>The statuses of a route's successes, where it is not 200 alone: read by the OpenAPI document.</summary>
internal sealed record OcsStatus(params int[] Codes);

internal static class OcsStatuses
{
    public static TBuilder AnswersWith<TBuilder>(this TBuilder route, params int[] statuses)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new OcsStatus(statuses));
}
