using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Plenum.Meetings;
using Plenum.Ocs;

namespace Plenum.AccessLadder;

/// <summary>Describes what the guards of a route answer, and who may sign in how to pass them.</summary>
internal sealed class OpenApiGuards : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (!OpenApiEnvelope.IsOcs(context)) return Task.CompletedTask;
        if (metadata.OfType<IAllowAnonymous>().Any())
        {
            operation.Security = [Requirement(scheme: null, context)];
            return Task.CompletedTask;
        }

        var guards = metadata.OfType<Needs>().LastOrDefault()?.Guards ?? Guard.None;
        var isProtected = metadata.OfType<Protects>().Any();
        operation.Responses ??= [];
        foreach (var (status, why) in Answers(guards, metadata.OfType<TalkRoute>().Any(), metadata.OfType<OcsRequestMetadata>().Any(), isProtected))
        {
            operation.Responses[$"{status}"] = OpenApiEnvelope.Refusal(context, why);
        }

        operation.Security = [.. Schemes(guards).Select(scheme => Requirement(scheme, context))];
        return Task.CompletedTask;
    }

    /// <summary>One text per status, in the order in which the ladder asks.</summary>
    internal static SortedDictionary<int, string> Answers(Guard guards, bool isTalk, bool hasParameters, bool isProtected)
    {
        var answers = new SortedDictionary<int, string>();
        Add(401, "The credentials are wrong");
        if (Asks(Guard.Account)) Add(401, "an account is needed");
        if (Asks(Guard.SipBridge) || Asks(Guard.OrSipBridge)) Add(401, "the SIP bridge's signature is missing or wrong");
        if (Asks(Guard.Administrator)) Add(403, "only for administrators");
        if (isTalk) Add(403, "the account may not use Talk");
        if (Asks(Guard.CallsEnabled)) Add(403, "calls are switched off");
        if (Asks(Guard.Existing) || Asks(Guard.Visible) || Asks(Guard.Attendee)) Add(404, "there is no such conversation for the caller");
        if (Asks(Guard.SipDialIn)) Add(501, "dial-in is not set up");
        if (Asks(Guard.SipDialOut)) Add(501, "dial-out is not set up");
        if (Asks(Guard.Attendee)) Add(403, "the caller is banned");
        if (Asks(Guard.Moderator)) Add(403, "only for moderators");
        if (Asks(Guard.Writable)) Add(403, "the conversation is read-only");
        if (Asks(Guard.PastLobby)) Add(412, "the lobby holds the caller back");
        if (Asks(Guard.Chat) || Asks(Guard.React) || Asks(Guard.StartCall)) Add(403, "the permission is missing");
        if (hasParameters) Add(400, "A parameter is missing or out of range: data.error names it");
        if (isTalk) Add(426, "The client is too old: the message says which version it needs");
        if (isProtected) Add(429, "Too many wrong tries");
        return answers;

        bool Asks(Guard rung) => (guards & rung) == rung;

        void Add(int status, string why) => answers[status] = answers.TryGetValue(status, out var known) ? $"{known}; {why}" : $"{char.ToUpperInvariant(why[0])}{why[1..]}";
    }

    private static IEnumerable<string?> Schemes(Guard guards)
    {
        if ((guards & Guard.Account) == 0)
        {
            yield return null;
            yield return OpenApiDocumentFrame.Cookie;
        }

        yield return OpenApiDocumentFrame.Basic;
        yield return OpenApiDocumentFrame.Bearer;
    }

    /// <summary>The empty requirement says that nobody need sign in.</summary>
    private static OpenApiSecurityRequirement Requirement(string? scheme, OpenApiOperationTransformerContext context)
    {
        var requirement = new OpenApiSecurityRequirement();
        if (scheme is not null) requirement[new OpenApiSecuritySchemeReference(scheme, context.Document)] = [];
        return requirement;
    }
}
