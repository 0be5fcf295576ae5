using System.Globalization;

namespace Plenum.Tests.Testing;

/// <summary>What people come up with, sensible or not, allowed or not. The same seed comes up with the same.</summary>
internal sealed class RandomSteps(Random random, bool isPublic, bool hasTwoNodes)
{
    private static readonly string[] Places = ["P", "R0", "R1", "R2", "R3"];

    /// <summary>Mostly one deed; often enough several at the same time, and now and then the same deed twice, as an impatient client sends it.</summary>
    public Step Next()
    {
        if (random.Next(30) == 0) return new Step([new Deed(Deed.Clock, AtSecondNode: false, "", Pick("1", "5", "25", "31", "101"), Body: null)]);
        if (random.Next(3) > 0) return new Step([One()]);
        if (random.Next(6) > 0) return new Step([.. Enumerable.Range(0, random.Next(2, 5)).Select(_ => One())]);

        var impatient = One();
        return new Step([impatient, impatient with { AtSecondNode = hasTwoNodes }]);
    }

    private Deed One() => random.Next(133) switch
    {
        < 14 => Configure(),
        < 17 => Host("DELETE", "v1/breakout-rooms/{P}"),
        < 27 => Host("POST", "v1/breakout-rooms/{P}/rooms"),
        < 33 => Host("DELETE", "v1/breakout-rooms/{P}/rooms"),
        < 40 => Host("POST", "v1/breakout-rooms/{P}/attendees", $"{{\"attendeeMap\":\"{Map()}\"}}"),
        < 50 => Anybody("POST", "v1/breakout-rooms/{P}/switch", $"{{\"target\":\"{{{Place()}}}\"}}"),
        < 53 => Host("POST", "v1/breakout-rooms/{P}/broadcast", Pick("{\"message\":\"Five minutes\"}", "{\"message\":\" \"}")),
        < 56 => Anybody(Pick("POST", "DELETE"), $"v1/breakout-rooms/{{{Room()}}}/request-assistance"),
        < 59 => Host("POST", "v4/room", "{\"roomType\":2,\"roomName\":\"Extra\",\"objectType\":\"room\",\"objectId\":\"{P}\"}"),
        < 66 => Host("POST", $"v4/room/{{{Place()}}}/participants", $"{{\"newParticipant\":\"{{{Account()}}}\"}}"),
        < 68 => Host("POST", $"v4/room/{{{Place()}}}/participants", Pick("{\"newParticipant\":\"{class}\",\"source\":\"groups\"}", "{\"newParticipant\":\"{address}\",\"source\":\"emails\"}", "{\"newParticipant\":\"+4915112345678\",\"source\":\"phones\"}")),
        < 72 => Host("DELETE", $"v4/room/{{{Place()}}}/attendees?attendeeId={{{Person()}@{Place()}}}"),
        < 77 => Host("POST", $"v4/room/{{{Place()}}}/moderators?attendeeId={{{Person()}@{Place()}}}&participantType={Pick("0", "0", "1", "2")}"),
        < 81 => Host("DELETE", $"v4/room/{{{Place()}}}/moderators?attendeeId={{{Person()}@{Place()}}}&participantType={Pick("0", "0", "2", "3")}"),
        < 83 => Anybody("DELETE", $"v4/room/{{{Place()}}}/participants/self"),
        < 92 => Anybody("POST", $"v4/room/{{{Place()}}}/participants/active"),
        < 95 => Anybody("DELETE", $"v4/room/{{{Place()}}}/participants/active"),
        < 99 => Anybody("POST", $"v4/call/{{{Place()}}}", "{\"flags\":3}"),
        < 101 => Anybody("DELETE", $"v4/call/{{{Place()}}}", Pick("{\"all\":true}", "{}")),
        < 105 => Anybody("POST", $"v1/chat/{{{Place()}}}", Pick("{\"message\":\"Hello\"}", "{\"message\":\"Hello @all\"}")),
        < 109 => Lobby(),
        < 111 => Host("PUT", $"v4/room/{{{Place()}}}/attendees/permissions", $"{{\"attendeeId\":{{{Person()}@{Place()}}},\"permissions\":8,\"method\":\"{Pick("add", "remove")}\"}}"),
        < 113 => Host(Pick("POST", "DELETE"), $"v4/room/{{{Place()}}}/public"),
        < 115 => Host("POST", $"v1/ban/{{{Place()}}}", $"{{\"actorType\":\"users\",\"actorId\":\"{{{Account()}}}\"}}"),
        < 116 => Host("PUT", $"v4/room/{{{Place()}}}/read-only", $"{{\"state\":{Pick("0", "0", "1")}}}"),
        < 119 => Host("PUT", $"v4/room/{{{Place()}}}/webinar/sip", $"{{\"state\":{Pick("0", "1", "2")}}}"),
        < 122 => Bridge(),
        < 126 => Administrator(),
        < 127 => Host("DELETE", $"v4/room/{{{Pick(Places[1..])}}}"),
        < 128 => Host("DELETE", "v1/chat/{P}"),
        < 129 => new Deed("emil", hasTwoNodes && random.Next(2) == 0, "GET", "/call/{P}?email={address}&access={link}", Body: null),
        < 132 => Timer(),
        _ => random.Next(5) == 0 ? Host("DELETE", "v4/room/{P}") : Look(),
    };

    private Deed Look() => random.Next(3) switch
    {
        0 => Anybody("GET", $"v4/room/{{{Place()}}}"),
        1 => Host("GET", $"/ocs/v2.php/apps/plenum/api/v1/breakout-rooms/{{{Place()}}}/moves"),
        _ => Anybody("POST", $"v4/call/{{{Place()}}}/ring/{{{Person()}@{Place()}}}"),
    };

    private Deed Configure()
    {
        var (mode, amount) = random.Next(4) > 0 ? (Pick("1", "2", "3", "3"), Pick("2", "3", "4")) : (Pick("0", "1", "2", "3", "4"), Pick("0", "1", "5", "20", "21"));
        return Host("POST", "v1/breakout-rooms/{P}", $"{{\"mode\":{mode},\"amount\":{amount},\"attendeeMap\":\"{Map()}\"}}");
    }

    private Deed Lobby() => Host("PUT", $"v4/room/{{{Pick("P", "P", "P", "R0")}}}/webinar/lobby", Pick(
        "{\"state\":0}", "{\"state\":1}", "{\"state\":1}", "{\"state\":1,\"timer\":{now+30}}", "{\"state\":1,\"timer\":{now-5}}", "{\"state\":2}", "{\"state\":0,\"timer\":{now+5}}"));

    private Deed Timer()
    {
        const string path = "/ocs/v2.php/apps/plenum/api/v1/breakout-rooms/{P}/timer";
        return random.Next(5) == 0 ? Host("DELETE", path) : Host("PUT", path, Pick("{\"endsAt\":{now+30}}", "{\"endsAt\":{now+90},\"notice\":\"One minute left\"}", "{\"endsAt\":{now-5}}"));
    }

    private Deed Bridge()
    {
        var (path, body) = Pick(
            ("verify-dialin", $"{{\"pin\":\"{{pin:{Person()}}}\"}}"),
            ("verify-dialin", "{\"pin\":\"7654321\"}"),
            ("open-dial-in", "{}"),
            ("verify-dialout", "{\"number\":\"+4915112345678\",\"options\":{\"attendeeId\":{phone},\"actorType\":\"phones\",\"actorId\":\"x\"}}"));
        return new Deed(Pick("bridge", "bridge", "forger"), SecondNode(), "POST", $"v4/room/{{P}}/{path}", body);
    }

    private Deed Administrator()
    {
        var (verb, path, body) = Pick(
            ("POST", "/ocs/v2.php/cloud/users/{" + Account() + "}/groups", "{\"groupid\":\"{class}\"}"),
            ("POST", "/ocs/v2.php/cloud/users/{" + Account() + "}/groups", "{\"groupid\":\"{class}\"}"),
            ("DELETE", "/ocs/v2.php/cloud/users/{" + Account() + "}/groups", "{\"groupid\":\"{class}\"}"),
            ("DELETE", "/ocs/v2.php/cloud/users/{" + Account() + "}/groups", "{\"groupid\":\"{class}\"}"),
            ("DELETE", "/ocs/v2.php/cloud/users/{" + Account() + "}", ""),
            ("DELETE", "/ocs/v2.php/cloud/groups/{class}", ""));
        return new Deed("admin", SecondNode(), verb, path, body.Length > 0 ? body : null);
    }

    /// <summary>By somebody who may, mostly.</summary>
    private Deed Host(string verb, string path, string? body = null) =>
        new(random.Next(8) == 0 ? Person() : Pick("olga", "olga", "mona"), SecondNode(), verb, path, body);

    private Deed Anybody(string verb, string path, string? body = null) => new(Person(), SecondNode(), verb, path, body);

    private bool SecondNode() => hasTwoNodes && random.Next(2) == 0;

    private string Person() => isPublic && random.Next(3) == 0 ? Pick(["emil", .. Cast.Guests]) : Account();

    private string Account() => Pick(Cast.Accounts);

    private string Place() => random.Next(2) == 0 ? "P" : Room();

    private string Room() => Pick(Places[1..4]);

    private string Map() => random.Next(8) == 0
        ? Pick("", "[]", "null", "[1]", "{\\\"1\\\":1.0}")
        : $"{{map:{string.Join(',', Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"{Person()}={random.Next(random.Next(10) == 0 ? 5 : 2).ToString(CultureInfo.InvariantCulture)}"))}}}";

    private T Pick<T>(params T[] choices) => choices[random.Next(choices.Length)];
}
