using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Plenum.Meetings;

namespace Plenum.Tests.Testing;

/// <summary>
/// What the names in braces stand for at this moment: <c>{P}</c> and <c>{R0}</c> tokens, <c>{una}</c> an account's or
/// guest's id, <c>{una@R0}</c> the id of an attendee, <c>{map:una=0,uwe=1}</c> an attendee map, <c>{now+30}</c> an
/// instant, <c>{link}</c> the path of the personal link, <c>{pin:una}</c> a PIN, <c>{phone}</c> the attendee of a telephone.
/// Whoever or whatever is not there gets a name that leads nowhere.
/// </summary>
internal sealed partial class Names(Cast cast, string parent, MeetingSnapshot now, DateTimeOffset clock)
{
    public string Resolve(string text) => Braces().Replace(text, match => Of(match.Groups["name"].Value));

    private string Of(string name) => name switch
    {
        "P" => parent,
        "class" => cast.Group,
        "address" => cast.Address,
        "link" => Uri.EscapeDataString(InParent("emil")?.AccessToken ?? "none"),
        "phone" => Number(now.Attendees.Find(attendee => attendee.PhoneNumber is not null)?.Id),
        _ when name[0] == 'R' && int.TryParse(name.AsSpan(1), CultureInfo.InvariantCulture, out var index) => Room(index)?.Token ?? "4040404040",
        _ when name.StartsWith("now", StringComparison.Ordinal) => Number(clock.ToUnixTimeSeconds() + int.Parse(name.AsSpan(3), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)),
        _ when name.StartsWith("map:", StringComparison.Ordinal) => Map(name[4..]),
        _ when name.StartsWith("pin:", StringComparison.Ordinal) => InParent(name[4..])?.Pin ?? "1020304",
        _ when name.Split('@') is [var who, var where] => Number(Attendee(who, where)?.Id),
        _ => cast.IdOf(name) ?? "nobody",
    };

    private Conversation? Room(int index) => index < now.Rooms.Count ? now.Rooms[index] : null;

    private Attendee? InParent(string who) => Attendee(who, "P");

    private Attendee? Attendee(string who, string where)
    {
        var id = where == "P" ? now.Parent?.Id : Room(int.Parse(where.AsSpan(1), CultureInfo.InvariantCulture))?.Id;
        var actor = cast.IdOf(who);
        return now.Attendees.Find(attendee => attendee.ConversationId == id && attendee.ActorId == actor);
    }

    private string Map(string entries)
    {
        var rooms = entries.Split(',').Select(entry => entry.Split('='))
            .Select(entry => (Id: Number(InParent(entry[0])?.Id), Room: int.Parse(entry[1], CultureInfo.InvariantCulture)))
            .DistinctBy(entry => entry.Id, StringComparer.Ordinal)
            .ToDictionary(entry => entry.Id, entry => entry.Room, StringComparer.Ordinal);
        return JsonEncodedText.Encode(JsonSerializer.Serialize(rooms)).ToString();
    }

    private static string Number(long? id) => (id ?? 99999999).ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("\\{(?<name>[A-Za-z][^{}\"]*)\\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Braces();
}
