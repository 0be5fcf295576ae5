namespace Plenum.Meetings;

/// <summary>Routes know a token by its form; anything else is a route that does not exist.</summary>
internal sealed class ConversationTokenConstraint : IRouteConstraint
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values.TryGetValue(routeKey, out var value) && value is string { Length: >= 4 and <= ConversationToken.MaxLength } text && text.All(IsTokenCharacter);

    private static bool IsTokenCharacter(char character) => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character);
}
