namespace Plenum.Tests.Testing;

/// <summary>
/// Which answers the contract knows for what happens in histories. The ladder's refusals (401, 403, 404 and 412 without a
/// word) are everybody's.
/// </summary>
internal static class DocumentedAnswers
{
    private static readonly Dictionary<string, string> Of = new(StringComparer.Ordinal)
    {
        ["POST v1/breakout-rooms/*"] = "200 400:config 400:mode 400:room 400:amount 400:attendeeMap",
        ["DELETE v1/breakout-rooms/*"] = "200",
        ["POST v1/breakout-rooms/*/rooms"] = "200 400:mode",
        ["DELETE v1/breakout-rooms/*/rooms"] = "200 400:mode",
        ["POST v1/breakout-rooms/*/attendees"] = "200 400:config 400:mode 400:attendeeMap",
        ["POST v1/breakout-rooms/*/switch"] = "200 400:mode 400:status 400:moderator 400:target 403:ban",
        ["POST v1/breakout-rooms/*/broadcast"] = "201 400:mode 400:message",
        ["POST v1/breakout-rooms/*/request-assistance"] = "200 400:room",
        ["DELETE v1/breakout-rooms/*/request-assistance"] = "200 400:room",
        ["POST v4/room"] = "201 400:object 401:auth 403:permissions",
        ["POST v4/room/*/participants"] = "200 400:source 400:ban 400:moderator 400:new-participant 404:new-participant 501:sip",
        ["DELETE v4/room/*/attendees"] = "200 400:last-moderator 400:moderator 403:owner 404:participant",
        ["POST v4/room/*/moderators"] = "200 400:type 400:actor-type 400:participant-type 400:room-type 403:moderator 403:self 404:participant",
        ["DELETE v4/room/*/moderators"] = "200 400:type 400:actor-type 400:participant-type 400:room-type 400:last-moderator 403:moderator 403:self 404:participant",
        ["DELETE v4/room/*/participants/self"] = "200 400:last-moderator 400:moderator",
        ["POST v4/room/*/participants/active"] = "200 403:ban 409",
        ["DELETE v4/room/*/participants/active"] = "200",
        ["POST v4/call/*"] = "200 400",
        ["DELETE v4/call/*"] = "200",
        ["POST v4/call/*/ring/*"] = "200 400:in-call 400:actor-type 400:status",
        ["GET /ocs/v2.php/apps/plenum/api/v1/breakout-rooms/*/moves"] = "200",
        ["PUT /ocs/v2.php/apps/plenum/api/v1/breakout-rooms/*/timer"] = "200 400:mode 400:status 400:endsAt",
        ["DELETE /ocs/v2.php/apps/plenum/api/v1/breakout-rooms/*/timer"] = "200 400:mode",
        ["POST v1/chat/*"] = "201 429:mentions",
        ["PUT v4/room/*/webinar/lobby"] = "200 400:value 400:state 400:breakout-room",
        ["PUT v4/room/*/attendees/permissions"] = "200 400:type 403:moderator 404:participant",
        ["POST v4/room/*/public"] = "200 400:breakout-room",
        ["DELETE v4/room/*/public"] = "200 400:breakout-room",
        ["POST v1/ban/*"] = "200 400:bannedActor 400:self 400:moderator",
        ["PUT v4/room/*/read-only"] = "200",
        ["PUT v4/room/*/webinar/sip"] = "200 400:value 400:breakout-room",
        ["POST v4/room/*/verify-dialin"] = "200",
        ["POST v4/room/*/open-dial-in"] = "200 400",
        ["POST v4/room/*/verify-dialout"] = "200 400 404",
        ["DELETE v4/room/*"] = "200",
        ["DELETE v1/chat/*"] = "200",
        ["GET v4/room/*"] = "200",
        ["GET /call/*"] = "200 303",
        ["POST /ocs/v2.php/cloud/users/*/groups"] = "200 400",
        ["DELETE /ocs/v2.php/cloud/users/*/groups"] = "200 400",
        ["DELETE /ocs/v2.php/cloud/users/*"] = "200 400",
        ["DELETE /ocs/v2.php/cloud/groups/*"] = "200 400",
    };

    public static bool Include(Deed deed, Reply reply)
    {
        var answer = reply.Error is { } word ? $"{reply.Status}:{word}" : $"{reply.Status}";
        return answer is "401" or "403" or "404" or "412" || Of[deed.Kind].Split(' ').Contains(answer);
    }
}
